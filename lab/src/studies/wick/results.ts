import { formatDecimal, type MarkRule } from '@ebbline/core'
import type { RuleRun } from './engine-run.ts'
import type { FirstBreaches, IndexLine } from './index-sweep.ts'
import type { Trader } from './population.ts'
import { USD_DECIMALS } from './scale.ts'
import type { AccountSet, RuleResult } from './study.ts'

/** Whether a rule liquidated exactly the accounts that the index breaches, none of them later than the bound. */
export const holdsWithin = (
  { extra, missing, worstDelayMs }: Pick<RuleResult, 'extra' | 'missing' | 'worstDelayMs'>,
  boundMs: number,
): boolean => extra.accounts === 0 && missing === 0 && (worstDelayMs ?? 0) <= boundMs

/** The accounts, the index of each coin, and who breaches on it. */
export interface Swept {
  readonly traders: readonly Trader[]
  readonly index: ReadonlyMap<string, IndexLine>
  readonly breaches: FirstBreaches
}

/** A rule with its words and its run. */
export interface Named {
  readonly name: MarkRule['kind']
  readonly words: string
  readonly run: RuleRun
}

/** A rule's run against the index-only set. */
export const resultOf = ({ name, words, run }: Named, { traders, breaches, index }: Swept): RuleResult => {
  const extra = traders.filter(({ id }) => run.started.has(id) && !breaches.has(id))
  const missing = traders.filter(({ id }) => breaches.has(id) && !run.started.has(id))
  const delays = [...breaches].flatMap(([id, time]) => {
    const started = run.started.get(id)
    return started === undefined ? [] : [started - time]
  })
  return {
    rule: name,
    words,
    liquidated: run.started.size,
    extra: setOf(extra, run, index),
    extraByCoin: Object.fromEntries(
      [...Map.groupBy(extra, ({ coin }) => coin)].map(([coin, own]) => [coin, own.length]),
    ),
    missing: missing.length,
    worstDelayMs: delays.length === 0 ? null : delays.reduce((most, delay) => Math.max(most, delay)),
    doubtSec: {
      stale: run.doubtMs.stale / 1_000,
      suspect: run.doubtMs.suspect / 1_000,
      halted: run.doubtMs.halted / 1_000,
    },
  }
}

const setOf = (traders: readonly Trader[], run: RuleRun, index: ReadonlyMap<string, IndexLine>): AccountSet => {
  let [start, end, untouched] = [0n, 0n, 0n]
  for (const { id, coin, cash, size, entry } of traders) {
    start += cash
    end += run.equity.get(id) ?? 0n
    untouched += cash + size * (BigInt(index.get(coin)?.ticks.at(-1) ?? 0) - entry)
  }
  const usd = (value: bigint): string => formatDecimal(value, USD_DECIMALS)
  return {
    accounts: traders.length,
    equityAtStart: usd(start),
    equityAtEnd: usd(end),
    equityUntouched: usd(untouched),
  }
}
