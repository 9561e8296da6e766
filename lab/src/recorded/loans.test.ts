import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import {
  breaches,
  createEngine,
  measure,
  preset,
  RATIO_ONE,
  step,
  ticks,
  type Account,
  type AccountId,
  type Engine,
} from '@ebbline/core'
import { parseScenario, type Scenario } from '@ebbline/wire'
import { createWorld, type World } from '../world.ts'
import { resolveScenario } from './index.ts'
import { dataFolder, madeReaction, START, type MadeBar } from './recorded.fixtures.ts'

const file = (name: string): Scenario => {
  const path = new URL(`../../../scenarios/recorded/${name}.json`, import.meta.url)
  return parseScenario(name, readFileSync(path, 'utf8')).scenario
}

/** Bars of a minute for 300 before the start and 240 after it, along a line of levels by the hour. */
const bars = (levels: readonly number[]): readonly MadeBar[] =>
  Array.from({ length: 540 }, (_, at): MadeBar => {
    const level = (minute: number): number => {
      const hour = Math.max(0, minute) / 60
      const [low, high] = [levels[Math.floor(hour)] ?? 0, levels[Math.floor(hour) + 1] ?? levels.at(-1) ?? 0]
      return low + (high - low) * (hour - Math.floor(hour)) + 0.0005 * low * Math.sin(minute)
    }
    const [open, close] = [level(at - 300), level(at - 299)]
    return [at - 300, open, Math.max(open, close) * 1.0005, Math.min(open, close) * 0.9995, close, 5_000]
  })

const table = (rows: readonly MadeBar[]): string => {
  const lines = rows.map(([minute, ...prices]) =>
    [START + minute * 60_000, ...prices.map((price) => price.toFixed(5))].join(','),
  )
  return `ts_ms,open,high,low,close,volume\n${lines.join('\n')}\n`
}

const MADE: Readonly<Record<string, string>> = {
  'BTC-PERP': 'btc.csv',
  'BTC/USD': 'btc.csv',
  'USDC/USD': 'usdc.csv',
  'USDT/USD': 'usdt.csv',
}

/** The scenario of that name on four made-up hours: BTC loses a fifth, USDC trades at 0.8 for an hour, USDT at 1.03. */
const made = (name: string, count: number): Scenario => {
  const scenario = file(name)
  if (scenario.path.kind !== 'recorded') return assert.fail('a recorded scenario')
  const series = scenario.path.series.map((each) => ({ ...each, dataset: MADE[each.instrument] ?? '' }))
  return {
    ...scenario,
    clock: { ...scenario.clock, startUtcMs: START, horizonSec: 3.5 * 3_600, counterfactualSec: 0 },
    path: { ...scenario.path, series, from: '2024-01-01T19:00Z', to: '2024-01-02T03:45Z' },
    population: { ...scenario.population, count },
  }
}

const folder = () =>
  dataFolder(
    new Map([
      ['btc.csv', table(bars([20_000, 20_000, 17_500, 16_000, 16_500]))],
      ['usdc.csv', table(bars([1, 1, 0.8, 0.9, 1]))],
      ['usdt.csv', table(bars([1, 1, 1.03, 1.01, 1]))],
    ]),
  )

interface Swept {
  /** Loans for which an episode began. */
  readonly liquidated: ReadonlySet<AccountId>
  /** Loans that an exact sweep with a dollar for each USDC called under maintenance. */
  readonly under: ReadonlySet<AccountId>
  readonly loans: readonly Account[]
}

/** Runs a policy on the frozen path and, beside it, measures every loan as it was drawn whenever BTC is lower or USDT dearer than before. */
const sweep = (world: World, startUtcMs: number): Swept => {
  const engine = createEngine()
  const { accounts } = world
  step(engine, { kind: 'genesis', time: startUtcMs, venue: world.venue(preset('loan-close')), accounts })
  const loans = accounts.filter(({ kind, positions }) => kind === 'trader' && positions.length === 0)
  const [liquidated, under] = [new Set<AccountId>(), new Set<AccountId>()]
  const extremes = { btc: 10n ** 18n, usdt: 0n }
  for (let batch = 0; batch < world.batches; batch += 1) {
    let events = step(engine, world.batch(batch))
    for (let answers = 0; answers < 8; answers += 1) {
      for (const event of events) if (event.kind === 'episode-started') liquidated.add(event.episode.account)
      const reply = world.execute(events)
      if (reply === null) break
      events = step(engine, reply)
    }
    world.settleBatch()
    if (isNew(engine, extremes)) for (const loan of loans) if (isUnder(engine, loan)) under.add(loan.id)
  }
  return { liquidated: new Set(loans.map(({ id }) => id).filter((id) => liquidated.has(id))), under, loans }
}

const isNew = ({ state }: Engine, extremes: { btc: bigint; usdt: bigint }): boolean => {
  const [btc, usdt] = [state.prices.get('BTC/USD') ?? 0n, state.prices.get('USDT/USD') ?? 0n]
  const found = btc < extremes.btc || usdt > extremes.usdt
  if (btc < extremes.btc) extremes.btc = btc
  if (usdt > extremes.usdt) extremes.usdt = usdt
  return found
}

const isUnder = ({ state }: Engine, loan: Account): boolean => {
  const marks = new Map(state.prices).set('USDC/USD', ticks(10_000n))
  const { rules } = state.compiled ?? assert.fail('a venue')
  return breaches(measure(rules, loan, marks, 'maintenance'), RATIO_ONE)
}

const world = async (scenario: Scenario, root: string): Promise<World> =>
  createWorld(await resolveScenario(scenario, root, madeReaction), { impact: 'frozen' })

describe('loans through a depeg, on a made-up tape', async () => {
  const { root, remove } = folder()
  const redeemed = sweep(await world(made('2023-03-usdc', 250), root), START)
  const marketed = sweep(await world(made('2023-03-usdc-market', 250), root), START)
  remove()
  test('at redemption value exactly those are liquidated whom an exact sweep at redemption value names', () => {
    assert.deepEqual(
      [...redeemed.liquidated],
      redeemed.loans.map(({ id }) => id).filter((id) => redeemed.under.has(id)),
    )
    assert.ok(redeemed.under.size > 10 && redeemed.under.size < redeemed.loans.length / 2)
  })
  test('the thin market liquidates solvent borrowers besides', () => {
    const solvent = [...marketed.liquidated].filter((id) => !redeemed.under.has(id))
    assert.ok(solvent.length > 30, `${solvent.length} solvent borrowers`)
  })
  test('every loan opens with room above its initial level, held against what the file names', () => {
    for (const { balances } of redeemed.loans)
      assert.deepEqual([balances.length, balances.filter(({ atoms }) => atoms > 0n).length], [2, 1])
  })
})

const data = process.env['EBB_DATA']

describe('loans through the depeg of March 2023', { skip: data === undefined ? 'EBB_DATA is not set' : false }, () => {
  /** To 06:00 UTC of the 11th, past the lowest price of USDC. */
  const shortened = (name: string): Scenario => {
    const scenario = file(name)
    return {
      ...scenario,
      clock: { ...scenario.clock, horizonSec: 78 * 3_600, counterfactualSec: 0 },
      population: { ...scenario.population, count: 600 },
    }
  }
  test('solvent borrowers are kept at redemption value, and not at the market', async () => {
    const [first, second] = [shortened('2023-03-usdc'), shortened('2023-03-usdc-market')]
    const redeemed = sweep(await world(first, data ?? ''), first.clock.startUtcMs)
    const marketed = sweep(await world(second, data ?? ''), second.clock.startUtcMs)
    assert.deepEqual([...redeemed.liquidated].toSorted(), [...redeemed.under].toSorted())
    const solvent = [...marketed.liquidated].filter((id) => !redeemed.under.has(id))
    assert.ok(redeemed.under.size > 5 && solvent.length > 2 * redeemed.under.size)
  })
})
