import { applyRatio, atoms, divide, greatest, least, NO_ATOMS, type Atoms, type Ratio } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { TimeMs } from '../market/index.ts'
import { RECENT_MS } from './memory.ts'
import { whole } from './parameters.ts'
import type { LiquidationView, ParameterShape } from './types.ts'

/** Length of a block as a parameter: no longer than an episode remembers single closings. */
export const BLOCK_MS: ParameterShape = whole('length of a block in milliseconds', 1, RECENT_MS)

/** Number of the block that holds a moment. */
export const blockOf = (time: TimeMs, blockMs: number): number => Math.floor(time / blockMs)

/** How many blocks one slice may stand for, as a parameter. */
export const CATCH_UP: ParameterShape = whole('blocks since the last action that one slice may make up for', 1, 600)

/**
 * Blocks that a slice stands for: those since the episode's last action, or since it began, at least one and at most `most`. Accounts are looked at
 * when prices come; what a chain would have closed in the blocks between two looks is closed with the second.
 */
export const blocksDue = ({ time, episode }: LiquidationView, blockMs: number, most: number): number => {
  const passed = blockOf(time, blockMs) - blockOf(episode.lastAction ?? episode.started, blockMs)
  return Math.max(1, Math.min(most, passed))
}

/** What one account was closed for in one block, numeraire atoms: notional, and what the fund paid for it; and in which markets. */
export interface BlockUse {
  readonly notional: Atoms
  readonly loss: Atoms
  readonly markets: readonly InstrumentId[]
}

/** What the episode closed in the present block. */
export const usedInBlock = ({ time, episode }: LiquidationView, blockMs: number): BlockUse => {
  const block = blockOf(time, blockMs)
  const closed = (episode.recent ?? []).filter((close) => blockOf(close.time, blockMs) === block)
  return {
    notional: atoms(closed.reduce((sum, close) => sum + close.notional, 0n)),
    loss: atoms(closed.reduce((sum, close) => sum + close.covered, 0n)),
    markets: closed.map((close) => close.instrument),
  }
}

/** What is left under one limit of a block. */
export type Left =
  | { readonly kind: 'unlimited' }
  | { readonly kind: 'left'; readonly atoms: Atoms }
  | { readonly kind: 'exceeded' }

/** What an account may still be closed for in a block; a market is closed in at most once a block. */
export type BlockBudget =
  | { readonly kind: 'market-done' }
  | { readonly kind: 'open'; readonly notional: Left; readonly loss: Left }

/**
 * What is left of an account's limits in a block: limit less use; a limit that is exactly used up leaves 0, one that is exceeded
 * is said to be. A limit of null is none.
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, GetSubaccountMaxNotionalLiquidatable and GetSubaccountMaxInsuranceLost
 */
export const accountBlockBudget = (
  limits: { readonly notional: Atoms | null; readonly loss: Atoms | null },
  used: { readonly notional: Atoms; readonly loss: Atoms; readonly marketDone: boolean },
): BlockBudget =>
  used.marketDone
    ? { kind: 'market-done' }
    : { kind: 'open', notional: leftOf(limits.notional, used.notional), loss: leftOf(limits.loss, used.loss) }

const leftOf = (limit: Atoms | null, used: Atoms): Left => {
  if (limit === null) return { kind: 'unlimited' }
  return used > limit ? { kind: 'exceeded' } : { kind: 'left', atoms: atoms(limit - used) }
}

/** What is left as a bound on an amount: null for none. */
export const boundOf = (left: Left): Atoms | null => {
  switch (left.kind) {
    case 'unlimited':
      return null
    case 'left':
      return left.atoms
    case 'exceeded':
      return NO_ATOMS
  }
}

/** How much of one position a slice closes at least and at most, in notional, numeraire atoms. */
export interface PositionLimit {
  readonly least: Atoms
  readonly most: Atoms
}

/**
 * Bounds on what one slice closes of a position, in notional.
 *
 *   least = min(floor, N)          most = max(least, ⌊N · portion⌋)
 *
 * N notional of the position, and the smallest notional that is worth closing, numeraire atoms; the portion's product is rounded
 * down to a multiple of `quantum` (> 0, default one atom).
 *
 * @source dYdX v4, x/clob/keeper/liquidations.go, GetMaxAndMinPositionNotionalLiquidatable
 */
export const positionBlockLimit = (
  notional: Atoms,
  { floor, portion }: { readonly floor: Atoms; readonly portion: Ratio },
  quantum: bigint = 1n,
): PositionLimit => {
  const smallest = least(floor, notional)
  const part = atoms(divide(applyRatio(notional, portion, 'down'), quantum, 'down') * quantum)
  return { least: smallest, most: greatest(smallest, part) }
}
