import type { Receipt } from '@ebbline/core'
import type { ReportRun } from './report-input.ts'
import { runIn, runsUnder, type ReportView } from './report-view.ts'
import type { Story } from './stories.ts'
import { SUBJECT } from './verdicts.ts'

/** One account under one policy: what was recorded of it there. */
export interface Telling {
  readonly run: ReportRun
  readonly story: Story | undefined
  readonly receipts: readonly Receipt[]
}

/** One account under every policy; `subject` is the telling that the ladder and the book are drawn from. */
export interface AccountTale {
  readonly account: string
  readonly subject: Telling
  readonly tellings: readonly Telling[]
}

/**
 * The followed account whose story shows most: restored under the subject (`soft`, else the last policy) if there is one, then
 * closed in part (a twentieth to nine tenths, one slice at least a fiftieth), then treated under most policies, then most moments, then first in the list of followed accounts.
 */
export const chooseTale = (view: ReportView): AccountTale | null => {
  const subject = runIn(view, SUBJECT, view.drawn) ?? runsUnder(view, view.drawn).at(-1)
  if (subject === undefined) return null
  const ranked = subject.outcome.stories
    .map((story) => ({ story, tale: taleOf(view, subject, story.account) }))
    .filter(({ tale }) => tale.tellings.some(({ receipts }) => receipts.length > 0))
    .map((each) => ({ ...each, score: scoreOf(each.tale) }))
    .toSorted((a, b) => byScore(b.score, a.score))
  return ranked[0]?.tale ?? null
}

const taleOf = (view: ReportView, subject: ReportRun, account: string): AccountTale => {
  const tell = (run: ReportRun): Telling => ({
    run,
    story: run.outcome.stories.find((story) => story.account === account),
    receipts: run.outcome.receipts.filter((receipt) => receipt.account === account),
  })
  return { account, subject: tell(subject), tellings: runsUnder(view, view.drawn).map(tell) }
}

const scoreOf = ({ subject, tellings }: AccountTale): readonly number[] => [
  subject.receipts.at(-1)?.result === 'restored' && momentsOf(subject) > 1 ? 1 : 0,
  wasPartial(subject) ? 1 : 0,
  tellings.filter((telling) => momentsOf(telling) > 0).length,
  momentsOf(subject),
]

/** A story of slices closes enough to be seen and leaves enough to be kept. */
const wasPartial = ({ receipts, story }: Telling): boolean => {
  const first = receipts[0]
  const book = story?.book ?? null
  if (book === null || book.granted * 50 < book.position) return false
  const closed = receipts.reduce((sum, receipt) => sum + receipt.closedNotional, 0n)
  return first !== undefined && closed * 20n >= first.notionalAtStart && closed * 10n <= first.notionalAtStart * 9n
}

const momentsOf = ({ story }: Telling): number => new Set(story?.moments.map(({ time }) => time)).size

const byScore = (a: readonly number[], b: readonly number[]): number =>
  a.map((value, at) => value - (b[at] ?? 0)).find((difference) => difference !== 0) ?? 0
