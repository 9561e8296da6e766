import { createExactSweep, createWatch, math, ticks, type InstrumentId, type Ticks, type Watch } from '@ebbline/core'
import { SOAK_MARKS, SOAK_RULES, soakAccount } from './watch-soak-population.ts'

/** What a soak found: how often the watch differed from the exact sweep, and what both cost in exact measures. */
export interface Soak {
  readonly ticks: number
  readonly accounts: number
  /** Accounts that the sweep named, summed over ticks; and how many of them it had not named the tick before. */
  readonly named: number
  readonly fresh: number
  /** Of the fresh ones, those that the watch did not name at the same tick; of the others, those that it did not name. */
  readonly late: number
  readonly missed: number
  /** Accounts that the watch named and the sweep did not. */
  readonly false: number
  readonly looks: number
  readonly sweepLooks: number
}

const ACCOUNTS = 120
const REFRESHED = 2
const RULES_TICKS = 5_000

/**
 * Runs the watch beside the exact full sweep over so many ticks: mostly one market by up to 2 bp, at times all of them by up to 4 bp or
 * 1 %, together or each on its own, a mark that vanishes and comes back, nothing new at all; two accounts are replaced at each tick, and the rules now and then.
 */
export const soak = (count: number): Soak => {
  const [sweep, watch] = SOAK_RULES.slice(0, 1).flatMap((rules) => [createExactSweep(rules), createWatch(rules)])
  const found = { named: 0, fresh: 0, late: 0, missed: 0, false: 0 }
  if (sweep === undefined || watch === undefined) return { ticks: 0, accounts: 0, ...found, looks: 0, sweepLooks: 0 }
  const pair = [sweep, watch]
  const marks = new Map(SOAK_MARKS)
  for (let index = 0; index < ACCOUNTS; index += 1) refresh(pair, marks, { index, draw: 0, rules: 0 })
  let before = new Set<number>()
  for (let tick = 1; tick <= count; tick += 1) {
    const rules = Math.floor(tick / RULES_TICKS) % SOAK_RULES.length
    const set = SOAK_RULES[rules]
    if (tick % RULES_TICKS === 0 && set !== undefined) for (const each of pair) each.setRules(set)
    for (let turn = 0; turn < REFRESHED; turn += 1)
      refresh(pair, marks, { index: (tick * REFRESHED + turn) % ACCOUNTS, draw: tick, rules })
    const seen = move(marks, tick)
    const right = sweep.named(seen)
    const given = new Set(watch.named(seen))
    compare(found, { right, given, before })
    before = new Set(right)
  }
  return { ticks: count, accounts: ACCOUNTS, ...found, looks: watch.looks(), sweepLooks: sweep.looks() }
}

const refresh = (
  pair: readonly Watch[],
  marks: ReadonlyMap<InstrumentId, Ticks>,
  { index, draw, rules }: { readonly index: number; readonly draw: number; readonly rules: number },
): void => {
  const set = SOAK_RULES[rules]
  if (set === undefined) return
  const { account, wake } = soakAccount(set, marks, { index, draw })
  for (const watch of pair) watch.refresh(index, account, wake)
}

/** Moves the marks for a tick. @returns what is seen of them, from which one may be missing. */
const move = (marks: Map<InstrumentId, Ticks>, tick: number): ReadonlyMap<InstrumentId, Ticks> => {
  const stream = math.randomStream(11, tick)
  const ids = [...marks.keys()]
  const one = ids[math.integer(stream, 0, ids.length)] ?? ''
  const kind = tick % 100
  if (kind === 37) return new Map([...marks].filter(([id]) => id !== one))
  if (kind === 50) return marks
  const [moved, size] = kind === 0 ? [ids, 100] : kind % 5 === 0 ? [ids, 4] : [[one], 2]
  // every other move of all markets is one and the same for all
  const own = tick % 10 === 0 ? 0 : 1
  for (const [at, id] of moved.entries()) {
    const usual = SOAK_MARKS.get(id) ?? ticks(1n)
    const mark = marks.get(id) ?? usual
    const step = (mark * BigInt(math.integer(stream, 1 + own * at, 200 * size + 1) - 100 * size)) / 1_000_000n
    // drawn back to the usual mark, so that a long soak stays where tiers and steps are
    marks.set(id, ticks(mark + step + (usual - mark) / 5_000n))
  }
  return new Map(marks)
}

const compare = (
  found: { named: number; fresh: number; late: number; missed: number; false: number },
  seen: {
    readonly right: readonly number[]
    readonly given: ReadonlySet<number>
    readonly before: ReadonlySet<number>
  },
): void => {
  let matched = 0
  for (const index of seen.right) {
    const fresh = !seen.before.has(index)
    if (fresh) found.fresh += 1
    if (seen.given.has(index)) matched += 1
    else if (fresh) found.late += 1
    else found.missed += 1
  }
  found.named += seen.right.length
  found.false += seen.given.size - matched
}
