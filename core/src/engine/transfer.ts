import {
  applyRatio,
  atoms,
  divide,
  lots,
  magnitude,
  NO_ATOMS,
  ratio,
  type Atoms,
  type Lots,
  type Ratio,
  type Ticks,
} from '../units/index.ts'
import { notional, type Instrument } from '../instruments/index.ts'
import { changeAccount, type Account, type AccountId } from '../accounts/index.ts'
import { measure } from '../margin/index.ts'
import {
  afterFill,
  afterReserved,
  afterUnfilled,
  type Action,
  type Grant,
  type Receiver,
} from '../liquidation/index.ts'
import { forfeitMovement, largestHolding, takeoverMovement, type Movement } from '../settlement/index.ts'
import { takePenalty } from './charges.ts'
import { decide } from './decision.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { noteClose, noteFreed, noteTaken, shortageOf } from './remember.ts'
import { isSeized, noteSeizedLoss } from './seized-loss.ts'
import { accountOf, venueOf } from './state.ts'
import { noteHandover } from './takeover.ts'
import { costAgainstMark, inNumeraire, notionalAtMark } from './valuation.ts'
import { paymentsOf, type Wave } from './wave.ts'
import type { Transferring } from './wish.ts'

type TransferAction = Extract<Action, { kind: 'transfer' }>

/** One leg of a granted slice with its price: signed lots that the account holds and gives away. */
interface Part {
  readonly instrument: Instrument
  readonly size: Lots
  readonly price: Ticks
}

/** What one receiver takes of a slice, and what the account pays it on top, numeraire atoms. */
interface Take {
  readonly receiver: AccountId
  readonly parts: readonly Part[]
  readonly discount: Atoms
  /** Of what it pays in, what later buyers do not buy again. */
  readonly reserves: Atoms
}

/**
 * Hands a granted slice over to the receivers of its stage, each leg at its limit or at the mark, and the discount of what is
 * taken on top. A receiver takes the largest common share of the slice that its margin carries; the rest goes to the next one.
 *
 *   part of a leg = ⌊size · k / K⌋     discount = ⌈discount · k / K⌉     K = lots of the largest leg, k the largest that holds
 */
export const transferSlice = (desk: Desk, wave: Wave, wish: Transferring, grant: Grant): void => {
  const { action, draft, stage } = wish.outcome
  const takes = takesOf(desk, wish, action, grant)
  const episode = desk.state.episodes.get(wish.account)
  if (episode === undefined) return
  if (takes.length === 0) return updateEpisode(desk, { ...episode, memory: afterUnfilled(episode.memory) })
  const shortage = shortageOf(desk, wish.account)
  const granted = grant.legs.flatMap((leg) => {
    const size = takes.reduce((sum, take) => sum + sizeIn(take.parts, leg.instrument), 0n)
    return size === 0n ? [] : [{ ...leg, size: lots(-size) }]
  })
  const reasons = [...draft.reasons, takenReason(wish, takes)]
  decide(desk, { episode, policy: wish.policy, view: wish.view }, { kind: 'transfer', stage, reasons, draft, granted })
  for (const take of takes) carryOut(desk, wave, wish, take)
  noteFreed(desk, wish.account, shortage)
  if (draft.needed !== undefined) noteTaken(desk, wish.account, draft.needed, granted)
}

const sizeIn = (parts: readonly Part[], instrument: string): bigint =>
  parts.reduce((sum, part) => (part.instrument.id === instrument ? sum + part.size : sum), 0n)

const takenReason = ({ policy, stage }: Transferring, takes: readonly Take[]) => ({
  part: 'action' as const,
  rule: policy.stages[stage]?.rules.action ?? '',
  facts: Object.fromEntries(
    takes.flatMap(({ receiver, discount }) => [[`${receiver}.discountAtoms`, String(discount)] as const]),
  ),
  bound: false,
})

const takesOf = (
  desk: Desk,
  { account, view, outcome: { draft } }: Transferring,
  action: TransferAction,
  grant: Grant,
): readonly Take[] => {
  let left = grant.legs.flatMap(({ instrument: id, size, limit }): readonly Part[] => {
    const instrument = view.rules.instruments.get(id)
    const price = limit ?? desk.state.prices.get(id)
    return instrument === undefined || price === undefined ? [] : [{ instrument, size: lots(-size), price }]
  })
  const wanted = notionalOf(
    desk,
    draft.legs.flatMap((leg) => {
      const instrument = view.rules.instruments.get(leg.instrument)
      return instrument === undefined ? [] : [{ instrument, size: leg.size }]
    }),
  )
  let owed = share(draft.discount ?? NO_ATOMS, notionalOf(desk, left), wanted)
  const kept = draft.reserves ?? NO_ATOMS
  const takes: Take[] = []
  for (const offer of action.to.flatMap((receiver) => offersTo(desk, receiver))) {
    const offered = left.filter((part) => offer.takes(part.instrument.id))
    if (offer.receiver === account || offered.length === 0) continue
    const discount = share(owed, notionalOf(desk, offered), notionalOf(desk, left))
    const reserves = atoms((kept * notionalOf(desk, offered)) / (wanted === 0n ? 1n : wanted))
    const slice = { receiver: offer.receiver, parts: offered, discount, reserves }
    const keeper = draft.penalty.keeper ?? NO_SHARE
    const take = largestTake(desk, slice, { from: view.account, action, keeper })
    if (take === null) continue
    takes.push(withKeeper(desk, take, keeper))
    owed = atoms(owed - take.discount)
    left = minus(left, take.parts)
  }
  return takes
}

interface Offer {
  readonly receiver: AccountId
  readonly takes: (instrument: string) => boolean
}

const offersTo = ({ state }: Desk, receiver: Receiver): readonly Offer[] => {
  const { house } = venueOf(state).declaration
  switch (receiver) {
    case 'backstop':
      return (house.backstops ?? []).map((id) => ({ receiver: id, takes: () => true }))
    case 'vault':
      return house.vault === null ? [] : [{ receiver: house.vault, takes: () => true }]
    case 'fund':
      return house.funds.map(({ instrument, account }) => ({ receiver: account, takes: (id) => id === instrument }))
  }
}

/** A part of an amount in proportion to notional, rounded up; all of it for the whole. */
const share = (amount: Atoms, part: bigint, whole: bigint): Atoms =>
  part >= whole || whole === 0n ? amount : atoms(divide(amount * part, whole, 'up'))

const notionalOf = ({ state }: Desk, parts: readonly { instrument: Instrument; size: Lots }[]): bigint => {
  const { rules } = venueOf(state)
  return parts.reduce((sum, { instrument, size }) => sum + notionalAtMark(rules, state.prices, instrument, size), 0n)
}

const largestTake = (
  desk: Desk,
  whole: Take,
  { from, action, keeper }: { readonly from: Account; readonly action: TransferAction; readonly keeper: Ratio },
): Take | null => {
  const { rules } = venueOf(desk.state)
  const receiver = accountOf(desk.state, whole.receiver)
  const steps = whole.parts.reduce((most, { size }) => (magnitude(size) > most ? magnitude(size) : most), 0n)
  const holds = (step: Lots): boolean => {
    const after = movementsOf(desk, from, withKeeper(desk, scaled(whole, step, steps), keeper))
      .flatMap(({ changes }) => changes)
      .filter(({ account }) => account === receiver.id)
      .reduce(changeAccount, receiver)
    const { equity, requirement } = measure(rules, after, desk.state.prices, 'initial')
    return equity >= requirement
  }
  const step = action.margin === 'none' ? lots(steps) : largestHolding(lots(steps), holds)
  return step === 0n ? null : scaled(whole, step, steps)
}

const scaled = ({ receiver, parts, discount, reserves }: Take, step: bigint, steps: bigint): Take => ({
  receiver,
  parts: parts
    .map((part) => ({ ...part, size: lots(towardsZero(part.size * step, steps)) }))
    .filter(({ size }) => size !== 0n),
  discount: atoms(divide(discount * step, steps, 'up')),
  reserves: atoms((reserves * step) / steps),
})

/** The take with the keeper's share of its notional at the mark on top of the discount: ⌊⌊notional⌋ · keeper⌋ a leg. */
const withKeeper = ({ state }: Desk, take: Take, keeper: Ratio): Take => {
  if (keeper === 0n) return take
  const { rules } = venueOf(state)
  const fee = take.parts.reduce((sum, { instrument, size }) => {
    const mark = state.prices.get(instrument.id)
    if (mark === undefined) return sum
    const due = applyRatio(notional(instrument, size, mark, 'down'), keeper, 'down')
    return sum + inNumeraire(rules, state.prices, { asset: instrument.settle, atoms: due }, 'down')
  }, 0n)
  return { ...take, discount: atoms(take.discount + fee) }
}

const NO_SHARE = ratio(0n)

/** Quotient of a signed number, rounded towards zero. */
const towardsZero = (numerator: bigint, denominator: bigint): bigint => numerator / denominator

const minus = (left: readonly Part[], taken: readonly Part[]): Part[] =>
  left
    .map((part) => ({ ...part, size: lots(part.size - sizeIn(taken, part.instrument.id)) }))
    .filter(({ size }) => size !== 0n)

/** Each leg from the account as it is by then to the receiver, then the discount. A discount below zero is paid by the receiver. */
const movementsOf = ({ state }: Desk, from: Account, { receiver, parts, discount }: Take): readonly Movement[] => {
  let [giver, taker] = [from, accountOf(state, receiver)]
  const movements: Movement[] = []
  for (const { instrument, size, price } of parts) {
    const movement = takeoverMovement({ instrument, from: giver, to: taker, size, price })
    movements.push(movement)
    for (const change of movement.changes) {
      if (change.account === giver.id) giver = changeAccount(giver, change)
      else taker = changeAccount(taker, change)
    }
  }
  const asset = venueOf(state).rules.numeraire
  if (discount > 0n) movements.push(forfeitMovement({ account: from.id, to: receiver, asset, atoms: discount }))
  if (discount < 0n) movements.push(forfeitMovement({ account: receiver, to: from.id, asset, atoms: atoms(-discount) }))
  return movements
}

const carryOut = (desk: Desk, wave: Wave, { account: id, policy, outcome }: Transferring, take: Take): void => {
  const { state } = desk
  const { declaration, rules } = venueOf(state)
  const payer = declaration.house.funds.some(({ account }) => account === take.receiver) ? 'fund' : 'vault'
  const before = accountOf(state, id)
  const paid = paidBy(desk, take)
  if (paid > 0n && !isSeized(state, id)) paymentsOf(desk, wave, id)[payer] += paid
  for (const movement of movementsOf(desk, before, take)) desk.emit({ kind: 'moved', movement })
  for (const { instrument, size, price } of take.parts) {
    desk.emit({
      kind: 'budget-used',
      policy: policy.declaration.name,
      instrument: instrument.id,
      side: size > 0n ? 'sell' : 'buy',
      lots: lots(magnitude(size)),
    })
    noteHandover(desk, { leg: { account: id, instrument, price }, size, way: 'takenOver' })
    const penalty = takePenalty(desk, id, outcome.draft.penalty, {
      instrument,
      size: lots(-size),
      price,
      before,
      receiver: take.receiver,
    })
    const closed = notionalAtMark(rules, state.prices, instrument, size)
    const cost = costAgainstMark(rules, state.prices, { instrument, size: lots(-size), price })
    noteCharges(desk, id, { penalty, instrument, notional: closed, covered: atoms(cost < 0n ? -cost : 0n) })
  }
  noteDiscount(desk, id, take)
  if (isSeized(state, id)) noteSeizedLoss(desk, wave, id, payer)
}

/** What a receiver pays beyond the mark, numeraire atoms; below zero where the account gives it something. */
const paidBy = ({ state }: Desk, { parts, discount }: Take): bigint => {
  const { rules } = venueOf(state)
  return parts.reduce((sum, part) => sum + costAgainstMark(rules, state.prices, part), -discount)
}

const noteCharges = (
  desk: Desk,
  id: AccountId,
  done: {
    readonly penalty: Atoms
    readonly instrument: Instrument
    readonly notional: Atoms
    readonly covered: Atoms
  },
): void => {
  const episode = desk.state.episodes.get(id)
  if (episode === undefined) return
  const paid = afterFill(episode.memory, { closedNotional: NO_ATOMS, paid: done.penalty })
  updateEpisode(desk, { ...addCosts(episode, { penalties: done.penalty }), memory: noteClose(desk, id, paid, done) })
}

const noteDiscount = (desk: Desk, id: AccountId, { discount, reserves }: Take): void => {
  const episode = desk.state.episodes.get(id)
  if (episode === undefined || (discount === 0n && reserves === 0n)) return
  const costs = discount > 0n ? { slippage: discount } : { covered: atoms(-discount) }
  const memory = reserves === 0n ? episode.memory : afterReserved(episode.memory, reserves)
  updateEpisode(desk, addCosts({ ...episode, memory }, costs))
}
