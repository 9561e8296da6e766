import type { Position, Receipt, TimeMs } from '@ebbline/core'
import { duration, elapsed, utc } from '../text/quantity.ts'
import type { DecisionStory } from './decision.ts'
import { decisionLines } from './tell-decision.ts'
import { happeningInWords, type Telling } from './tell-event.ts'
import type { Chapter, Happening, Story } from './story.ts'
import { wordsOf, type Words } from './words.ts'

/** The whole story of an account, from the first trigger to the last receipt. */
export const storyLines = (story: Story): readonly string[] => {
  const telling = tellingOf(story)
  const chapters = story.chapters.flatMap((chapter, index) => [
    '',
    ...chapterLines(telling, story, chapter, `Treatment ${index + 1} of ${story.chapters.length}`),
  ])
  const untouched =
    chapters.length === 0 ? ['', 'It was never treated: its health never fell to a level of its policy.'] : []
  const between = happeningLines(telling, story.started, story.between)
  const others = between.length === 0 ? [] : ['', 'What came from others', ...between]
  return [...headLines(telling, story), ...untouched, ...chapters, ...others]
}

const chapterLines = (telling: Telling, story: Story, chapter: Chapter, title: string): readonly string[] => {
  const { episode, receipt, happenings } = chapter
  const { words } = telling
  const at = episode.memory.started
  return [
    `${title}: ${utc(at)} UTC, ${elapsed(at - story.started).slice(1)} into the run, policy ${episode.policy}`,
    `  trigger: equity ${words.money(episode.equityAtStart)} against a maintenance requirement of ` +
      `${words.money(episode.requirementAtStart)}, with ${words.money(episode.notionalAtStart)} of notional`,
    ...happeningLines(telling, story.started, happenings),
    ...(receipt === null ? ['  still open when the run ended'] : receiptLines(words, receipt)),
    ...counterfactualLines(words, chapter),
  ]
}

/** One decision alone, with its orders, fills and payments. */
export const decisionStoryLines = (
  story: Story,
  { decision, chapter, happenings }: DecisionStory,
): readonly string[] => [
  `Account ${story.account.id}, treatment ${chapter.index} of ${chapter.count}, ${utc(decision.time)} UTC`,
  ...happeningLines(tellingOf(story), story.started, happenings),
  '',
  `The whole story: ebb explain RUN ${story.account.id}`,
]

/** Whom a story is about, and its venue's words. */
const tellingOf = (story: Story): Telling => ({
  account: story.account.id,
  venue: story.venue,
  words: wordsOf(story.venue),
})

/** Happenings in lines, each with the time since the run's start; the time is said once. */
const happeningLines = (telling: Telling, started: TimeMs, happenings: readonly Happening[]): readonly string[] => {
  const lines: string[] = []
  let last = ''
  for (const happening of happenings) {
    const told = linesOf(telling, happening)
    if (told.length === 0) continue
    const time = elapsed(happening.time - started)
    const shown = time === last ? ' '.repeat(time.length) : time
    lines.push(...told.map((line, index) => `  ${index === 0 ? shown : ' '.repeat(time.length)}  ${line}`))
    last = time
  }
  return lines
}

const linesOf = (telling: Telling, happening: Happening): readonly string[] => {
  if (happening.event.kind === 'decided') return decisionLines(telling.words, happening.event.decision)
  const line = happeningInWords(telling, happening)
  return line === '' ? [] : [line]
}

const headLines = ({ words }: Telling, { account }: Story): readonly string[] => {
  const cash = account.balances.map(({ asset, atoms }) => words.amount(asset, atoms))
  const positions = account.positions.map((position) => positionInWords(words, position))
  const count = account.orders.length
  const orders = count === 0 ? [] : [count === 1 ? 'one resting order' : `${count} resting orders`]
  return [
    `Account ${account.id}${account.owner === account.id ? '' : `, owner ${account.owner}`}: ${account.kind}, ${account.mode}`,
    `At the start of the run it held ${[...cash, ...positions, ...orders].join('; ') || 'nothing'}.`,
  ]
}

const positionInWords = (words: Words, { instrument, size }: Position): string =>
  `${size > 0n ? 'long' : 'short'} ${words.size(instrument, size)} of ${instrument}`

/** The receipt as a sum that adds up to the atom. */
const receiptLines = (words: Words, receipt: Receipt): readonly string[] => {
  const rows = [
    ['  equity at start', words.column(receipt.equityAtStart)],
    ['+ market move', words.column(receipt.marketMove)],
    ['- slippage', words.column(receipt.slippage)],
    ['- fees', words.column(receipt.fees)],
    ['- penalties', words.column(receipt.penalties)],
    ['+ paid by others', words.column(receipt.covered)],
    ['= equity at end', words.column(receipt.equityAtEnd)],
  ] as const
  const width = Math.max(...rows.map(([, amount]) => amount.length))
  return [
    `  receipt: ${RESULTS[receipt.result]} after ${duration(receipt.ended - receipt.started)}, decisions: ${receipt.decisions} (${words.numeraire})`,
    ...rows.map(([label, amount]) => `      ${label.padEnd(18)} ${amount.padStart(width)}`),
    `  closed ${words.money(receipt.closedNotional)} of notional: ${words.money(receipt.traded)} traded, ` +
      `${words.money(receipt.takenOver)} taken over, ${words.money(receipt.deleveraged)} deleveraged`,
    `  left: ${words.money(receipt.notionalAtEnd)} of notional, requirement ${words.money(receipt.requirementAtEnd)}`,
    `  what made slices smaller: ${receipt.bound.length === 0 ? 'nothing' : receipt.bound.join('; ')}`,
  ]
}

const RESULTS: Readonly<Record<Receipt['result'], string>> = {
  restored: 'restored, positions kept',
  closed: 'closed out by trades, no debt left',
  'taken-over': 'positions taken over by the house',
  deleveraged: 'positions closed against other accounts',
  bankrupt: 'bankrupt, others had to pay',
}

const counterfactualLines = (words: Words, { episode, receipt }: Chapter): readonly string[] => {
  const { cost, equityAfter, fillable } = (receipt ?? episode).fullClose
  const book = fillable
    ? 'the book could take all of it'
    : 'the book could not take all of it; the rest is priced at its last level'
  return [
    `  had everything been closed at the trigger at once: cost ${words.money(cost)}, ` +
      `equity after it ${words.money(equityAfter)}; ${book}`,
  ]
}
