import { lots, magnitude, NO_LOTS, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import type { AccountId } from '../accounts/index.ts'
import { adlMovement, adlRule, type AdlAllocation } from '../settlement/index.ts'
import { adlCandidates } from './adl-candidates.ts'
import type { Desk } from './desk.ts'
import { accountOf, venueOf } from './state.ts'
import { bookHandover } from './takeover.ts'
import { gross, signed, type Demand, type Wave } from './wave.ts'

/**
 * Deleverages all positions that a round left over, one wave for each instrument, side and rule: the rule allots the sum of
 * the lots over all winners at once; demands are then served in order, each at its own bankruptcy price. Owners of a
 * position in the wave, on whichever side and in whichever instrument, are never counterparties in it.
 */
export const deleverageAll = (desk: Desk, wave: Wave): void => {
  const groups = new Map<string, Demand[]>()
  for (const demand of wave.demands) {
    const key = `${demand.instrument.id}|${sideOf(demand.size)}|${demand.rule}`
    groups.set(key, [...(groups.get(key) ?? []), demand])
  }
  const winners = winnersFor(desk, wave.demands)
  for (const [, demands] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1))) runWave(desk, wave, demands, winners)
}

/** Who holds the other side of what a round deleverages, in the order of genesis; sides that it does not ask for are absent. */
type Winners = ReadonlyMap<InstrumentId, Partial<Record<'long' | 'short', readonly AccountId[]>>>

const sideOf = (size: bigint): 'long' | 'short' => (size > 0n ? 'long' : 'short')

/** One look at everybody serves all waves of a round: none of them opens a position or turns one. */
const winnersFor = (desk: Desk, demands: readonly Demand[]): Winners => {
  const { restOfWorld } = venueOf(desk.state).declaration.house
  const winners = new Map<InstrumentId, Partial<Record<'long' | 'short', AccountId[]>>>()
  for (const { instrument, size } of demands)
    winners.set(instrument.id, { ...winners.get(instrument.id), [sideOf(-size)]: [] })
  const owners = new Set(demands.map((demand) => accountOf(desk.state, demand.account).owner))
  if (winners.size === 0) return winners
  desk.state.accounts.each((id, { positions, owner, kind }) => {
    for (const { instrument, size } of positions) {
      const holders = winners.get(instrument)?.[sideOf(size)]
      if (holders === undefined || owners.has(owner) || (kind !== 'trader' && id !== restOfWorld)) continue
      holders.push(id)
    }
  })
  return winners
}

const runWave = (desk: Desk, wave: Wave, demands: readonly Demand[], winners: Winners): void => {
  const [first] = demands
  if (first === undefined) return
  const quantity = lots(demands.reduce((sum, demand) => sum + magnitude(demand.size), 0n))
  const { instrument } = first
  const rule = adlRule(first.rule)
  const accounts = winners.get(instrument.id)?.[sideOf(-first.size)] ?? []
  const candidates = adlCandidates(desk.state, rule, { instrument, accounts })
  const allocations = rule.allocate({ instrument: instrument.id, quantity, candidates })
  pair(desk, wave, demands, allocations)
}

const pair = (desk: Desk, wave: Wave, demands: readonly Demand[], allocations: readonly AdlAllocation[]): void => {
  const open = allocations.filter((allocation) => allocation.size > 0n)
  let at = 0
  let used: Lots = NO_LOTS
  for (const demand of demands) {
    let left = gross(demand.size)
    while (left > 0n) {
      const allocation = open[at]
      if (allocation === undefined) return
      const free = lots(allocation.size - used)
      const size = free < left ? free : left
      match(desk, wave, demand, { account: allocation.account, size })
      left = lots(left - size)
      used = lots(used + size)
      if (used === allocation.size) [at, used] = [at + 1, NO_LOTS]
    }
  }
}

const match = (desk: Desk, wave: Wave, demand: Demand, { account, size }: AdlAllocation): void => {
  const part = signed(size, demand.size)
  const movement = adlMovement({
    instrument: demand.instrument,
    defaulter: accountOf(desk.state, demand.account),
    counterparty: accountOf(desk.state, account),
    size: part,
    price: demand.price,
  })
  desk.emit({ kind: 'moved', movement })
  bookHandover(desk, wave, { leg: demand, size: part, payer: 'adl', way: 'deleveraged' })
}
