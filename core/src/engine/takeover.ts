import { lots, RATIO_ONE, ratioOf, atoms, NO_ATOMS, type Lots } from '../units/index.ts'
import { changeAccount, type Account, type AccountChange, type AccountId } from '../accounts/index.ts'
import { bankruptcyPrices } from '../margin/index.ts'
import { afterFill, type DraftLeg } from '../liquidation/index.ts'
import { largestHolding, takeoverMovement } from '../settlement/index.ts'
import type { CompiledPolicy, WaterfallStep } from '../policy/index.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addCosts } from './episode.ts'
import { allowed } from './guards.ts'
import { accountOf, venueOf } from './state.ts'
import { costAgainstMark, notionalAtMark } from './valuation.ts'
import { measureNow } from './view.ts'
import { gross, paymentsOf, signed, slippageOrCover, type Demand, type Wave } from './wave.ts'

interface Handover {
  readonly account: AccountId
  readonly legs: readonly DraftLeg[]
  readonly policy: CompiledPolicy
}

/** One leg on its way down the waterfall. */
type Leg = Omit<Demand, 'size' | 'rule'>

/**
 * Hands positions over at their bankruptcy prices, down the policy's waterfall. A fund or vault takes at once no more than
 * its own equity or margin allows; what is left for deleveraging waits for the end of the round, where all such positions
 * are allotted together.
 *
 * @returns whether the account should be looked at again at once: something moved and nothing waits.
 */
export const takeOver = (desk: Desk, wave: Wave, handover: Handover): boolean => {
  const { state } = desk
  const { rules } = venueOf(state)
  const account = accountOf(state, handover.account)
  paymentsOf(desk, wave, account.id)
  const prices = bankruptcyPrices(rules, account, state.prices)
  const waiting = wave.demands.length
  let moved = false
  for (const wanted of handover.legs) {
    const instrument = rules.instruments.get(wanted.instrument)
    const price = prices.get(wanted.instrument)
    if (instrument === undefined || price === undefined) continue
    const leg: Leg = { account: account.id, instrument, price: price.safe }
    let left = lots(-wanted.size)
    for (const step of handover.policy.declaration.waterfall) {
      if (left === 0n) break
      const taken = walk(desk, wave, { leg, step, size: left })
      moved ||= taken !== 0n
      left = lots(left - taken)
    }
  }
  return moved && wave.demands.length === waiting
}

interface Walk {
  readonly leg: Leg
  readonly step: WaterfallStep
  readonly size: Lots
}

const walk = (desk: Desk, wave: Wave, { leg, step, size }: Walk): Lots => {
  switch (step.step) {
    case 'fund': {
      const fund = venueOf(desk.state).funds.get(leg.instrument.id)
      if (fund === undefined || fund === leg.account) return lots(0n)
      return give(desk, wave, leg, { receiver: fund, size, cover: 0n, payer: 'fund' })
    }
    case 'vault': {
      const { vault } = venueOf(desk.state).declaration.house
      if (vault === null || vault === leg.account) return lots(0n)
      return give(desk, wave, leg, { receiver: vault, size, cover: ratioOf(step.cover), payer: 'vault' })
    }
    case 'backstop': {
      let left = size
      for (const receiver of venueOf(desk.state).declaration.house.backstops ?? []) {
        if (receiver === leg.account || left === 0n) continue
        const given = give(desk, wave, leg, { receiver, size: left, cover: ratioOf(step.cover), payer: 'vault' })
        left = lots(left - given)
      }
      return lots(size - left)
    }
    case 'adl':
      if (!allowed(desk.state, leg.instrument.id, 'deleverage')) return lots(0n)
      wave.demands.push({ ...leg, size, rule: step.rule })
      return size
    case 'socialise':
      return lots(0n)
  }
}

interface Gift {
  readonly receiver: AccountId
  readonly size: Lots
  /** Multiple of its maintenance requirement that the receiver's equity must still reach, 1e-18; 0: equity not negative. */
  readonly cover: bigint
  readonly payer: 'fund' | 'vault'
}

const give = (desk: Desk, wave: Wave, leg: Leg, { receiver, size, cover, payer }: Gift): Lots => {
  const { state } = desk
  const from = accountOf(state, leg.account)
  const to = accountOf(state, receiver)
  const movementOf = (quantity: Lots) =>
    takeoverMovement({ instrument: leg.instrument, from, to, size: signed(quantity, size), price: leg.price })
  const holds = (quantity: Lots): boolean => {
    const after = measureNow(state, afterChanges(to, movementOf(quantity).changes))
    return after.equity >= 0n && after.equity * RATIO_ONE >= cover * after.requirement
  }
  const quantity = largestHolding(gross(size), holds)
  if (quantity === 0n) return lots(0n)
  const taken = signed(quantity, size)
  desk.emit({ kind: 'moved', movement: movementOf(quantity) })
  bookHandover(desk, wave, { leg, size: taken, payer, way: 'takenOver' })
  return taken
}

/** A part of a leg that has just changed hands at the leg's price. */
export interface Handed {
  readonly leg: Leg
  readonly size: Lots
  readonly payer: 'fund' | 'vault' | 'adl'
  readonly way: 'takenOver' | 'deleveraged'
}

/** Books who paid for a handed part, and what the account's episode remembers of it. */
export const bookHandover = (desk: Desk, wave: Wave, { leg, size, payer, way }: Handed): void => {
  const { state } = desk
  const { rules } = venueOf(state)
  const { instrument, price } = leg
  paymentsOf(desk, wave, leg.account)[payer] += costAgainstMark(rules, state.prices, { instrument, size, price })
  noteHandover(desk, { leg, size, way })
}

/** Tells the episode of an account what a handed part cost it, or what it was paid for it beyond the mark. */
export const noteHandover = (desk: Desk, { leg, size, way }: Omit<Handed, 'payer'>): void => {
  const { state } = desk
  const { rules } = venueOf(state)
  const { instrument, price } = leg
  const episode = state.episodes.get(leg.account)
  if (episode === undefined) return
  const value = notionalAtMark(rules, state.prices, instrument, size)
  const cost = costAgainstMark(rules, state.prices, { instrument, size: lots(-size), price })
  const added = addCosts(episode, { ...slippageOrCover(cost), [way]: atoms(value) })
  const memory = afterFill(added.memory, { closedNotional: value, paid: NO_ATOMS })
  updateEpisode(desk, { ...added, memory })
}

const afterChanges = (account: Account, changes: readonly AccountChange[]): Account =>
  changes.filter((change) => change.account === account.id).reduce(changeAccount, account)
