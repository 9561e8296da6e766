import { atoms, lots, magnitude, ratioOf, type Atoms, type Lots } from '../../units/index.ts'
import type { InstrumentId, Spot } from '../../instruments/index.ts'
import { balanceOf, changeAccount, sizeIn, type Account } from '../../accounts/index.ts'
import { breaches, loanToValue, measure, owesLoan } from '../../margin/index.ts'
import { advance, enters } from '../advance.ts'
import { clipToDraft } from '../clip.ts'
import { ways } from '../holdings.ts'
import { afterAction, afterFreed, enterStage } from '../memory.ts'
import { lossesAround } from '../no-riskier.ts'
import { penaltyOnNotional } from '../penalty-rate.ts'
import { legsNotional } from '../positions.ts'
import { simulateTrade } from '../simulate-trade.ts'
import { untouchedNow } from '../untouched.ts'
import type { Draft, DraftLeg, LiquidationView, Outcome, Stage } from '../types.ts'
import { bookAfter } from './book-after.ts'

/** How stages break a law on a view, in words with numbers; null while it holds. */
type LawCheck = (stages: readonly Stage[], view: LiquidationView) => string | null

type Trade = Extract<Outcome, { kind: 'trade' }>

const neverFlips: LawCheck = (stages, view) => {
  for (const { instrument, size } of legsOf(advance(stages, view))) {
    const spot = view.rules.instruments.get(instrument)
    const wrong = spot?.kind === 'spot' ? overspent(view, spot, size) : turned(view, instrument, size)
    if (wrong !== null) return `${instrument}: trades ${size} against ${wrong}`
  }
  return null
}

const turned = (view: LiquidationView, instrument: InstrumentId, size: Lots): string | null => {
  const left = lots(sizeIn(view.account, instrument) + view.inFlight(instrument))
  return size > 0n === left > 0n || magnitude(size) > magnitude(left) ? `${left} lots` : null
}

/** Sells more than is held, or buys a whole lot more than is owed. */
const overspent = (view: LiquidationView, spot: Spot, size: Lots): string | null => {
  const held = balanceOf(view.account, spot.base) + view.inFlight(spot.id) * spot.lotAtoms
  const after = held + size * spot.lotAtoms
  return (size < 0n ? after < 0n : after >= spot.lotAtoms) ? `${held} atoms of ${spot.base}` : null
}

/** Asks the parts themselves, because the pipeline would clip what they add. */
const onlyShrinks: LawCheck = (stages, view) => {
  const outcome = advance(stages, view)
  if (!hasDraft(outcome)) return null
  const { stage, present } = presentStage(stages, view, outcome.stage)
  if (stage === undefined) return null
  const penalty = stage.penalty(present)
  const rate = penaltyOnNotional(present, penalty)
  const path = stage.direction(present, rate)
  const { step, needed } = stage.size(present, path, rate, penalty)
  const legs = path.at(step)
  const drafted = { legs, reasons: [], penalty, ...(needed === undefined ? {} : { needed }) }
  const paced = stage.pace(present, drafted).draft
  const limited = stage.limit(present, paced)
  const parts = [path.at(path.steps), legs, paced.legs, limited.legs, outcome.draft.legs]
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1]
    if (before !== undefined && sizes(clipToDraft(before, part)) !== sizes(part))
      return `part ${index} adds to ${index - 1}`
  }
  return null
}

const monotoneEscalation: LawCheck = (stages, view) => {
  const outcome = advance(stages, view)
  return 'stage' in outcome && outcome.stage < view.episode.stage
    ? `stage ${outcome.stage} after ${view.episode.stage}`
    : null
}

const noChatter: LawCheck = (stages, view) =>
  view.maintenance.equity >= 0n &&
  view.account.positions.length > 0 &&
  advance(stages, view).kind === 'restored' &&
  enters(stages, view)
    ? 'let go while a stage is due'
    : null

/** More cash, in shares of the requirement [%]. */
const RAISES = [1n, 10n, 40n, 100n]

const neverMoreWhenHealthier: LawCheck = (stages, view) => {
  const taken = takenBy(stages, view)
  for (const percent of RAISES) {
    const more = atoms((view.maintenance.requirement * percent) / 100n + 1n)
    const richer = takenBy(stages, withCash(view, more))
    if (richer > taken) return `with ${more} atoms more it takes ${richer} instead of ${taken}`
  }
  return null
}

const noGainFromSplitting: LawCheck = (stages, view) => {
  const outcome = advance(stages, view)
  if (outcome.kind !== 'trade' || outcome.timeInForce === 'FOK') return null
  const { legs } = outcome.draft
  const half = legs.map((leg): DraftLeg => ({ ...leg, size: lots(leg.size / 2n) })).filter((leg) => leg.size !== 0n)
  if (!fillsWhole(view, outcome, legs)) return null
  const again = legsOf(advance(stages, afterFills(stages, view, { trade: outcome, legs: half })))
  const split = notionalTaken(view, half) + notionalTaken(view, again)
  const oneLotEach = legsNotional(
    view,
    ways(view).map(({ instrument }) => ({ instrument, size: lots(1n), limit: null })),
  )
  const whole = notionalTaken(view, legs)
  return split > whole + oneLotEach ? `two halves take ${split}, one slice ${whole}` : null
}

const safeAfterwards: LawCheck = (stages, view) => {
  if (view.account.positions.some(({ instrument }) => view.inFlight(instrument) !== 0n)) return null
  const outcome = advance(stages, view)
  if (outcome.kind !== 'trade' || !fillsWhole(view, outcome, outcome.draft.legs)) return null
  const size = outcome.draft.reasons.find((reason) => reason.part === 'size')
  if (size?.facts['reachable'] === 'false') return null
  const after = afterFills(stages, view, { trade: outcome, legs: outcome.draft.legs })
  return stages[outcome.stage]?.until.reached(after).holds === false
    ? `equity ${after.maintenance.equity} of ${after.maintenance.requirement} after the slice`
    : null
}

const noMoreThanNeeded: LawCheck = (stages, view) => {
  const outcome = advance(stages, view)
  if (outcome.kind !== 'trade' || !fillsWhole(view, outcome, outcome.draft.legs)) return null
  const { stage, present } = presentStage(stages, view, outcome.stage)
  if (stage === undefined) return null
  const goal = stage.until.multiple ?? ratioOf('1')
  const penalty = stage.penalty(present)
  const rate = penaltyOnNotional(present, penalty)
  const path = stage.direction(present, rate)
  const { step } = stage.size(present, path, rate, penalty)
  const atGoal = (legs: readonly DraftLeg[]): boolean => {
    const { account } = simulateTrade(view, legs, rate)
    return !breaches(measure(view.rules, account, view.marks, 'maintenance'), goal)
  }
  if (step === 0n || sizes(path.at(step)) !== sizes(outcome.draft.legs)) return null
  return atGoal(path.at(step - 1n)) ? `step ${step} of ${path.steps} where ${step - 1n} would do` : null
}

const keepsHedges: LawCheck = (stages, view) => {
  if (view.account.balances.some((balance) => balance.asset !== view.rules.numeraire)) return null
  const { before, after } = lossesAround(view, legsOf(advance(stages, view)))
  return after > before ? `scenario loss ${after} after ${before}` : null
}

const CHECKS: ReadonlyMap<string, LawCheck> = new Map([
  ['never-flips', neverFlips],
  ['only-shrinks', onlyShrinks],
  ['monotone-escalation', monotoneEscalation],
  ['no-chatter', noChatter],
  ['never-more-when-healthier', neverMoreWhenHealthier],
  ['no-gain-from-splitting', noGainFromSplitting],
  ['safe-afterwards', safeAfterwards],
  ['no-more-than-needed', noMoreThanNeeded],
  ['keeps-hedges', keepsHedges],
])

/** A law without a check was asked about. */
export class UnknownLawError extends Error {
  override readonly name = 'UnknownLawError'
  constructor(law: string) {
    super(`law '${law}' is unknown; use one of ${[...CHECKS.keys()].join(', ')}`)
  }
}

/**
 * Whether the stages of a policy obey a law on one view: null when they do, else how they break it, with numbers.
 *
 * @throws UnknownLawError
 */
export const checkLaw = (law: string, stages: readonly Stage[], view: LiquidationView): string | null => {
  const check = CHECKS.get(law)
  if (check === undefined) throw new UnknownLawError(law)
  return check(stages, view)
}

const legsOf = (outcome: Outcome): readonly DraftLeg[] => (hasDraft(outcome) ? outcome.draft.legs : [])

type Drafted = Extract<Outcome, { readonly draft: Draft }>

const hasDraft = (outcome: Outcome): outcome is Drafted =>
  outcome.kind === 'trade' || outcome.kind === 'takeover' || outcome.kind === 'transfer'

/** Notional that a policy takes now: closed or sold, a debt that is bought back not counted twice; of a loan handed over, all its coins. */
const takenBy = (stages: readonly Stage[], view: LiquidationView): Atoms => {
  const outcome = advance(stages, view)
  const loan = outcome.kind === 'takeover' && owesLoan(view.rules, view.account)
  return atoms(notionalTaken(view, legsOf(outcome)) + (loan ? coinsAtMark(view) : 0n))
}

const coinsAtMark = ({ rules, account, marks }: LiquidationView): bigint => {
  const coins = account.balances.filter(({ asset }) => asset !== rules.numeraire)
  return loanToValue(rules, { ...account, balances: coins, positions: [] }, marks).collateral
}

const notionalTaken = (view: LiquidationView, legs: readonly DraftLeg[]): Atoms =>
  legsNotional(
    view,
    legs.filter(({ instrument, size }) => size < 0n || view.rules.instruments.get(instrument)?.kind !== 'spot'),
  )

const sizes = (legs: readonly DraftLeg[]): string =>
  legs
    .filter((leg) => leg.size !== 0n)
    .map((leg) => `${leg.instrument} ${leg.size}`)
    .join(', ')

const presentStage = (
  stages: readonly Stage[],
  view: LiquidationView,
  index: number,
): { readonly stage: Stage | undefined; readonly present: LiquidationView } => ({
  stage: stages[index],
  present: index === view.episode.stage ? view : { ...view, episode: enterStage(view.episode, index, view.time) },
})

/** Whether the book takes all of a slice within its limits. */
const fillsWhole = (view: LiquidationView, trade: Trade, legs: readonly DraftLeg[]): boolean =>
  simulateTrade(view, legs, penaltyOnNotional(view, trade.draft.penalty)).filled

/** The view once legs were filled from its book by an action of the outcome's stage. */
const afterFills = (
  stages: readonly Stage[],
  view: LiquidationView,
  { trade, legs }: { readonly trade: Trade; readonly legs: readonly DraftLeg[] },
): LiquidationView => {
  const { account } = simulateTrade(view, legs, penaltyOnNotional(view, trade.draft.penalty))
  const { present } = presentStage(stages, view, trade.stage)
  const after = {
    ...remeasured(view, account),
    depth: (instrument: InstrumentId) => bookAfter(view.depth(instrument), legs),
    episode: afterAction(present.episode, view.time),
  }
  const shortage = stages[trade.stage]?.until.shortage
  if (shortage === undefined) return after
  const freed = atoms(shortage(present) - shortage(after))
  return { ...after, episode: afterFreed(after.episode, freed) }
}

/** The view of the same account with more cash, which its episode has found there, if it remembers what it found. */
const withCash = (view: LiquidationView, more: Atoms): LiquidationView => {
  const { id } = view.account
  const cash = [{ asset: view.rules.numeraire, atoms: more }]
  const richer = remeasured(view, changeAccount(view.account, { account: id, cash, positions: [] }))
  if (view.episode.untouched === undefined) return richer
  return { ...richer, episode: { ...richer.episode, untouched: untouchedNow(richer) } }
}

const remeasured = (view: LiquidationView, account: Account): LiquidationView => ({
  ...view,
  account,
  maintenance: measure(view.rules, account, view.marks, 'maintenance'),
})
