import type { AccountId, EngineEvent } from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'

/** What was missing below zero, and who paid it, numeraire atoms: `missing` is the sum of all others. */
export interface ShortfallSum {
  readonly missing: bigint
  readonly fund: bigint
  readonly vault: bigint
  readonly adl: bigint
  readonly socialised: bigint
  /** What nobody had paid when the run ended. */
  readonly unmet: bigint
  /** Roundings to whole ticks and atoms; below zero where the payers together gave more than was missing. */
  readonly dust: bigint
}

/** The shortfalls of a run: those of traders, and those of funds and vault on what they had taken over. */
export interface Shortfalls {
  readonly traders: ShortfallSum
  readonly house: ShortfallSum
}

/** Collects who paid for accounts below zero. */
export interface ShortfallCounter {
  readonly observe: (entry: JournalEntry) => void
  readonly sums: () => Shortfalls
}

type Shortfall = Extract<EngineEvent, { kind: 'shortfall' }>

/**
 * A counter before the run. A shortfall that stays unmet is reported again when somebody pays later, so each report counts
 * what was paid, and only the last report of an account its unmet rest; each atom is missing once.
 */
export const createShortfalls = (): ShortfallCounter => {
  const paid = { traders: NOTHING, house: NOTHING }
  const unmet = { traders: new Map<AccountId, bigint>(), house: new Map<AccountId, bigint>() }
  const house = new Set<AccountId>()
  return {
    observe: ({ command, events }) => {
      if (command.kind === 'genesis') for (const { id, kind } of command.accounts) if (kind !== 'trader') house.add(id)
      for (const event of events) {
        if (event.kind !== 'shortfall') continue
        const side = house.has(event.account) ? 'house' : 'traders'
        paid[side] = plus(paid[side], event)
        unmet[side].set(event.account, event.unmet)
      }
    },
    sums: () => ({ traders: withRest(paid.traders, unmet.traders), house: withRest(paid.house, unmet.house) }),
  }
}

const NOTHING: ShortfallSum = { missing: 0n, fund: 0n, vault: 0n, adl: 0n, socialised: 0n, unmet: 0n, dust: 0n }

const plus = (sum: ShortfallSum, event: Shortfall): ShortfallSum => ({
  missing: sum.missing + event.atoms - event.unmet,
  fund: sum.fund + event.fund,
  vault: sum.vault + event.vault,
  adl: sum.adl + event.adl,
  socialised: sum.socialised + event.socialised,
  unmet: 0n,
  dust: sum.dust + event.dust,
})

const withRest = (sum: ShortfallSum, unmet: ReadonlyMap<AccountId, bigint>): ShortfallSum => {
  let rest = 0n
  for (const part of unmet.values()) rest += part
  return { ...sum, missing: sum.missing + rest, unmet: rest }
}
