import {
  askingFor,
  compilePolicy,
  createExactSweep,
  createWatch,
  preset,
  type Account,
  type AccountId,
  type EngineEvent,
  type Engine,
  type MarginRules,
  type Watch,
} from '@ebbline/core'
import { createRunner, openRun, runBatch } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'
import { median, timed, type Measurement } from './measurement.ts'

const FLOOR = 300
const BATCHES_A_STRETCH = 40

/** The screen named other accounts than the exact sweep: the bench is worth nothing, and the engine is wrong. */
export class WatchDisagreement extends Error {
  override readonly name = 'WatchDisagreement'
  constructor(batch: number, screen: readonly number[], sweep: readonly number[]) {
    const surplus = screen.filter((index) => !sweep.includes(index))
    const late = sweep.filter((index) => !screen.includes(index))
    super(
      `batch ${batch}: the screen names ${surplus.join(', ') || 'nobody'} in vain and misses ${late.join(', ') || 'nobody'}`,
    )
  }
}

/**
 * The watch path against the exact full sweep on a whole scenario: the real full-close policy runs, and after every batch
 * both take in the accounts that it changed and look at all traders at its marks. Taking in and exact looks are inside.
 *
 * @throws WatchDisagreement unless both name the same accounts after every batch.
 */
export const benchWatch = (scenario: Scenario): Measurement => {
  const policy = preset('full-close')
  const runner = createRunner({ scenario, policy, bound: 'frozen' })
  const { engine } = runner
  openRun(runner)
  const traders = runner.world.accounts.filter((account) => account.kind === 'trader')
  const places = new Map(traders.map((account, index) => [account.id, index]))
  const wake = wakeOf(policy.name, runner.world.terms.rules)
  const screen = createWatch(runner.world.terms.rules)
  const sweep = createExactSweep(runner.world.terms.rules)
  for (const watch of [screen, sweep])
    for (const [index, account] of traders.entries()) watch.refresh(index, account, wake)
  const spent = { screen: [] as number[], sweep: [] as number[] }
  while (runner.at < runner.batches) {
    const { at } = runner
    const changed = changedBy(
      runBatch(runner).flatMap((entry) => entry.events),
      engine,
      places,
    )
    const look = (watch: Watch): { readonly ms: number; readonly named: readonly number[] } => {
      let named: readonly number[] = []
      const ms = timed(() => {
        for (const [index, account] of changed) watch.refresh(index, account, wake)
        named = watch.named(engine.state.prices)
      })
      return { ms, named }
    }
    const [first, second] = at % 2 === 0 ? [look(screen), look(sweep)] : [look(sweep), look(screen)].toReversed()
    if (first === undefined || second === undefined) break
    spent.screen.push(first.ms)
    spent.sweep.push(second.ms)
    if (!equal(first.named, second.named)) throw new WatchDisagreement(at, first.named, second.named)
  }
  return {
    name: `watch over ${scenario.name}`,
    unit: 'account-ticks',
    perSec: (1000 * traders.length * spent.screen.length) / sum(spent.screen),
    against: 'exact full sweep',
    ratio: median(stretches(spent.sweep).map((ms, at) => ms / (stretches(spent.screen)[at] ?? Number.NaN))),
    floor: FLOOR,
  }
}

const wakeOf = (name: string, rules: MarginRules) => {
  const compiled = compilePolicy(preset(name))
  return compiled.kind === 'compiled' ? askingFor(rules, compiled.policy.wake).level : null
}

const changedBy = (
  events: readonly EngineEvent[],
  engine: Engine,
  places: ReadonlyMap<AccountId, number>,
): ReadonlyMap<number, Account> => {
  const ids = events.flatMap((event) => {
    if (event.kind === 'moved') return event.movement.changes.map((change) => change.account)
    return event.kind === 'order-put' || event.kind === 'order-dropped' ? [event.account] : []
  })
  const found = new Map<number, Account>()
  for (const id of new Set(ids)) {
    const [index, account] = [places.get(id), engine.state.accounts.get(id)]
    if (index !== undefined && account !== undefined) found.set(index, account)
  }
  return found
}

const stretches = (times: readonly number[]): readonly number[] =>
  Array.from({ length: Math.ceil(times.length / BATCHES_A_STRETCH) }, (_, at) =>
    sum(times.slice(at * BATCHES_A_STRETCH, (at + 1) * BATCHES_A_STRETCH)),
  )

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const equal = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, at) => value === b[at])
