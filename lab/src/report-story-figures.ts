import {
  causeColour,
  depthChart,
  formatDuration,
  formatValue,
  ladderChart,
  laneChart,
  lineChart,
  themeColour,
  type EventMark,
  type Figure,
  type LineLane,
  type Shape,
  type Tone,
  type Zone,
} from '@ebbline/charts'
import type { AccountTale, Telling } from './report-tale.ts'
import { binsOver, thinned, type LinePoint } from './report-thin.ts'
import { BOUND_TITLES, elapsed, type ReportView } from './report-view.ts'
import type { TrackPoint } from './series.ts'
import type { StoryBook, StoryLadder, StoryMoment, StoryRung } from './stories.ts'

type Span = readonly [start: number, end: number]

/** From a little before the first trigger under any policy to a while after the last end. */
const spanOf = (view: ReportView, { tellings }: AccountTale): Span => {
  const horizon = view.scenario.clock.horizonSec * 1000
  const times = tellings.flatMap(({ receipts, story }) => [
    ...receipts.flatMap(({ started, ended }) => [elapsed(view, started), elapsed(view, ended)]),
    ...(story?.moments ?? []).map(({ time }) => elapsed(view, time)),
  ])
  const [first, last] = [Math.min(horizon, ...times), Math.max(0, ...times)]
  const room = Math.max(view.scenario.clock.batchMs * 12, (last - first) * 0.15)
  return [Math.max(0, first - room), Math.min(horizon, last + room)]
}

const courseOf = (
  view: ReportView,
  { run }: Telling,
  course: { readonly account: string; readonly span: Span; readonly read: (point: TrackPoint) => number },
): readonly LinePoint[] => {
  const { tracked, samples } = run.outcome.series
  const at = tracked.indexOf(course.account)
  const points = samples.flatMap((sample): readonly LinePoint[] => {
    const point = sample.tracked[at]
    const time = elapsed(view, sample.time)
    return point === undefined || time < course.span[0] || time > course.span[1] ? [] : [[time, course.read(point)]]
  })
  return thinned(points)
}

const KINDS: Readonly<
  Record<StoryMoment['kind'], { readonly name: string; readonly colour: string; readonly shape: Shape }>
> = {
  trade: { name: 'closed in the market', colour: causeColour('full-close'), shape: 'circle' },
  takeover: { name: 'taken over', colour: causeColour('takeover'), shape: 'diamond' },
  adl: { name: 'deleveraged against winners', colour: causeColour('adl'), shape: 'triangle' },
}

const MARKS_MAX = 60

/** Marks on the equity line, one a kind and stretch of time, with what they closed together. */
const marksOf = (
  view: ReportView,
  telling: Telling,
  equity: readonly LinePoint[],
  span: Span,
): readonly EventMark[] => {
  const { batchMs } = view.scenario.clock
  const bins = binsOver({ start: span[0], end: span[1], step: batchMs, most: MARKS_MAX })
  const joined = new Map<
    string,
    { readonly kind: StoryMoment['kind']; readonly x: number; sum: number; fills: number }
  >()
  for (const { kind, time, notional } of telling.story?.moments ?? []) {
    const x = elapsed(view, time)
    const key = `${kind} ${bins.of(x)}`
    const known = joined.get(key) ?? { kind, x, sum: 0, fills: 0 }
    known.sum += notional
    known.fills += 1
    joined.set(key, known)
  }
  return [...joined.values()].map(({ kind, x, sum, fills }) => ({
    ...KINDS[kind],
    x,
    y: heightAt(equity, x),
    tooltip: `${formatValue('money', sum)}${fills > 1 ? ` in ${fills} parts` : ''}`,
  }))
}

const heightAt = (line: readonly LinePoint[], x: number): number =>
  (line.findLast(([at]) => at <= x) ?? line[0])?.[1] ?? 0

/** Equity against requirement under each policy: small multiples on one axis and one scale. */
export const courseFigure = (view: ReportView, tale: AccountTale): Figure | null => {
  const span = spanOf(view, tale)
  const drawn = tale.tellings.map((telling) => {
    const course = { account: tale.account, span }
    const equity = courseOf(view, telling, { ...course, read: (point) => point.equity })
    const requirement = courseOf(view, telling, { ...course, read: (point) => point.requirement })
    return { telling, equity, requirement }
  })
  if (drawn.some(({ equity }) => equity.length === 0)) return null
  const heights = drawn.flatMap(({ equity, requirement }) => [...equity, ...requirement].map(([, y]) => y))
  const [low, high] = [Math.min(0, ...heights), Math.max(...heights)]
  const room = (high - low || 1) * 0.05
  return laneChart({
    id: 'course',
    title: 'Equity against requirement, with every forced closing',
    subtitle: `Maintenance requirement dashed; shaded where equity is below it; same scale for all, ${BOUND_TITLES[view.drawn]}`,
    x: { kind: 'elapsed-ms', domain: span },
    lanes: drawn.map(({ telling, equity, requirement }): LineLane => ({
      kind: 'lines',
      title: telling.run.policy.name,
      heightPx: 120,
      y: { kind: 'linear', format: 'money', unit: 'USD', domain: [low === 0 ? 0 : low - room, high + room] },
      series: [
        { name: 'requirement', colour: themeColour('muted'), dash: '5 3', points: requirement },
        { name: 'equity', colour: view.styleOf(telling.run.policy.name).colour, points: equity },
      ],
      shortfalls: [{ name: 'under requirement', colour: themeColour('danger'), line: 'equity', limit: 'requirement' }],
      marks: marksOf(view, telling, equity, span),
    })),
  })
}

/** What is left of the position under each policy. */
export const positionFigure = (view: ReportView, tale: AccountTale): Figure | null => {
  const span = spanOf(view, tale)
  const series = tale.tellings.map((telling) => ({
    name: telling.run.policy.name,
    ...view.styleOf(telling.run.policy.name),
    points: courseOf(view, telling, { account: tale.account, span, read: ({ notional }) => notional }),
  }))
  if (series.some(({ points }) => points.length === 0)) return null
  return lineChart({
    id: 'position',
    title: 'What is left of its positions',
    subtitle: 'Gross notional at mark; it falls with the price too',
    x: { kind: 'elapsed-ms', domain: span },
    y: { kind: 'linear', format: 'money', unit: 'USD', zero: 'include' },
    heightPx: 190,
    series,
  })
}

/** What lies behind each level, and how serious it is. */
const BEYOND: Readonly<Record<StoryRung['opens'], { readonly name: string; readonly tone: Tone }>> = {
  band: { name: 'early band', tone: 'soft' },
  maintenance: { name: 'under maintenance', tone: 'maintenance' },
  'last-stage': { name: 'last stage', tone: 'backstop' },
  bankruptcy: { name: 'bankrupt', tone: 'bankrupt' },
}

type Level = StoryRung & { readonly price: number }

const levelsOf = ({ rungs, side }: StoryLadder): readonly Level[] =>
  rungs
    .flatMap(({ name, opens, price }) => (price === null || price <= 0 ? [] : [{ name, opens, price }]))
    .toSorted((a, b) => (side === 'long' ? b.price - a.price : a.price - b.price))

const zonesOf = (levels: readonly Level[], side: StoryLadder['side']): readonly Zone[] => {
  const prices: readonly (number | null)[] = [null, ...levels.map(({ price }) => price), null]
  return prices.slice(1).map((outer, at) => {
    const inner = prices[at] ?? null
    const entered = levels[at - 1]
    const zone = entered === undefined ? { name: 'safe', tone: 'safe' as const } : BEYOND[entered.opens]
    return {
      ...zone,
      priceFrom: side === 'long' ? outer : inner,
      priceTo: side === 'long' ? inner : outer,
    }
  })
}

const TRAIL_MAX = 120

/** The last stretch of a way that stays within `reach` of where it ends: farther points would squeeze what matters. */
const nearEnd = (way: readonly LinePoint[], end: number, reach: number): readonly LinePoint[] => {
  const far = way.findLastIndex(([, price]) => Math.abs(price - end) > reach)
  return way.slice(far + 1)
}

/** The price ladder of the account's first or booked position when the subject took it up. */
export const ladderFigure = (view: ReportView, { subject }: AccountTale): Figure | null => {
  const { story, receipts, run } = subject
  const wanted = story?.book?.instrument ?? receipts[0]?.instrument
  const held = story?.ladder.find(({ instrument }) => instrument === wanted) ?? story?.ladder[0]
  if (held === undefined) return null
  const levels = levelsOf(held)
  if (levels.length === 0) return null
  const way = run.outcome.series.samples.flatMap(({ time, marks }): readonly LinePoint[] => {
    const price = marks[held.instrument]
    return price === undefined || time > held.time ? [] : [[elapsed(view, time), price]]
  })
  const trail = nearEnd(way, held.mark, 2 * Math.max(...levels.map(({ price }) => Math.abs(price - held.mark))))
  return ladderChart({
    id: 'ladder',
    title: `How far it was from each level when ${run.policy.name} took it up`,
    subtitle: `Prices of ${held.instrument} at which this ${held.side} reaches each level, all else standing still, its resting orders included`,
    caption: `The line below the bar is the mark’s last way to that moment, ${formatDuration(elapsed(view, held.time))} into the run.`,
    priceUnit: 'USD',
    zones: zonesOf(levels, held.side),
    levels,
    mark: { name: 'mark', price: held.mark },
    trail: thinned(trail, TRAIL_MAX).map(([timeMs, price]) => ({ timeMs, price })),
    trailTime: 'elapsed-ms',
  })
}

/** Levels as far from the mark as a full close would reach, and half as much again: orders farther out only flatten the picture. */
const shownLevels = ({ bids, asks, mark, side, position }: StoryBook): Pick<StoryBook, 'bids' | 'asks'> => {
  const levels = side === 'sell' ? bids : asks
  let met = 0
  const last = levels.find(({ size }) => (met += size) >= position) ?? levels.at(-1)
  const reach = Math.max(mark * REACH_MIN, 1.5 * Math.abs((last?.price ?? mark) - mark))
  const within = ({ price }: { readonly price: number }): boolean => Math.abs(price - mark) <= reach
  return { bids: bids.filter(within), asks: asks.filter(within) }
}

/** Least distance from the mark that is shown, as a share of it. */
const REACH_MIN = 0.002

/** The book that the largest slice met, the slice in it, and what the rest of the position would have met behind it. */
export const bookFigure = (view: ReportView, { subject }: AccountTale): Figure | null => {
  const book = subject.story?.book ?? null
  if (book === null) return null
  const shown = shownLevels(book)
  if (shown.bids.length === 0 && shown.asks.length === 0) return null
  const side = book.side
  const whole = Math.max(book.position, book.wanted)
  const rest = Math.max(0, whole - book.granted)
  const base = view.scenario.venue.instruments.find(({ id }) => id === book.instrument)
  const unit = base === undefined || !('base' in base) ? 'units' : base.base
  const size = (amount: number): string => `${formatValue('size', amount)} ${unit}`
  return depthChart({
    id: 'book',
    title: 'The largest slice in the book that it met',
    subtitle: `${book.instrument} ${formatDuration(elapsed(view, book.time))} into the run: ${side === 'sell' ? 'sells into the bids' : 'buys from the asks'}`,
    caption: `Slice ${size(book.granted)}${book.wanted > book.granted ? ` of ${size(book.wanted)} wanted (a cap held the rest back)` : ''}; the whole position was ${size(whole)}, so this was ${formatValue('ratio', whole === 0 ? 0 : book.granted / whole)} of it. What does not fit into the book shown is not drawn.`,
    priceUnit: 'USD',
    sizeUnit: unit,
    ...shown,
    references: [{ name: 'mark', price: book.mark }],
    slices: [
      { name: 'this slice', side, size: book.granted, state: 'filled' },
      ...(rest === 0 ? [] : [{ name: 'rest of a full close', side, size: rest, state: 'planned' as const }]),
    ],
    sliceColour: view.styleOf(subject.run.policy.name).colour,
  })
}
