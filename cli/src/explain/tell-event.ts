import {
  atoms,
  type AccountId,
  type Atoms,
  type Cause,
  type EngineEvent,
  type Movement,
  type VenueDeclaration,
} from '@ebbline/core'
import type { Happening } from './story.ts'
import type { Words } from './words.ts'

/** Whom a happening is told about, and the venue's words. */
export interface Telling {
  readonly account: AccountId
  readonly venue: VenueDeclaration
  readonly words: Words
}

/** One happening in plain words; empty when it adds nothing to what was said before. Decisions are told elsewhere. */
export const happeningInWords = (telling: Telling, happening: Happening): string => {
  const { event } = happening
  switch (event.kind) {
    case 'order-sent': {
      const { order } = event.live
      const leg = { instrument: order.instrument, size: order.size, limit: order.limit }
      const trade = telling.words.trade(leg).replace(/^\w+/, order.side)
      return `order ${order.id}: ${trade}, ${order.timeInForce}`
    }
    case 'order-done':
      return event.outcome === 'filled' ? '' : `order ${event.order}: the rest was ${event.outcome}`
    case 'order-dropped':
      return `resting order ${event.order} was cancelled by the ${event.by}`
    case 'shortfall':
      return shortfallInWords(telling, event)
    case 'moved':
      return movementInWords(telling, event.movement, happening)
    case 'refused':
      return `${event.command} was refused: ${event.reason}`
    case 'decided':
    case 'episode-started':
    case 'episode-updated':
    case 'episode-ended':
    case 'opened':
    case 'observed':
    case 'order-put':
    case 'order-updated':
    case 'budget-used':
    case 'tiers-set':
    case 'accrued':
    case 'delisted':
      return ''
  }
}

const shortfallInWords = ({ words }: Telling, event: Extract<EngineEvent, { kind: 'shortfall' }>): string => {
  const payers: readonly (readonly [string, Atoms])[] = [
    ['the insurance fund', event.fund],
    ['the vault', event.vault],
    ['deleveraged accounts', event.adl],
    ['all others together', event.socialised],
    ['nobody', event.unmet],
    ['rounding', event.dust],
  ]
  const paid = payers.filter(([, share]) => share !== 0n).map(([who, share]) => `${words.money(share)} by ${who}`)
  return `it was ${words.money(event.atoms)} below zero: borne ${paid.length === 0 ? 'by nobody' : paid.join(', ')}`
}

const movementInWords = (telling: Telling, movement: Movement, happening: Happening): string => {
  const { cause } = movement
  const { words, account } = telling
  switch (cause.kind) {
    case 'fill':
      return fillInWords(telling, cause, happening)
    case 'takeover':
      return takeoverInWords(telling, cause, happening)
    case 'adl':
      return adlInWords(telling, cause, happening)
    case 'fee':
      return cause.account === account ? `fee ${words.amount(cause.asset, cause.atoms)}` : ''
    case 'penalty':
      return `penalty ${words.amount(cause.asset, cause.atoms)} ${cause.account === account ? `to ${cause.to}` : `from ${cause.account}`}`
    case 'forfeit':
      return cause.account === account
        ? `handed ${words.amount(cause.asset, cause.atoms)} over to ${cause.to}`
        : `got ${words.amount(cause.asset, cause.atoms)} that ${cause.account} handed over`
    case 'burn':
      return `penalty ${words.amount(cause.asset, cause.atoms)} burned`
    case 'fund-payment':
      return cause.account === account
        ? `${cause.from} paid ${words.amount(cause.asset, cause.atoms)} of its loss`
        : `it paid ${words.amount(cause.asset, cause.atoms)} to ${cause.account}`
    case 'seizure':
      return `${cause.receiver} took ${words.amount(cause.asset, cause.atoms)} of collateral of ${cause.account}`
    case 'socialised':
      return cause.account === account
        ? `all others together paid ${words.amount(cause.asset, cause.atoms)} into it`
        : `its share of the loss of ${cause.account}: ${cashOf(telling, movement)}`
    case 'funding':
      return `funding of ${cause.instrument}: ${cashOf(telling, movement)}`
    case 'interest':
      return `interest on ${cause.asset}: ${cashOf(telling, movement)}`
    case 'expiry':
      return `${cause.instrument} was settled at ${words.price(cause.instrument, cause.price)}`
    case 'deposit':
    case 'withdrawal':
      return `${cause.kind}: ${cashOf(telling, movement)}`
    case 'genesis':
      return ''
  }
}

const cashOf = ({ account, words }: Telling, { changes }: Movement): string => {
  const moved = changes.filter((change) => change.account === account).flatMap((change) => change.cash)
  return moved.length === 0 ? 'no cash' : moved.map((cash) => words.amount(cash.asset, atoms(cash.atoms))).join(', ')
}

type Of<K extends Cause['kind']> = Extract<Cause, { kind: K }>

const markIn = ({ words }: Telling, instrument: string, { marks }: Happening): string => {
  const mark = marks.get(instrument)
  return mark === undefined ? '' : ` (mark ${words.price(instrument, mark)})`
}

const fillInWords = (telling: Telling, cause: Of<'fill'>, happening: Happening): string => {
  const { words, account } = telling
  const isTaker = cause.taker === account
  const verb = cause.size > 0n === isTaker ? 'bought' : 'sold'
  const [order, other] = isTaker ? [cause.takerOrder, cause.maker] : [cause.makerOrder, cause.taker]
  const price = words.price(cause.instrument, cause.price)
  const size = words.size(cause.instrument, cause.size)
  const own = isTaker ? '' : 'its resting order filled: '
  return `${own}${verb} ${size} of ${cause.instrument} at ${price}${markIn(telling, cause.instrument, happening)}, order ${order}, against ${other}`
}

const takeoverInWords = (telling: Telling, cause: Of<'takeover'>, happening: Happening): string => {
  const { words, account } = telling
  const price = words.price(cause.instrument, cause.price)
  const what = `${cause.size > 0n ? 'a long' : 'a short'} of ${words.size(cause.instrument, cause.size)} of ${cause.instrument}`
  const where = `at ${price}${markIn(telling, cause.instrument, happening)}`
  return cause.account === account
    ? `${cause.receiver} took over ${what} ${where}`
    : `it took over ${what} from ${cause.account} ${where}`
}

const adlInWords = (telling: Telling, cause: Of<'adl'>, happening: Happening): string => {
  const { words, account, venue } = telling
  const price = words.price(cause.instrument, cause.price)
  const size = words.size(cause.instrument, cause.size)
  const where = `at ${price}${markIn(telling, cause.instrument, happening)}`
  if (cause.account === account)
    return `${size} of ${cause.instrument} was closed against ${cause.counterparty} ${where}`
  return (
    `auto-deleveraging closed ${size} of its ${cause.instrument} ${where} for ${cause.account}; ` +
    `chosen by the rule ${adlRuleFor(venue, cause.account)}`
  )
}

/** The deleveraging rule that the policy of an account names, with that policy. */
const adlRuleFor = (venue: VenueDeclaration, account: AccountId): string => {
  const { house, policy, policies } = venue
  const isHouse =
    account === house.vault ||
    house.backstops?.includes(account) === true ||
    house.funds.some((fund) => fund.account === account)
  const own = policy.accounts.find((entry) => entry.account === account)?.policy
  const name = own ?? (isHouse ? policy.house : policy.traders)
  const rules = policies
    .filter((declaration) => declaration.name === name)
    .flatMap(({ waterfall }) => waterfall.flatMap((step) => (step.step === 'adl' ? [step.rule] : [])))
  return `${rules.length === 0 ? 'unknown' : rules.join(', ')} of policy ${name}`
}
