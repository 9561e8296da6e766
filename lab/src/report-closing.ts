import { causeColour, formatDuration, formatValue, laneChart, type BarLane, type Figure } from '@ebbline/charts'
import { binned, binsOver } from './report-thin.ts'
import { rulesOf } from './report-time.ts'
import { elapsed, runsUnder, type ReportView } from './report-view.ts'
import { CLOSING_CAUSES, type ClosingCause, type Sample } from './series.ts'

/** Words and colours of the ways of closing; what the house sells of its own is no closing of a customer. */
const WAYS: Readonly<Record<ClosingCause, { readonly name: string; readonly colour: string }>> = {
  slice: { name: 'slice in the market', colour: causeColour('slice') },
  close: { name: 'full close in the market', colour: causeColour('full-close') },
  takeover: { name: 'taken over by a fund', colour: causeColour('takeover') },
  vault: { name: 'taken over by the vault', colour: causeColour('vault') },
  backstop: { name: 'taken over by a backstop', colour: causeColour('backstop') },
  adl: { name: 'deleveraged against winners', colour: causeColour('adl') },
  unwind: { name: 'house unwinding', colour: 'var(--faint)' },
}

const BARS_MAX = 120

/** From here on lanes are low, so that all of them can be compared without scrolling. */
const MANY = 6

/** Forced closing by cause over the whole run, and where most of it happens at once, those minutes again batch by batch. */
export const closingFigures = (view: ReportView): readonly Figure[] => {
  const whole: Span = { start: 0, end: view.scenario.clock.horizonSec * 1000 }
  const rush = rushOf(view)
  return [
    closingFigure(view, whole, {
      id: 'closing',
      title: 'Forced closing through time, by cause',
      caption: `${heldBackText(view)} Grey is the house selling what it took over: it moves the price too, but closes no customer. Taken-over positions therefore show twice, once when they change hands and once when they are sold.`,
    }),
    ...(rush === null
      ? []
      : [
          closingFigure(view, rush, {
            id: 'rush',
            title: `The busiest ${formatDuration(rush.end - rush.start)}, batch by batch`,
            caption: 'More than half of all closing falls into this stretch.',
          }),
        ]),
  ]
}

interface Span {
  readonly start: number
  readonly end: number
}

/** Batches before and after the fullest one that are looked at closer. */
const RUSH = { before: 6, after: 30 } as const

/** The stretch around the fullest batch when it is short against the run and holds over half of all closing; else null. */
const rushOf = (view: ReportView): Span | null => {
  const { batchMs, horizonSec } = view.scenario.clock
  const totals = new Map<number, number>()
  for (const { outcome } of runsUnder(view, view.drawn))
    for (const sample of outcome.series.samples) {
      const time = elapsed(view, sample.time)
      totals.set(time, (totals.get(time) ?? 0) + totalOf(sample))
    }
  const [peak] = [...totals].toSorted((a, b) => b[1] - a[1])
  if (peak === undefined || peak[1] === 0) return null
  const start = Math.max(0, peak[0] - RUSH.before * batchMs)
  const end = Math.min(horizonSec * 1000, peak[0] + RUSH.after * batchMs)
  const all = [...totals].reduce((sum, [, amount]) => sum + amount, 0)
  const inside = [...totals].reduce((sum, [time, amount]) => (within({ start, end }, time) ? sum + amount : sum), 0)
  return (end - start) * 5 < horizonSec * 1000 && inside * 2 > all ? { start, end } : null
}

/** A sample stands at the end of its batch. */
const within = ({ start, end }: Span, time: number): boolean => time > start && time <= end

/** What was closed of customers in a batch. */
const totalOf = ({ forced }: Sample): number =>
  CLOSING_CAUSES.reduce((sum, cause) => (cause === 'unwind' ? sum : sum + forced[cause]), 0)

interface Words {
  readonly id: string
  readonly title: string
  readonly caption: string
}

const closingFigure = (view: ReportView, span: Span, words: Words): Figure => {
  const bins = binsOver({ ...span, step: view.scenario.clock.batchMs, most: BARS_MAX })
  const lanes = runsUnder(view, view.drawn).map((run): BarLane => {
    const samples = run.outcome.series.samples.filter(({ time }) => {
      const at = elapsed(view, time)
      return span.start === 0 ? at <= span.end : within(span, at)
    })
    return {
      kind: 'bars',
      title: run.policy.name,
      heightPx: view.policies.length > MANY ? 52 : 100,
      y: { kind: 'linear', format: 'money', unit: 'USD' },
      starts: bins.starts,
      barWidth: bins.width,
      parts: CLOSING_CAUSES.map((cause) => ({
        ...WAYS[cause],
        values: binned(bins, samples, {
          x: ({ time }) => elapsed(view, time) - 1,
          amount: ({ forced }) => forced[cause],
        }),
      })),
    }
  })
  return laneChart({
    ...words,
    subtitle: `Notional closed in each ${formatDuration(bins.width)}, one lane a policy, one scale for all`,
    x: { kind: 'elapsed-ms', domain: [span.start, span.end] },
    rules: rulesOf(view.scenario),
    lanes,
  })
}

const HELD_BACK = 'allocation: '

/** How many episodes got less than they asked for because all accounts together were held to a budget. */
const heldBackText = (view: ReportView): string => {
  const counts = runsUnder(view, view.drawn).map(({ policy, outcome: { receipts } }) => {
    const held = receipts.filter(({ bound }) => bound.some((reason) => reason.startsWith(HELD_BACK))).length
    return `${policy.name} ${formatValue('count', held)} of ${formatValue('count', receipts.length)}`
  })
  return `Episodes in which a budget shared by all accounts held slices back: ${counts.join(', ')}.`
}
