import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { almgrenChriss } from './almgren-chriss.ts'
import { marketOfVolume } from './market-of-volume.ts'
import { ruinConstrained } from './ruin-constrained.ts'

const order = { quantity: 100, time: 1, periods: 24 }
// price 1000 with 2 % an hour; half a basis point of impact per unit and hour; 5 bp fixed
const market = { vol: 20, permanent: 0, temporary: 2, fixed: 0.5 }
const account = { equity: 4000, ruinProbabilityMax: 0.01, latency: 0 }

const near = (got: number, wanted: number, relative: number): void =>
  assert.ok(Math.abs(got / wanted - 1) <= relative, `${got} is not ${wanted}`)

describe('ruinConstrained', () => {
  test('the bound binds: ruin is exactly what may be risked, and a slower schedule breaks it', () => {
    const thin = { ...market, vol: 90, temporary: 0.2 }
    const got = ruinConstrained({ ...account, equity: 12_000 }, order, thin)
    assert.equal(got.kind, 'schedule')
    if (got.kind !== 'schedule') return
    assert.ok(got.isBound)
    near(got.ruinProbability, 0.01, 1e-8)
    assert.ok(got.ruinProbability <= 0.01)
    const slower = almgrenChriss(order, thin, got.riskAversion * 0.99)
    assert.ok(slower.expectedCost < got.schedule.expectedCost)
  })

  test('an account that is safe on the slowest schedule takes that one', () => {
    const got = ruinConstrained({ ...account, equity: 1e6 }, order, market)
    assert.equal(got.kind, 'schedule')
    if (got.kind !== 'schedule') return
    assert.ok(!got.isBound)
    assert.equal(got.riskAversion, 0)
    near(got.schedule.trades[0] ?? 0, 100 / 24, 1e-12)
  })

  test('an account that no schedule saves is not rescuable, and the least ruin is said', () => {
    const got = ruinConstrained({ ...account, equity: 600 }, order, { ...market, temporary: 0.02, vol: 200 })
    assert.equal(got.kind, 'not-rescuable')
    if (got.kind !== 'not-rescuable') return
    assert.ok(got.least.ruinProbability > 0.01 && got.least.ruinProbability <= 1)
  })

  test('against a scan of the frontier: the cheapest schedule within the bound, or none', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 1000, max: 40_000, noNaN: true }),
        fc.double({ min: 5, max: 200, noNaN: true }),
        fc.double({ min: 0, max: 0.05, noNaN: true }),
        (equity, vol, latency) => {
          const terms = { ...market, vol }
          const got = ruinConstrained({ equity, ruinProbabilityMax: 0.01, latency }, order, terms)
          const wait = vol * vol * 1e4 * latency
          const scanned = Array.from({ length: 400 }, (_, i) => almgrenChriss(order, terms, 10 ** (-10 + i / 25)))
          const safe = scanned.filter(
            (one) => 2.5758293035489004 * Math.sqrt(one.variance + wait) <= equity - one.expectedCost,
          )
          const least = Math.min(...safe.map((one) => one.expectedCost))
          if (got.kind === 'schedule') assert.ok(got.schedule.expectedCost <= least * (1 + 1e-9))
          else assert.equal(safe.length, 0)
        },
      ),
      { numRuns: 40 },
    ))

  test('a bound outside 0 to 1 is refused by name', () =>
    assert.throws(() => ruinConstrained({ ...account, ruinProbabilityMax: 0 }, order, market), {
      name: 'ForecastInputError',
    }))
})

describe('marketOfVolume', () => {
  // price 100, 4 % a day, a million units a day
  const terms = { price: 100, vol: 0.04 * Math.sqrt(365), dailyVolume: 1e6, fixedShare: 0.0005 }

  test('by hand: at a tenth of the volume ⅔·4 %·√(0.1/24) of the price, and 0.4 of the root law stays', () => {
    const quantity = 10_000
    const linear = marketOfVolume(terms, quantity)
    near(linear.vol / Math.sqrt(365), 4, 1e-12) // 4 % of 100 a day
    near(linear.temporary * 0.1 * 1e6 * 365, (2 / 3) * 4 * Math.sqrt(0.1 / 24), 1e-12)
    near(linear.permanent * quantity, 0.4 * 4 * Math.sqrt(0.01), 1e-12)
    near(linear.fixed, 0.05, 1e-12)
  })

  test('a small size moves the price in proportion', () =>
    near(marketOfVolume(terms, 1).permanent, marketOfVolume(terms, 100).permanent, 1e-15))

  test('no volume is refused by name', () =>
    assert.throws(() => marketOfVolume({ ...terms, dailyVolume: 0 }, 1), {
      name: 'ForecastInputError',
      field: 'dailyVolume',
    }))
})
