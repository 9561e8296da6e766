import {
  atoms,
  lots,
  magnitude,
  NO_ATOMS,
  RATIO_ONE,
  ratioOf,
  type Atoms,
  type Lots,
  type Ticks,
} from '../units/index.ts'
import { notional, type Instrument } from '../instruments/index.ts'
import { changeAccount, positionIn, type Account, type AccountChange, type AccountId } from '../accounts/index.ts'
import { bankruptcyPrices } from '../margin/index.ts'
import { afterFill, type DraftLeg } from '../liquidation/index.ts'
import { adlMovement, adlRule, largestHolding, takeoverMovement, type AdlCandidate } from '../settlement/index.ts'
import type { CompiledPolicy, WaterfallStep } from '../policy/index.ts'
import type { Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { accountOf, venueOf } from './state.ts'
import { costAgainstMark, inNumeraire, notionalAtMark } from './valuation.ts'
import { measureNow } from './view.ts'

interface Handover {
  readonly account: AccountId
  readonly legs: readonly DraftLeg[]
  readonly policy: CompiledPolicy
}

/** One leg on its way down the waterfall: `size` is the signed position that needs a new holder at `price`. */
interface Leg {
  readonly account: AccountId
  readonly instrument: Instrument
  readonly price: Ticks
}

interface Paid {
  fund: bigint
  vault: bigint
  adl: bigint
}

/**
 * Hands positions over at their bankruptcy prices, down the policy's waterfall: fund, vault, deleveraging. A receiver takes
 * no more than its own equity or margin allows. Says who paid when the account was below zero.
 *
 * @returns whether anything moved.
 */
export const takeOver = (desk: Desk, handover: Handover): boolean => {
  const { state } = desk
  const { rules } = venueOf(state)
  const account = accountOf(state, handover.account)
  const before = measureNow(state, account).equity
  const prices = bankruptcyPrices(rules, account, state.prices)
  const paid: Paid = { fund: 0n, vault: 0n, adl: 0n }
  let moved = false
  for (const wanted of handover.legs) {
    const instrument = rules.instruments.get(wanted.instrument)
    const price = prices.get(wanted.instrument)
    if (instrument === undefined || price === undefined) continue
    const leg: Leg = { account: account.id, instrument, price: price.safe }
    let left = lots(-wanted.size)
    for (const step of handover.policy.declaration.waterfall) {
      if (left === 0n) break
      const taken = walk(desk, { leg, step, size: left, paid })
      moved ||= taken !== 0n
      left = lots(left - taken)
    }
  }
  if (moved && before < 0n) reportShortfall(desk, account.id, before, paid)
  return moved
}

interface Walk {
  readonly leg: Leg
  readonly step: WaterfallStep
  readonly size: Lots
  readonly paid: Paid
}

const walk = (desk: Desk, { leg, step, size, paid }: Walk): Lots => {
  switch (step.step) {
    case 'fund': {
      const fund = venueOf(desk.state).funds.get(leg.instrument.id)
      if (fund === undefined || fund === leg.account) return lots(0n)
      return give(desk, leg, { receiver: fund, size, cover: 0n, book: (cost) => void (paid.fund += cost) })
    }
    case 'vault': {
      const { vault } = venueOf(desk.state).declaration.house
      if (vault === null || vault === leg.account) return lots(0n)
      return give(desk, leg, {
        receiver: vault,
        size,
        cover: ratioOf(step.cover),
        book: (cost) => void (paid.vault += cost),
      })
    }
    case 'adl':
      return deleverage(desk, leg, { rule: step.rule, size, book: (cost) => void (paid.adl += cost) })
    case 'socialise':
      return lots(0n)
  }
}

interface Gift {
  readonly receiver: AccountId
  readonly size: Lots
  /** Multiple of its maintenance requirement that the receiver's equity must still reach, 1e-18; 0: equity not negative. */
  readonly cover: bigint
  readonly book: (cost: Atoms) => void
}

const give = (desk: Desk, leg: Leg, { receiver, size, cover, book }: Gift): Lots => {
  const { state } = desk
  const from = accountOf(state, leg.account)
  const to = accountOf(state, receiver)
  const movementOf = (quantity: Lots) =>
    takeoverMovement({ instrument: leg.instrument, from, to, size: signed(quantity, size), price: leg.price })
  const holds = (quantity: Lots): boolean => {
    const after = measureNow(state, afterChanges(to, movementOf(quantity).changes))
    return after.equity >= 0n && after.equity * RATIO_ONE >= cover * after.requirement
  }
  const quantity = largestHolding(lots(magnitude(size)), holds)
  if (quantity === 0n) return lots(0n)
  const taken = signed(quantity, size)
  desk.emit({ kind: 'moved', movement: movementOf(quantity) })
  book(costTo(desk, leg, taken))
  remember(desk, leg, taken, 'takenOver')
  return taken
}

interface Deleveraging {
  readonly rule: string
  readonly size: Lots
  readonly book: (cost: Atoms) => void
}

const deleverage = (desk: Desk, leg: Leg, { rule, size, book }: Deleveraging): Lots => {
  const allocations = adlRule(rule).allocate({
    instrument: leg.instrument.id,
    quantity: lots(magnitude(size)),
    candidates: candidatesFor(desk, leg, size),
  })
  let taken = 0n
  for (const allocation of allocations) {
    if (allocation.size === 0n) continue
    const part = signed(allocation.size, size)
    const movement = adlMovement({
      instrument: leg.instrument,
      defaulter: accountOf(desk.state, leg.account),
      counterparty: accountOf(desk.state, allocation.account),
      size: part,
      price: leg.price,
    })
    desk.emit({ kind: 'moved', movement })
    book(costTo(desk, leg, part))
    remember(desk, leg, part, 'deleveraged')
    taken += part
  }
  return lots(taken)
}

const candidatesFor = (desk: Desk, leg: Leg, size: Lots): readonly AdlCandidate[] => {
  const { state } = desk
  const venue = venueOf(state)
  const { owner } = accountOf(state, leg.account)
  const { restOfWorld } = venue.declaration.house
  return state.accounts.keys().flatMap((id) => {
    const account = accountOf(state, id)
    const position = positionIn(account, leg.instrument.id)
    if (position === undefined || position.size > 0n === size > 0n || account.owner === owner) return []
    if (account.kind !== 'trader' && id !== restOfWorld) return []
    return [
      candidate(desk, account, {
        instrument: leg.instrument,
        size: position.size,
        entryValue: position.entryValue,
        last: id === restOfWorld,
      }),
    ]
  })
}

const candidate = (
  desk: Desk,
  account: Account,
  held: { readonly instrument: Instrument; readonly size: Lots; readonly entryValue: Atoms; readonly last: boolean },
): AdlCandidate => {
  const { state } = desk
  const { rules } = venueOf(state)
  const { instrument, size } = held
  const value = notionalAtMark(rules, state.prices, instrument, size)
  const mark = state.prices.get(instrument.id)
  const fair = mark === undefined ? 0n : notional(instrument, size, mark, 'down')
  const worth = size > 0n !== (instrument.kind === 'inverse-perpetual') ? fair : -fair
  const profit = atoms(worth - held.entryValue)
  return {
    account: account.id,
    owner: account.owner,
    size: lots(magnitude(size)),
    profit: inNumeraire(rules, state.prices, { asset: instrument.settle, atoms: profit }, 'down'),
    notional: value,
    entryNotional: magnitudeIn(desk, instrument, held.entryValue),
    equity: measureNow(state, account).equity,
    last: held.last,
  }
}

const magnitudeIn = (desk: Desk, instrument: Instrument, value: Atoms): Atoms =>
  inNumeraire(
    venueOf(desk.state).rules,
    desk.state.prices,
    { asset: instrument.settle, atoms: atoms(magnitude(value)) },
    'up',
  )

/** What the new holder of a part loses against the mark, numeraire atoms; negative when it gains. */
const costTo = (desk: Desk, leg: Leg, size: Lots): Atoms =>
  costAgainstMark(venueOf(desk.state).rules, desk.state.prices, { instrument: leg.instrument, size, price: leg.price })

const remember = (desk: Desk, leg: Leg, size: Lots, way: 'takenOver' | 'deleveraged'): void => {
  const { state } = desk
  const episode = state.episodes.get(leg.account)
  if (episode === undefined) return
  const { rules } = venueOf(state)
  const value = notionalAtMark(rules, state.prices, leg.instrument, size)
  const cost = costTo(desk, leg, lots(-size))
  const costs = cost >= 0n ? { slippage: cost } : { covered: atoms(-cost) }
  const added = addCosts(episode, { ...costs, [way]: value })
  const memory = afterFill(added.memory, { closedNotional: value, paid: NO_ATOMS })
  desk.emit({ kind: 'episode-updated', episode: { ...added, memory } })
}

const reportShortfall = (desk: Desk, account: AccountId, before: Atoms, paid: Paid): void => {
  const missing = -before
  const after = measureNow(desk.state, accountOf(desk.state, account)).equity
  const unmet = after < 0n ? -after : 0n
  desk.emit({
    kind: 'shortfall',
    account,
    atoms: atoms(missing),
    fund: atoms(paid.fund),
    vault: atoms(paid.vault),
    adl: atoms(paid.adl),
    socialised: atoms(0n),
    unmet: atoms(unmet),
    dust: atoms(missing - paid.fund - paid.vault - paid.adl - unmet),
  })
}

const signed = (quantity: Lots, like: Lots): Lots => (like < 0n ? lots(-quantity) : quantity)

const afterChanges = (account: Account, changes: readonly AccountChange[]): Account =>
  changes.filter((change) => change.account === account.id).reduce(changeAccount, account)
