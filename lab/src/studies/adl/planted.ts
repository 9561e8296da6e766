import {
  ADL_RULES,
  createEngine,
  formatDecimal,
  ratioOf,
  scenarioLoss,
  step,
  ticks,
  type Command,
  type Engine,
  type EngineEvent,
  type IndexPrint,
  type ShockGrid,
} from '@ebbline/core'
import { plantedAccounts, type PlantedAccount } from './planted-accounts.ts'
import {
  BTC,
  BTC_LOTS,
  ETH,
  ETH_PER_BTC,
  plantedGenesis,
  plantedVenue,
  TICKS_PER_USD,
  USD_DECIMALS,
} from './planted-venue.ts'
import type { PlantedResult, RuleOutcome } from './study.ts'

/** BTC at the start, ticks: 60,000 USD. */
const START_TICKS = BigInt(60_000 * TICKS_PER_USD)
/** Both coins fall by 3.5 %: longs above some 28-fold leverage are bankrupt at once. */
const DROP_BPS = 350n
const START_MS = 1_760_130_900_000

/** The grid by which the rule `hedge-aware` and the laws judge a book. */
const GRID: ShockGrid = { joint: ratioOf('0.2'), alone: ratioOf('0.05'), betas: new Map() }

/**
 * Runs one drop through the engine once a rule, over the same made-up accounts: without a fund and without a bid, so that every bankrupt
 * long is deleveraged in one wave. All rules meet the same demand.
 *
 * @source docs/models/adl.md
 */
export const plantedStudy = (terms: { readonly seed: number; readonly count: number }): PlantedResult => {
  // a tick is a cent and a lot 1e-4 BTC: one atom of a dollar with six decimals
  const scales = { startTicks: START_TICKS, ethPerBtc: BigInt(ETH_PER_BTC), atomsPerTickLot: 1n }
  const people = plantedAccounts(terms, scales)
  const runs = ADL_RULES.map(({ name }) => ({ name, ...runDrop(name, people) }))
  const shorts = people.filter(({ btc }) => btc < 0n)
  const demand = [...(runs[0]?.taken.values() ?? [])].reduce((total, size) => total + size, 0n)
  return {
    accounts: people.length,
    hedged: people.filter(({ role }) => role === 'hedged').length,
    drop: `${Number(DROP_BPS) / 100} %`,
    bankrupt: runs[0]?.bankrupt ?? 0,
    demand: btcText(demand),
    candidates: btcText(shorts.reduce((total, { btc }) => total - btc, 0n)),
    rules: runs.map((run) => outcomeOf(run, people)),
  }
}

interface Run {
  readonly name: string
  /** Lots that each account closed as a counterparty. */
  readonly taken: ReadonlyMap<string, bigint>
  readonly bankrupt: number
  /** Scenario loss of every hedged book, before and after, at the prices after the drop; atoms. */
  readonly losses: readonly { readonly before: bigint; readonly after: bigint }[]
}

const runDrop = (rule: string, people: readonly PlantedAccount[]): Omit<Run, 'name'> => {
  const engine = createEngine()
  step(engine, { kind: 'genesis', time: START_MS, venue: plantedVenue(rule), accounts: plantedGenesis(people) })
  step(engine, batchAt(0n))
  const books = people.filter(({ role }) => role === 'hedged').map(({ id }) => id)
  const whole = new Map(books.map((id) => [id, engine.state.accounts.get(id)]))
  const events = step(engine, batchAt(DROP_BPS))
  const moved = deleveragings(events)
  const taken = new Map<string, bigint>()
  for (const { counterparty, size } of moved)
    taken.set(counterparty, (taken.get(counterparty) ?? 0n) + (size < 0n ? -size : size))
  const losses = books.map((id) => ({
    before: lossOf(engine, whole.get(id)),
    after: lossOf(engine, engine.state.accounts.get(id)),
  }))
  return { taken, bankrupt: new Set(moved.map(({ account }) => account)).size, losses }
}

const batchAt = (dropBps: bigint): Command => {
  const time = START_MS + (dropBps === 0n ? 1_000 : 2_000)
  const btc = (START_TICKS * (10_000n - dropBps)) / 10_000n
  const print = (instrument: string, price: bigint): IndexPrint => ({
    source: 'own',
    instrument,
    price: ticks(price),
    time,
  })
  const prints = [print(BTC.id, btc), print(ETH.id, btc / BigInt(ETH_PER_BTC))]
  return { kind: 'batch', time, prints, books: [], volumes: [], funding: [] }
}

const deleveragings = (events: readonly EngineEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'moved' && event.movement.cause.kind === 'adl' ? [event.movement.cause] : [],
  )

const lossOf = ({ state }: Engine, account: Parameters<typeof scenarioLoss>[1] | undefined): bigint =>
  account === undefined || state.compiled === null
    ? 0n
    : scenarioLoss({ rules: state.compiled.rules, marks: state.prices }, account, GRID)

const outcomeOf = ({ name, taken, losses }: Run, people: readonly PlantedAccount[]): RuleOutcome => {
  const asked = people.flatMap(({ id, role, btc }) => {
    const closed = taken.get(id) ?? 0n
    return closed > 0n ? [{ role, closed: Number(closed), share: Number(closed) / Number(-btc) }] : []
  })
  const total = [...taken.values()].reduce((lots, size) => lots + Number(size), 0)
  const shareOf = (parts: readonly { readonly closed: number }[]): number =>
    total === 0 ? 0 : parts.reduce((lots, { closed }) => lots + closed, 0) / total
  return {
    rule: name,
    asked: asked.length,
    closedWhole: asked.filter(({ share }) => share === 1).length,
    largestShare: asked.reduce((largest, { share }) => Math.max(largest, share), 0),
    topTen: shareOf(asked.toSorted((a, b) => b.closed - a.closed).slice(0, 10)),
    fromHedged: shareOf(asked.filter(({ role }) => role === 'hedged')),
    riskier: losses.filter(({ before, after }) => after > before).length,
    lossBefore: usdText(losses.reduce((sum, { before }) => sum + before, 0n)),
    lossAfter: usdText(losses.reduce((sum, { after }) => sum + after, 0n)),
  }
}

const btcText = (lots: bigint): string => (Number(lots) / BTC_LOTS).toFixed(4)
const usdText = (atoms: bigint): string => formatDecimal(atoms, USD_DECIMALS)
