import { approx, notional, type AccountId, type Instrument } from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'

/** What deleveraging closed of one account, numeraire units (float, for pictures). */
export interface Taking {
  readonly account: AccountId
  readonly notional: number
}

/** Collects who was deleveraged against. */
export interface Takings {
  readonly observe: (entry: JournalEntry) => void
  /** By falling notional, ties by account id. */
  readonly list: () => readonly Taking[]
}

/** A collector before the run. */
export const createTakings = (): Takings => {
  const taken = new Map<AccountId, number>()
  let instruments: ReadonlyMap<string, Instrument> = new Map()
  let units: ReadonlyMap<string, number> = new Map()
  return {
    observe: (entry) => {
      const { command } = entry
      if (command.kind === 'genesis') {
        instruments = new Map(command.venue.instruments.map((instrument) => [instrument.id, instrument]))
        units = new Map(command.venue.assets.map((asset) => [asset.id, 10 ** asset.decimals]))
      }
      for (const event of entry.events) {
        if (event.kind !== 'moved' || event.movement.cause.kind !== 'adl') continue
        const { cause } = event.movement
        const instrument = instruments.get(cause.instrument)
        if (instrument === undefined) continue
        const value =
          approx(notional(instrument, cause.size, cause.price, 'down')) / (units.get(instrument.settle) ?? 1)
        taken.set(cause.counterparty, (taken.get(cause.counterparty) ?? 0) + value)
      }
    },
    list: () =>
      [...taken]
        .map(([account, value]) => ({ account, notional: value }))
        .toSorted((a, b) => b.notional - a.notional || (a.account < b.account ? -1 : 1)),
  }
}
