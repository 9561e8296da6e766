import { atoms, divide, lots, magnitude, type Atoms, type Lots } from '../units/index.ts'
import type { Fraction, InstrumentId } from '../instruments/index.ts'
import { changeAccount, sizeIn, type Account } from '../accounts/index.ts'
import { exposure, positionRequirement } from './exposure.ts'
import { equityOf } from './measure.ts'
import type { MarginRules, MarkPrices } from './types.ts'
import { instrumentOf, markOf } from './worth.ts'

/** A trade that closes part of one position: signed lots, opposite to what is held. */
export interface Closing {
  readonly instrument: InstrumentId
  readonly size: Lots
}

/** Cash that a closing must bring, in numeraire atoms (> 0: received); or that the trade closes nothing of what is held. */
export type BankruptcyQuote =
  | { readonly kind: 'quote'; readonly atoms: Atoms }
  | { readonly kind: 'invalid-close'; readonly held: Lots }

/**
 * What a slice must bring at least so that it uses up no more than its share of the account's equity.
 *
 *   B = -ΔV - ⌊E · |ΔR| / Σ R⌋                                                                (1)
 *
 * ΔV change of equity were the slice given away · E equity · ΔR change of the position's maintenance requirement, by difference,
 * so that tiers count · Σ R what all positions require, without orders and loans. The share is rounded down to a multiple of
 * `quantum` (> 0, default one atom), so that B is rounded towards +∞: closing at B never needs anybody else's money while E ≥ 0.
 *
 * @returns `invalid-close` unless the size is against the position and not larger.
 * @throws MissingMarkError
 * @source docs/models/bankruptcy-split.md, eq. 1
 */
export const bankruptcyQuote = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  closing: Closing,
  quantum: bigint = 1n,
): BankruptcyQuote => {
  const held = sizeIn(account, closing.instrument)
  if (!closes(held, closing.size)) return { kind: 'invalid-close', held }
  const left = lots(held + closing.size)
  const equity = equityOf(rules, account, marks)
  const given = equityOf(rules, givenAway(account, closing), marks)
  const freed =
    positionRequirement(rules, marks, { ...closing, size: held }) -
    positionRequirement(rules, marks, { ...closing, size: left })
  const share = divide(equity * freed, totalRequirement(rules, account, marks) * quantum, 'down') * quantum
  return { kind: 'quote', atoms: atoms(equity - given - share) }
}

/** Equity, and what the positions of an account require at maintenance, one and all: what a price that moves with health needs. */
export interface MarginSplit {
  /** Signed lots held in the instrument, never 0. */
  readonly size: Lots
  readonly mark: bigint
  readonly equity: Atoms
  /** Of this position alone, > 0. */
  readonly requirement: Atoms
  /** Of all positions, > 0. */
  readonly total: Atoms
  /** Notional of this position, > 0. */
  readonly notional: Atoms
}

/** The split of an account for one position; null without one. @throws MissingMarkError */
export const marginSplit = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  instrument: InstrumentId,
): MarginSplit | null => {
  const size = sizeIn(account, instrument)
  if (size === 0n) return null
  return {
    size,
    mark: markOf(marks, instrument),
    equity: equityOf(rules, account, marks),
    requirement: positionRequirement(rules, marks, { instrument, size }),
    total: totalRequirement(rules, account, marks),
    notional: exposure(rules, marks, instrumentOf(rules, instrument), size),
  }
}

/**
 * Mark less a share of the position's margin rate, exact, in ticks; a short's price lies above.
 *
 *   P(x) = P · (1 - side · (R / N) · x)                                                       (2)
 *
 * P mark · side 1 for a long, -1 for a short · R requirement and N notional of the position · x share of the requirement, 1 = all.
 *
 * @source docs/models/bankruptcy-split.md, eq. 2
 */
export const priceAtShare = (
  { size, mark, requirement: required, notional }: MarginSplit,
  share: Fraction,
): Fraction => {
  const side = size > 0n ? 1n : -1n
  const denominator = notional * share.denominator
  return { numerator: mark * (denominator - side * required * share.numerator), denominator }
}

/**
 * The price at which closing any part of a position leaves equity / requirement as it is, exact, in ticks: eq. 2 at
 * x = E / Σ R, which is eq. 1 per lot of the whole position before rounding.
 *
 * @source docs/models/bankruptcy-split.md, eq. 3
 */
export const zeroPrice = (split: MarginSplit): Fraction =>
  priceAtShare(split, { numerator: split.equity, denominator: split.total })

const closes = (held: Lots, size: Lots): boolean =>
  size !== 0n && held > 0n !== size > 0n && magnitude(size) <= magnitude(held)

const givenAway = (account: Account, { instrument, size }: Closing): Account =>
  changeAccount(account, {
    account: account.id,
    cash: [],
    positions: [{ instrument, size, entryValue: atoms(0n) }],
  })

const totalRequirement = (rules: MarginRules, account: Account, marks: MarkPrices): Atoms =>
  atoms(account.positions.reduce((sum, position) => sum + positionRequirement(rules, marks, position), 0n))
