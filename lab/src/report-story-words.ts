import { formatDuration, formatValue } from '@ebbline/charts'
import type { EpisodeResult, Receipt } from '@ebbline/core'
import { listed } from './report-format.ts'
import type { AccountTale, Telling } from './report-tale.ts'
import { asDecimal, BOUND_TITLES, elapsed, type ReportView } from './report-view.ts'

const money = (view: ReportView, amount: bigint): string => formatValue('money', asDecimal(view, amount))

/** Who the account is, and how it stood when the subject took it up. */
export const openingText = (view: ReportView, { subject }: AccountTale): string => {
  const first = subject.receipts[0]
  const ladder = subject.story?.ladder ?? []
  const holdings = ladder.map(({ side, instrument }) => `${side} ${instrument}`)
  const policy = subject.run.policy.name
  if (first === undefined)
    return ladder[0] === undefined
      ? `${policy} never had to act on this account; the others did.`
      : `${formatDuration(elapsed(view, ladder[0].time))} into the run ${policy} took the account up, ${listed(holdings)}, and was still at it when the run ended.`
  const health = ratio(first.equityAtStart, first.requirementAtStart)
  return [
    `${formatDuration(elapsed(view, first.started))} into the run ${policy} took the account up.`,
    holdings.length === 0 ? '' : `It was ${listed(holdings)}:`,
    `${money(view, first.notionalAtStart)} of positions on ${money(view, first.equityAtStart)} of equity,`,
    `${health} times its maintenance requirement of ${money(view, first.requirementAtStart)}.`,
    `Closing all of it at once into the book of that moment would have cost ${money(view, first.fullClose.cost)} and left ${money(view, first.fullClose.equityAfter)}${first.fullClose.fillable ? '' : '; the book was too thin to take it all'}.`,
    waited(view, subject, first),
    heldBack(first),
    `All numbers of this section: ${BOUND_TITLES[view.drawn]}.`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}

/** How long it took until something was closed, when that was not at once. */
const waited = (view: ReportView, { story }: Telling, { started }: Receipt): string => {
  const begun = story?.moments.find(({ time }) => time >= started)?.time
  const delay = begun === undefined ? 0 : begun - started
  return delay <= view.scenario.clock.batchMs ? '' : `The first closing came ${formatDuration(delay)} later.`
}

const BOUND_BY: Readonly<Record<string, string>> = {
  'allocation: participation-cap': 'the cap on what all accounts together may take of a market’s volume',
  'size: just-enough': 'no more was needed to reach the target',
  'size: fraction': 'the stage closes a part only',
  'size: tier-step': 'the step to the next tier needs no more',
}

/** What kept slices smaller than the whole position, in words. */
const heldBack = ({ bound }: Receipt): string =>
  bound.length === 0
    ? ''
    : `What kept its slices small: ${bound.map((reason) => BOUND_BY[reason] ?? reason).join('; ')}.`

const ratio = (part: bigint, whole: bigint): string =>
  whole === 0n ? '–' : formatValue('price', Math.round((Number(part) / Number(whole)) * 100) / 100)

const RESULTS: Readonly<Record<EpisodeResult, string>> = {
  restored: 'it was restored and keeps the rest of its position',
  closed: 'it was closed out',
  'taken-over': 'its position was taken over',
  deleveraged: 'its position was closed against winners',
  bankrupt: 'it was bankrupt and others had to pay',
}

const total = (receipts: readonly Receipt[], read: (receipt: Receipt) => bigint): bigint =>
  receipts.reduce((sum, receipt) => sum + read(receipt), 0n)

/** What one policy did to the account, in one sentence whose parts add up. */
export const outcomeText = (view: ReportView, { run, receipts, story }: Telling): string => {
  const { name } = run.policy
  const [first, last] = [receipts[0], receipts.at(-1)]
  if (first === undefined || last === undefined) {
    const begun = (story?.moments.length ?? 0) > 0
    return begun
      ? `Under ${name} treatment was still going on when the run ended.`
      : `Under ${name} the account was never touched.`
  }
  const ways = waysOf(view, receipts)
  const cost = total(receipts, ({ slippage, fees, penalties }) => slippage + fees + penalties)
  const episodes = receipts.length > 1 ? ` in ${receipts.length} episodes` : ''
  const steps = receipts.reduce((sum, { decisions }) => sum + decisions, 0)
  const times = `between ${formatDuration(elapsed(view, first.started))} and ${formatDuration(elapsed(view, last.ended))}`
  return [
    `Under ${name}${episodes}, ${times}, by ${steps} ${steps === 1 ? 'decision' : 'decisions'},`,
    ways === '' ? 'nothing was closed;' : `${ways};`,
    `this cost ${money(view, cost)}: slippage ${money(
      view,
      total(receipts, ({ slippage }) => slippage),
    )},`,
    `fees ${money(
      view,
      total(receipts, ({ fees }) => fees),
    )}, penalties ${money(
      view,
      total(receipts, ({ penalties }) => penalties),
    )}.`,
    `Equity went from ${money(view, first.equityAtStart)} to ${money(view, last.equityAtEnd)}, ${money(view, last.notionalAtEnd)} of positions stayed; ${RESULTS[last.result]}.`,
  ].join(' ')
}

const waysOf = (view: ReportView, receipts: readonly Receipt[]): string =>
  [
    { verb: 'was traded away in the market', sum: total(receipts, ({ traded }) => traded) },
    { verb: 'was taken over', sum: total(receipts, ({ takenOver }) => takenOver) },
    { verb: 'was closed against winners', sum: total(receipts, ({ deleveraged }) => deleveraged) },
  ]
    .filter(({ sum }) => sum > 0n)
    .map(({ verb, sum }) => `${money(view, sum)} ${verb}`)
    .join(', ')

/** How differently the policies ended with the account, in a few words. */
export const unlikeText = ({ tellings }: AccountTale): string => {
  const ends = tellings.map(
    ({ run, receipts }) => `${run.policy.name}: ${ENDS[receipts.at(-1)?.result ?? 'untouched']}`,
  )
  return `${ends.join(', ')}.`
}

/** How an episode ended, in a word or two. */
export const ENDS: Readonly<Record<EpisodeResult | 'untouched', string>> = {
  restored: 'restored',
  closed: 'closed out',
  'taken-over': 'taken over',
  deleveraged: 'deleveraged',
  bankrupt: 'bankrupt',
  untouched: 'not closed out',
}
