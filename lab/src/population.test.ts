import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { measure, type Account } from '@ebbline/core'
import type { GeneratedScenario } from '@ebbline/wire'
import { venueTerms } from './market-terms.ts'
import { createPopulation } from './population.ts'
import { generatePath } from './path.ts'

const crash = JSON.parse(
  readFileSync(new URL('../../scenarios/crash.json', import.meta.url), 'utf8'),
) as GeneratedScenario
/** One tier a market: initial 0.8 %, maintenance 0.4 %, and the benchmark's draws, so that tuning the scenario changes no number below. */
const tiered = (scenario: GeneratedScenario): GeneratedScenario => ({
  ...scenario,
  venue: {
    ...scenario.venue,
    tiers: scenario.venue.tiers.map(({ instrument }) => ({
      instrument,
      rows: [{ floor: '0', initialRate: '0.008', maintenanceRate: '0.004' }],
    })),
  },
})

const small: GeneratedScenario = {
  ...tiered(crash),
  population: {
    count: 2000,
    pareto: { alpha: 1.2, minEquity: '200', maxEquity: '2000000' },
    leverage: { min: 4, max: 35 },
    initialBuffer: 1.05,
    longShare: 0.75,
    hedgedShare: 0.08,
    isolatedShare: 0.25,
    otherCollateralShare: 0.15,
    otherCollateralPart: 0.5,
    ordersShare: 0.15,
    marketsPerAccount: [0.6, 0.28, 0.12],
    entryScatter: 0.03,
  },
}
const terms = venueTerms(small, generatePath(small))
const population = createPopulation(small, terms)
const traders = population.accounts.filter((account) => account.kind === 'trader')
const share = (holds: (account: Account) => boolean, of: readonly Account[] = traders): number =>
  of.filter(holds).length / of.length
const near = (value: number, expected: number, count: number): void =>
  assert.ok(
    Math.abs(value - expected) < 4 * Math.sqrt((expected * (1 - expected)) / count) + 1e-9,
    `${value} instead of ${expected}`,
  )
const notionalOf = ({ instrument, size }: Account['positions'][number]): number => {
  const { numerator, denominator } = terms.rules.instruments.get(instrument)?.scale ?? {
    numerator: 0n,
    denominator: 1n,
  }
  return Number(((size < 0n ? -size : size) * (terms.startMarks.get(instrument) ?? 0n) * numerator) / denominator)
}
const isHedged = ({ positions }: Account): boolean =>
  positions.some(({ size }) => size > 0n) && positions.some(({ size }) => size < 0n)

describe('createPopulation', () => {
  test('signed sizes sum to zero in every derivative, cash and entry values in every asset', () => {
    for (const { id } of terms.derivatives) {
      let [size, entry] = [0n, 0n]
      for (const account of population.accounts)
        for (const position of account.positions)
          if (position.instrument === id) [size, entry] = [size + position.size, entry + position.entryValue]
      assert.equal(size, 0n)
      assert.equal(entry, 0n)
    }
    for (const { id } of terms.assets) {
      let cash = 0n
      for (const account of population.accounts)
        for (const balance of account.balances) if (balance.asset === id) cash += balance.atoms
      assert.equal(cash, 0n)
    }
  })

  test('every trader meets its initial requirement with the buffer, orders inside, and holds a position', () => {
    for (const account of traders) {
      const { equity, requirement } = measure(terms.rules, account, terms.startMarks, 'initial')
      assert.ok(account.positions.length > 0)
      assert.ok(Number(equity) >= Number(requirement) * small.population.initialBuffer, account.id)
    }
  })

  test('equity at the start is the drawn one: within the cut Pareto, its tail as alpha says', () => {
    const equities = traders.map(
      (account) => Number(measure(terms.rules, account, terms.startMarks, 'maintenance').equity) / 1e6,
    )
    // Coins are counted in whole atoms of the coin, worth far less than a cent here.
    assert.ok(Math.min(...equities) >= 199.99 && Math.max(...equities) <= 2_000_000)
    near(equities.filter((equity) => equity > 400).length / equities.length, 0.5 ** 1.2, equities.length)
    near(equities.filter((equity) => equity > 2000).length / equities.length, 0.1 ** 1.2, equities.length)
  })

  test('leverage stays within its range, and its median is the geometric mean', () => {
    const simple = traders.filter((account) => account.orders.length === 0)
    const leverages = simple
      .map((account) => {
        const gross = account.positions.reduce((sum, position) => sum + notionalOf(position), 0)
        return gross / Number(measure(terms.rules, account, terms.startMarks, 'maintenance').equity)
      })
      .toSorted((a, b) => a - b)
    const median = leverages[Math.floor(leverages.length / 2)] ?? 0
    assert.ok((leverages.at(-1) ?? 0) <= 35.01)
    assert.ok(Math.abs(median / Math.sqrt(4 * 35) - 1) < 0.12, `median ${median}`)
    assert.ok((leverages.at(-1) ?? 0) > 33, 'the top of the range must be openable')
  })

  test('shares of sides, modes, collateral and orders are those of the scenario', () => {
    const cross = traders.filter((account) => account.mode === 'cross')
    near(
      share((account) => account.mode === 'isolated'),
      0.25,
      traders.length,
    )
    near(share(isHedged, cross), 0.08, cross.length)
    near(
      share((account) => account.balances.some(({ asset }) => asset !== 'USDC'), cross),
      0.15,
      cross.length,
    )
    near(
      share((account) => account.orders.length > 0),
      0.15,
      traders.length,
    )
    const directed = traders.filter((account) => !isHedged(account))
    near(
      share((account) => (account.positions[0]?.size ?? 0n) > 0n, directed),
      0.75,
      directed.length,
    )
  })

  test('hedged accounts hold about equal notional on both sides', () => {
    for (const { positions } of traders.filter(isHedged)) {
      const [long, short] = positions.map(notionalOf)
      assert.ok(long !== undefined && short !== undefined)
      // One lot of rounding a leg.
      assert.ok(Math.abs(long - short) <= 61e6, `${long} against ${short}`)
    }
  })

  test('isolated accounts hold one position without coins, and sisters share an owner but no market', () => {
    const sisters = new Map<string, Account[]>()
    for (const account of traders.filter(({ mode }) => mode === 'isolated')) {
      assert.equal(account.positions.length, 1)
      assert.ok(account.balances.every(({ asset }) => asset === 'USDC'))
      sisters.set(account.owner, [...(sisters.get(account.owner) ?? []), account])
    }
    const sizes = [...sisters.values()].map((each) => each.length)
    assert.ok(sizes.filter((size) => size === 2).length >= sizes.length - 1)
    assert.equal(new Set(traders.map(({ id }) => id)).size, traders.length)
  })

  test('entries are scattered: some are in profit, some in loss', () => {
    const profits = traders.map((account) => {
      let sum = 0n
      for (const { instrument, size, entryValue } of account.positions)
        sum += (size > 0n ? 1n : -1n) * BigInt(Math.round(notionalOf({ instrument, size, entryValue }))) - entryValue
      return sum
    })
    assert.ok(profits.filter((profit) => profit > 0n).length > traders.length / 4)
    assert.ok(profits.filter((profit) => profit < 0n).length > traders.length / 4)
  })

  test('rest-of-world is the other side, and its share of open interest is stated', () => {
    const world = population.accounts.find((account) => account.id === population.house.restOfWorld)
    for (const { instrument, openInterest, share: stated } of population.restOfWorld) {
      const size = world?.positions.find((position) => position.instrument === instrument)?.size ?? 0n
      assert.equal(stated, Number(size < 0n ? -size : size) / Number(openInterest))
      assert.ok(stated > 0.3 && stated < 0.8)
    }
  })

  test('the same seed gives the same accounts; a larger population begins with the smaller one', () => {
    const again = createPopulation(small, terms)
    assert.deepEqual(again.accounts, population.accounts)
    const more = createPopulation({ ...small, population: { ...small.population, count: 2010 } }, terms)
    assert.deepEqual(more.accounts.slice(0, 2000), traders)
    const other = createPopulation({ ...small, seed: 2 }, terms)
    assert.notDeepEqual(other.accounts, population.accounts)
  })

  test('a population whose tiers leave no room is refused by name', () => {
    const strict: GeneratedScenario = { ...small, population: { ...small.population, count: 1, initialBuffer: 1e6 } }
    assert.throws(() => createPopulation(strict, terms), { name: 'PopulationError' })
  })
})
