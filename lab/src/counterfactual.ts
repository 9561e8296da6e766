import { breaches, measure, NO_ATOMS, RATIO_ONE, type Account, type Atoms, type TimeMs } from '@ebbline/core'
import {
  marksAt,
  sweepEquity,
  sweepSurplus,
  tickTable,
  type Span,
  type Swept,
  type Tape,
} from './counterfactual-sweep.ts'
import type { VenueTerms } from './market-terms.ts'
import { smallestClosing } from './metrics-minimal.ts'
import type { ExogenousPath } from './path.ts'
import { ownWorth } from './metrics-worth.ts'

/** Four hours: how long an account is followed if nobody had touched it [ms]. */
export const COUNTERFACTUAL_MS: number = 4 * 3_600_000

/** What would have become of an account on the exogenous path if nobody had done anything to it. */
export interface Counterfactual {
  /** Never below zero in the four hours after `time`, and not below maintenance at their end. */
  readonly wasUnnecessary: (account: Account, time: TimeMs) => boolean
  /** Equity at the exogenous prices of the run's last batch, numeraire atoms. */
  readonly equityAtEnd: (account: Account) => bigint
  /**
   * The smallest closing that the account needed: at the first batch from `time` to the run's last one at which it stands under
   * maintenance, what restores 1.25 × maintenance at mark, fee inside. Numeraire atoms; zero when it never stood under it.
   */
  readonly closingNeeded: (account: Account, time: TimeMs) => Atoms
}

/**
 * The no-action counterfactual of a path. Marks are the exogenous prices to the nearest tick: no source noise, no own impact.
 * Holdings stay as they were; resting orders and funding are left out. Where the path ends before the four hours do,
 * the account is followed to the path's end.
 *
 * A float sweep over all batches only says where to look. Whether equity is negative is decided by exact health at the lowest
 * batch, and at every batch that lies within the sweep's error of zero; whether an account stands under maintenance, at every
 * batch that the sweep does not clear by more than its error.
 *
 * @source docs/models/metrics.md, unnecessaryRate and overLiquidationRatio
 */
export const createCounterfactual = (path: ExogenousPath, terms: VenueTerms): Counterfactual => {
  const table = tickTable(path, terms)
  const tape: Tape = { rules: terms.rules, table }
  const exact = (account: Account, batch: number) => measure(terms.rules, account, marksAt(table, batch), 'maintenance')
  const batchOf = (time: TimeMs): number => Math.max(0, Math.ceil((time - path.startUtcMs) / path.batchMs))
  return {
    wasUnnecessary: (held, time) => {
      const account: Account = { ...held, orders: [] }
      const first = batchOf(time)
      const last = Math.min(path.last, first + Math.floor(COUNTERFACTUAL_MS / path.batchMs))
      if (breaches(exact(account, last), RATIO_ONE)) return false
      return !doubtful(sweepEquity(tape, account, { first, last })).some((batch) => exact(account, batch).equity < 0n)
    },
    equityAtEnd: (held) => ownWorth(terms.rules, held, marksAt(table, path.horizon)),
    closingNeeded: (held, time) => {
      const account: Account = { ...held, orders: [] }
      const spans = spansOf({ first: batchOf(time), last: path.horizon })
      const batch = firstOf(spans, (span) =>
        uncleared(sweepSurplus(tape, account, span)).find((each) => breaches(exact(account, each), RATIO_ONE)),
      )
      if (batch === undefined) return NO_ATOMS
      return smallestClosing({ rules: terms.rules, marks: marksAt(table, batch), feeRate: terms.takerFee, account })
    },
  }
}

/** Batches swept at once while the first breach is looked for: most accounts breach soon, so the rest is seldom needed. */
const SPAN = 64

/** A span in consecutive parts. */
function* spansOf({ first, last }: Span): Generator<Span> {
  for (let at = first; at <= last; at += SPAN) yield { first: at, last: Math.min(last, at + SPAN - 1) }
}

/** The first answer that is one. */
const firstOf = (spans: Iterable<Span>, look: (span: Span) => number | undefined): number | undefined => {
  for (const span of spans) {
    const found = look(span)
    if (found !== undefined) return found
  }
  return undefined
}

/** The lowest batch, and all that lie within the error of zero; the lowest alone when it is clearly below. */
const doubtful = ({ first, values, error }: Swept): readonly number[] => {
  let lowest = 0
  for (let at = 1; at < values.length; at += 1) if ((values[at] ?? 0) < (values[lowest] ?? 0)) lowest = at
  if ((values[lowest] ?? 0) > error) return []
  const near: number[] = [first + lowest]
  for (let at = 0; at < values.length; at += 1)
    if (at !== lowest && Math.abs(values[at] ?? 0) <= error) near.push(first + at)
  return near
}

/** Batches that may lie under zero, in order. */
const uncleared = ({ first, values, error }: Swept): readonly number[] => {
  const found: number[] = []
  for (let at = 0; at < values.length; at += 1) if ((values[at] ?? 0) <= error) found.push(first + at)
  return found
}
