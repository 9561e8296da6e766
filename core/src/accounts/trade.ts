import { atoms, divide, lots, magnitude, NO_ATOMS, NO_LOTS, type Atoms, type Lots, type Ticks } from '../units/index.ts'
import { fillValue, type AssetId, type Instrument } from '../instruments/index.ts'
import type { Account } from './account.ts'
import { positionIn, type AccountChange, type CashChange, type PositionChange } from './change.ts'

/**
 * What buying (`size` > 0) or selling (`size` < 0) at `price` does to an account.
 *
 * Spot moves base and quote. A derivative adds the fill value to the entry value while it opens; what it closes releases
 * its share of the entry value, and the difference becomes cash (realised profit). For each side
 * Δcash - ΔentryValue = -fillValue, so the two sides of a fill cancel to the atom.
 *
 * The released share of the entry value is rounded towards +infinity, which realises the lower profit: rounding here moves
 * atoms between realised and unrealised profit of the same account, never between accounts.
 */
export const tradeChange = (account: Account, instrument: Instrument, size: Lots, price: Ticks): AccountChange => {
  const value = fillValue(instrument, size, price)
  if (instrument.kind === 'spot')
    return {
      account: account.id,
      cash: [
        { asset: instrument.base, atoms: atoms(size * instrument.lotAtoms) },
        { asset: instrument.quote, atoms: atoms(-value) },
      ],
      positions: [],
    }
  const held = positionIn(account, instrument.id)
  const before = held?.size ?? NO_LOTS
  const closed = closedBy(before, size)
  const released = closed === 0n ? NO_ATOMS : releasedEntry(held?.entryValue ?? NO_ATOMS, closed, before)
  const valueClosed = closed === 0n ? NO_ATOMS : size === -closed ? value : fillValue(instrument, lots(-closed), price)
  const realised = atoms(-valueClosed - released)
  const moved: PositionChange = {
    instrument: instrument.id,
    size,
    entryValue: atoms(value - valueClosed - released),
  }
  return { account: account.id, cash: cashIn(instrument.settle, realised), positions: [moved] }
}

/** Signed part of `held` that a trade of `size` closes: same sign as `held`, at most its magnitude, zero when it opens. */
export const closedBy = (held: Lots, size: Lots): Lots => {
  if (held === 0n || held > 0n === size > 0n) return NO_LOTS
  return magnitude(size) >= magnitude(held) ? held : lots(-size)
}

const releasedEntry = (entryValue: Atoms, closed: Lots, held: Lots): Atoms =>
  closed === held ? entryValue : atoms(divide(entryValue * closed, held, 'up'))

const cashIn = (asset: AssetId, amount: Atoms): readonly CashChange[] =>
  amount === 0n ? [] : [{ asset, atoms: amount }]
