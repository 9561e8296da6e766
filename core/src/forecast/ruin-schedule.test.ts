import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { exp, normalUpperTail } from '../math/index.ts'
import { bridgeTouch, deviations, estimate, type Draws } from './passage.fixtures.ts'
import { deviationsFor, ruinWhileClosing, ruinWithJumps, stretchesOf, type ClosingAccount } from './ruin-schedule.ts'
import { almgrenChriss } from './schedules/index.ts'

const close = (got: number, wanted: number, tolerance: number): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted}`)

/** Whether equity touches 0 on its way, piece by piece with exact bridges; jumps strike at the end of short pieces. */
const ruined = ({ cushion, vol, drift, stretches }: ClosingAccount, draws: Draws): boolean => {
  let equity = cushion
  for (const { holding, time } of stretches) {
    const variance = vol * vol * holding * holding * time
    const next = equity + drift * holding * time + Math.sqrt(variance) * draws.next('normal')
    if (draws.next('uniform') < bridgeTouch(equity, next, variance)) return true
    equity = next
  }
  return false
}

const frequency = (account: ClosingAccount, paths: number) =>
  estimate(31, paths, (draws) => (ruined(account, draws) ? 1 : 0))

describe('ruinWhileClosing', () => {
  test('a straight schedule has a third of the variance of holding: theory 0.0377', () => {
    // ∫q² = q²T/3 in the limit; c/(σq√(T/3)) = 2.0786 gives 0.0377
    const holdings = Array.from({ length: 100_001 }, (_, j) => 1 - j / 100_000)
    const stretches = stretchesOf(holdings, { time: 3, latency: 0, side: 'long' })
    close(ruinWhileClosing({ cushion: 2.0786, vol: 1, drift: 0, stretches }), 2 * normalUpperTail(2.0786), 1e-5)
    close(2 * normalUpperTail(2.0786), 0.0377, 5e-5)
  })

  test('Almgren-Chriss with latency: 20 000 runs are ruined as often as the formula says', () => {
    const plan = almgrenChriss(
      { quantity: 10, time: 2, periods: 8 },
      { vol: 1, permanent: 0, temporary: 1, fixed: 0 },
      0.5,
    )
    const stretches = stretchesOf(plan.holdings, { time: 2, latency: 0.1, side: 'short' })
    const account = { cushion: 12, vol: 1, drift: 0, stretches }
    const wanted = ruinWhileClosing(account)
    assert.ok(wanted > 0.02 && wanted < 0.2)
    assert.ok(deviations(frequency(account, 20_000), wanted) < 4)
  })

  test('with drift it is exact for a constant holding', () => {
    const account = { cushion: 1.5, vol: 1, drift: -0.6, stretches: [{ holding: 1, time: 1 }] }
    assert.ok(deviations(frequency(account, 20_000), ruinWhileClosing(account)) < 4)
  })

  for (const drift of [-0.5, 0.5])
    test(`with drift ${drift} a straight schedule is met within a twentieth`, () => {
      const holdings = Array.from({ length: 21 }, (_, j) => 1 - j / 20)
      const account = {
        cushion: 0.8,
        vol: 1,
        drift,
        stretches: stretchesOf(holdings, { time: 1, latency: 0, side: 'long' }),
      }
      const simulated = frequency(account, 20_000)
      assert.ok(
        Math.abs(simulated.mean / ruinWhileClosing(account) - 1) < 0.05 + (3 * simulated.error) / simulated.mean,
      )
    })

  test('no cushion is ruin, nothing held is none', () => {
    const stretches = [{ holding: 1, time: 1 }]
    assert.equal(ruinWhileClosing({ cushion: 0, vol: 1, drift: 0, stretches }), 1)
    assert.equal(ruinWhileClosing({ cushion: 1, vol: 1, drift: 0, stretches: [] }), 0)
  })

  test('a negative time is refused by name', () =>
    assert.throws(() => ruinWhileClosing({ cushion: 1, vol: 1, drift: 0, stretches: [{ holding: 1, time: -1 }] }), {
      name: 'ForecastInputError',
      field: 'time',
    }))
})

describe('ruinWithJumps', () => {
  const jumps = { intensity: 2, price: 100, upProbability: 0.4, upRate: 30, downRate: 25 }

  test('without volatility to speak of: 1 − exp(−λT·q·(1 − c/(qS))^η), by hand', () => {
    const account = { cushion: 10, vol: 1e-6, drift: 0, stretches: [{ holding: 1, time: 1 }] }
    close(ruinWithJumps(account, jumps), 1 - exp(-2 * 0.6 * 0.9 ** 25), 1e-6)
    const short = { ...account, stretches: [{ holding: -1, time: 1 }] }
    close(ruinWithJumps(short, jumps), 1 - exp(-2 * 0.4 * 1.1 ** -30), 1e-6)
  })

  test('with diffusion and rare jumps, against 20 000 runs', () => {
    const pieces = 40
    const stretches = Array.from({ length: pieces }, (_, j) => ({ holding: 1 - j / pieces, time: 1 / pieces }))
    const account = { cushion: 12, vol: 8, drift: 0, stretches }
    const simulated = estimate(32, 20_000, (draws) => {
      let equity = account.cushion
      for (const { holding, time } of stretches) {
        const variance = 64 * holding * holding * time
        const next = equity + Math.sqrt(variance) * draws.next('normal')
        if (draws.next('uniform') < bridgeTouch(equity, next, variance)) return 1
        equity = next
        if (draws.next('uniform') < 0.5 * time) {
          const isUp = draws.next('uniform') < 0.4
          const size = isUp ? draws.next('exponential') / 30 : -draws.next('exponential') / 25
          equity += holding * 100 * (exp(size) - 1)
          if (equity <= 0) return 1
        }
      }
      return 0
    })
    // jumps that only weaken: 0.5·100²·(0.4·2/900 + 0.6·2/625) ≈ 14 a unit of time, beside 64 of diffusion
    const estimated = ruinWithJumps({ ...account, vol: Math.sqrt(64 + 14) }, { ...jumps, intensity: 0.5 })
    assert.ok(
      Math.abs(simulated.mean / estimated - 1) < 0.1 + (3 * simulated.error) / simulated.mean,
      `${simulated.mean} ${estimated}`,
    )
  })
})

describe('deviationsFor', () => {
  test('one percent of ruin allows 2.5758 deviations', () => close(deviationsFor(0.01), 2.5758293035489, 1e-12))
  test('0 is refused by name', () =>
    assert.throws(() => deviationsFor(0), { name: 'ForecastInputError', field: 'epsilon' }))
})
