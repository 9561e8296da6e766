import { atoms, lots, magnitude, NO_LOTS, type Atoms, type Lots } from '../units/index.ts'
import { positionValue, type Instrument } from '../instruments/index.ts'
import { positionIn, type Account, type AccountId, type Position } from '../accounts/index.ts'
import type { AdlCandidate, AdlRule } from '../settlement/index.ts'
import { hedgedLots } from './hedged-lots.ts'
import { accountOf, venueOf, type State } from './state.ts'
import { inNumeraire, notionalAtMark } from './valuation.ts'
import { equityNow } from './view.ts'

/** One side of a market, by those who hold it. */
export interface Holders {
  readonly instrument: Instrument
  /** All on the same side. */
  readonly accounts: readonly AccountId[]
}

/** Holders of one side of a market as a rule of auto-deleveraging sees them, at the present marks. */
export const adlCandidates = (
  state: State,
  rule: AdlRule,
  { instrument, accounts }: Holders,
): readonly AdlCandidate[] => {
  const held = accounts.flatMap((id) => {
    const account = accountOf(state, id)
    const position = positionIn(account, instrument.id)
    return position === undefined ? [] : [{ account, position }]
  })
  const hedged = rule.seesHedges
    ? hedgedLots(
        state,
        instrument,
        held.map(({ account }) => account),
      )
    : new Map<AccountId, Lots>()
  return held.map(({ account, position }) => candidateOf(state, { account, instrument, position, hedged }))
}

/** Profit of a position at the present mark, numeraire atoms, rounded down; zero without a mark. */
export const profitNow = (state: State, instrument: Instrument, { size, entryValue }: Position): Atoms => {
  const mark = state.prices.get(instrument.id)
  if (mark === undefined) return atoms(0n)
  const gain = atoms(positionValue(instrument, size, mark, 'down') - entryValue)
  return inNumeraire(venueOf(state).rules, state.prices, { asset: instrument.settle, atoms: gain }, 'down')
}

interface Holding {
  readonly account: Account
  readonly instrument: Instrument
  readonly position: Position
  readonly hedged: ReadonlyMap<AccountId, Lots>
}

const candidateOf = (state: State, { account, instrument, position, hedged }: Holding): AdlCandidate => {
  const { rules, declaration } = venueOf(state)
  const entry = { asset: instrument.settle, atoms: atoms(magnitude(position.entryValue)) }
  return {
    account: account.id,
    owner: account.owner,
    size: lots(magnitude(position.size)),
    hedged: hedged.get(account.id) ?? NO_LOTS,
    profit: profitNow(state, instrument, position),
    notional: notionalAtMark(rules, state.prices, instrument, position.size),
    entryNotional: inNumeraire(rules, state.prices, entry, 'up'),
    equity: equityNow(state, account),
    last: account.id === declaration.house.restOfWorld,
  }
}
