import { atoms, lots, magnitude, NO_LOTS, type Atoms, type Lots } from '../units/index.ts'
import { positionValue, type Instrument } from '../instruments/index.ts'
import { positionIn, type Account, type OwnerId, type Position } from '../accounts/index.ts'
import { adlMovement, adlRule, type AdlAllocation, type AdlCandidate } from '../settlement/index.ts'
import type { Desk } from './desk.ts'
import { accountOf, venueOf } from './state.ts'
import { bookHandover } from './takeover.ts'
import { inNumeraire, notionalAtMark } from './valuation.ts'
import { measureNow } from './view.ts'
import { gross, signed, type Demand, type Wave } from './wave.ts'

/**
 * Deleverages all positions that a round left over, one wave for each instrument, side and rule: the rule allots the sum of
 * the lots over all winners at once; demands are then served in order, each at its own bankruptcy price. Owners of a
 * position in the wave, on whichever side and in whichever instrument, are never counterparties in it.
 */
export const deleverageAll = (desk: Desk, wave: Wave): void => {
  const groups = new Map<string, Demand[]>()
  for (const demand of wave.demands) {
    const key = `${demand.instrument.id}|${demand.size > 0n ? 'long' : 'short'}|${demand.rule}`
    groups.set(key, [...(groups.get(key) ?? []), demand])
  }
  const owners = new Set(wave.demands.map((demand) => accountOf(desk.state, demand.account).owner))
  for (const [, demands] of [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    runWave(desk, wave, { demands, owners })
}

/** What is allotted together, and the owners of everything that the round deleverages. */
interface Group {
  readonly demands: readonly Demand[]
  readonly owners: ReadonlySet<OwnerId>
}

const runWave = (desk: Desk, wave: Wave, { demands, owners }: Group): void => {
  const [first] = demands
  if (first === undefined) return
  const quantity = lots(demands.reduce((sum, demand) => sum + magnitude(demand.size), 0n))
  const candidates = candidatesFor(desk, first, owners)
  const allocations = adlRule(first.rule).allocate({ instrument: first.instrument.id, quantity, candidates })
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

const candidatesFor = (desk: Desk, demand: Demand, owners: ReadonlySet<OwnerId>): readonly AdlCandidate[] => {
  const { restOfWorld } = venueOf(desk.state).declaration.house
  const candidates: AdlCandidate[] = []
  desk.state.accounts.each((_, account) => {
    const position = positionIn(account, demand.instrument.id)
    if (position === undefined || position.size > 0n === demand.size > 0n || owners.has(account.owner)) return
    if (account.kind !== 'trader' && account.id !== restOfWorld) return
    candidates.push(candidateOf(desk, account, demand.instrument, position))
  })
  return candidates
}

const candidateOf = (desk: Desk, account: Account, instrument: Instrument, position: Position): AdlCandidate => {
  const { state } = desk
  const { rules, declaration } = venueOf(state)
  const mark = state.prices.get(instrument.id)
  const fair = mark === undefined ? position.entryValue : positionValue(instrument, position.size, mark, 'down')
  const worth = (amount: bigint, round: 'up' | 'down'): Atoms =>
    inNumeraire(rules, state.prices, { asset: instrument.settle, atoms: atoms(amount) }, round)
  return {
    account: account.id,
    owner: account.owner,
    size: gross(position.size),
    profit: worth(fair - position.entryValue, 'down'),
    notional: notionalAtMark(rules, state.prices, instrument, position.size),
    entryNotional: worth(magnitude(position.entryValue), 'up'),
    equity: measureNow(state, account).equity,
    last: account.id === declaration.house.restOfWorld,
  }
}
