import type { AssetId, Instrument, InstrumentId } from '../instruments/index.ts'
import type { Movement } from './types.ts'

/** What a movement creates out of nothing: atoms of an asset, or lots of an instrument; never zero. */
export interface Residual {
  readonly of: 'asset' | 'instrument'
  readonly id: AssetId | InstrumentId
  readonly residual: bigint
}

export interface BalanceCheck {
  readonly ok: boolean
  /** Sorted: assets before instruments, each by id. */
  readonly residuals: readonly Residual[]
}

/**
 * Whether a movement conserves everything, exactly.
 *
 *   per asset       Σ cash - Σ entry value of the instruments that settle in it = 0
 *   per instrument  Σ size = 0
 *
 * A position of an instrument that is not in the table fails the check too: its settlement asset is unknown.
 */
export const balanced = (movement: Movement, instruments: ReadonlyMap<InstrumentId, Instrument>): BalanceCheck => {
  const assets = new Map<AssetId, bigint>()
  const sizes = new Map<InstrumentId, bigint>()
  const unknown = new Set<InstrumentId>()
  for (const { cash, positions } of movement.changes) {
    for (const { asset, atoms } of cash) add(assets, asset, atoms)
    for (const { instrument, size, entryValue } of positions) {
      add(sizes, instrument, size)
      const settle = instruments.get(instrument)?.settle
      if (settle === undefined) unknown.add(instrument)
      else add(assets, settle, -entryValue)
    }
  }
  const residuals = [...residualsOf('asset', assets), ...residualsOf('instrument', sizes)]
  return { ok: residuals.length === 0 && unknown.size === 0, residuals }
}

const add = (sums: Map<string, bigint>, key: string, amount: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + amount)
}

const residualsOf = (of: Residual['of'], sums: ReadonlyMap<string, bigint>): readonly Residual[] =>
  [...sums]
    .filter(([, residual]) => residual !== 0n)
    .map(([id, residual]) => ({ of, id, residual }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
