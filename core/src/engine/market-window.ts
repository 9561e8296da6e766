import { lots, magnitude, NO_LOTS, type Lots } from '../units/index.ts'
import type { InstrumentId } from '../instruments/index.ts'
import { sizeIn } from '../accounts/index.ts'
import type { Allocation, MarketWindow } from '../liquidation/index.ts'
import type { CompiledPolicy } from '../policy/index.ts'
import { flowKey, usedKey } from './apply.ts'
import { accountOf, venueOf, type State } from './state.ts'

/** Lots that a policy's forced flow may still take of a side of a market under an allocation now; null = no cap. */
export const budgetLeft = (
  state: State,
  { policy, allocation }: { readonly policy: CompiledPolicy; readonly allocation: Allocation },
  side: Pick<MarketWindow, 'side'> & { readonly instrument: InstrumentId },
): Lots | null => {
  const window = windowOf(state, policy, side)
  return window === null ? NO_LOTS : allocation.budget(window)
}

const windowOf = (
  state: State,
  { declaration: { name } }: CompiledPolicy,
  { instrument: id, side }: Pick<MarketWindow, 'side'> & { readonly instrument: InstrumentId },
): MarketWindow | null => {
  const instrument = venueOf(state).rules.instruments.get(id)
  if (instrument === undefined) return null
  const flow = state.flow.get(flowKey(name, id)) ?? []
  return {
    instrument,
    side,
    time: state.time,
    expectedVolume: state.volumes.get(id) ?? NO_LOTS,
    used: state.used.get(usedKey(name, id, side)) ?? NO_LOTS,
    taken: (since) => lots(flow.reduce((sum, taken) => (taken.time > since ? sum + magnitude(taken.lots) : sum), 0n)),
    last: flow.at(-1)?.time ?? null,
    skew: skewOf(state, id),
  }
}

/** Net lots of all customers: what the house and rest-of-world do not hold of the other side. */
const skewOf = (state: State, instrument: InstrumentId): Lots => {
  const { houseIds, declaration } = venueOf(state)
  const { treasury, restOfWorld } = declaration.house
  let held = 0n
  for (const id of new Set([...houseIds, treasury, restOfWorld])) held += sizeIn(accountOf(state, id), instrument)
  return lots(-held)
}
