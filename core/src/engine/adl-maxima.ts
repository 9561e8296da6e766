import { greatest, least, lots, magnitude, NO_LOTS, type Lots } from '../units/index.ts'
import type { Instrument, InstrumentId } from '../instruments/index.ts'
import type { AccountId, OwnerId } from '../accounts/index.ts'
import { adlRule, type AdlRule } from '../settlement/index.ts'
import { adlCandidates, profitNow } from './adl-candidates.ts'
import { venueOf, type State } from './state.ts'

/** The most that one account's position can be closed for if others default in its market. */
export interface AdlMaximum {
  readonly instrument: InstrumentId
  readonly account: AccountId
  readonly side: 'long' | 'short'
  /** Lots held and the most of them that may be closed, both > 0. */
  readonly size: Lots
  readonly most: Lots
  /** Lots of all losing positions on the other side: the demand that `most` answers. */
  readonly demand: Lots
  readonly rule: string
}

/**
 * Each account's maximum, before anybody defaults: what a rule would close at most if every losing position on the other side of a market,
 * or any of them, were left to be deleveraged at the present marks. Owners of a losing position there are no counterparties to a
 * default of all; whoever of them holds winners too is bound by the demand less their own.
 *
 * It holds for defaults in one market. Owners who default in another market at the same moment drop out of the candidates, and
 * prices that move change profits: then others may be asked for more, up to their size.
 *
 * @param rule name of a rule; absent: that of the waterfall of the traders' policy. Empty when that has none.
 * @returns in the order of the venue's instruments, longs before shorts, then of genesis; nothing for markets without a mark.
 * @throws AdlRuleError when no rule has the name.
 * @source docs/models/adl.md, section 8
 */
export const adlMaxima = (state: State, rule: string | null = ruleOf(state)): readonly AdlMaximum[] => {
  if (rule === null) return []
  const found = adlRule(rule)
  return sidesOf(state).flatMap((side) => maximaOf(state, found, side))
}

const ruleOf = (state: State): string | null => {
  const { policies, declaration } = venueOf(state)
  const steps = policies.get(declaration.policy.traders)?.declaration.waterfall ?? []
  return steps.find((step) => step.step === 'adl')?.rule ?? null
}

/** Who may be asked on one side of a market, and who stands to lose on the other. */
interface Side {
  readonly instrument: Instrument
  readonly side: 'long' | 'short'
  readonly holders: AccountId[]
  readonly losers: { readonly owner: OwnerId; readonly size: Lots }[]
}

const sidesOf = (state: State): readonly Side[] => {
  const { rules, declaration } = venueOf(state)
  const sides = new Map<string, Side>()
  for (const instrument of rules.instruments.values())
    if (instrument.kind !== 'spot' && state.prices.has(instrument.id))
      for (const side of ['long', 'short'] as const)
        sides.set(`${instrument.id}|${side}`, { instrument, side, holders: [], losers: [] })
  state.accounts.each((id, { kind, owner, positions }) => {
    for (const position of positions) {
      const [own, other] = position.size > 0n ? ['long', 'short'] : ['short', 'long']
      const instrument = rules.instruments.get(position.instrument)
      if (instrument === undefined) continue
      if (kind === 'trader' || id === declaration.house.restOfWorld)
        sides.get(`${instrument.id}|${own}`)?.holders.push(id)
      if (id !== declaration.house.restOfWorld && profitNow(state, instrument, position) < 0n)
        sides.get(`${instrument.id}|${other}`)?.losers.push({ owner, size: lots(magnitude(position.size)) })
    }
  })
  return [...sides.values()]
}

const maximaOf = (state: State, rule: AdlRule, { instrument, side, holders, losers }: Side): readonly AdlMaximum[] => {
  const demand = losers.reduce((sum, { size }) => lots(sum + size), NO_LOTS)
  if (demand === 0n) return []
  const losing = new Map<OwnerId, bigint>()
  for (const { owner, size } of losers) losing.set(owner, (losing.get(owner) ?? 0n) + size)
  const candidates = adlCandidates(state, rule, { instrument, accounts: holders })
  const others = candidates.filter(({ owner }) => !losing.has(owner))
  const request = { instrument: instrument.id, quantity: demand, candidates: others }
  const allotted = new Map(rule.maximum(request).map(({ account, size }) => [account, size]))
  return candidates.flatMap(({ account, owner, size }) => {
    const own = losing.get(owner)
    const most = own === undefined ? (allotted.get(account) ?? NO_LOTS) : least(size, lots(greatest(0n, demand - own)))
    return most > 0n ? [{ instrument: instrument.id, account, side, size, most, demand, rule: rule.name }] : []
  })
}
