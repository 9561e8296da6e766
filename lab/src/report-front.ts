import {
  causeColour,
  paretoFront,
  scatterChart,
  stackedChart,
  type Block,
  type CostPair,
  type Figure,
  type Section,
} from '@ebbline/charts'
import { CLOSED_CAUSES, type ClosedCause, type Run } from '@ebbline/wire'
import { listed } from './report-format.ts'
import { BOUND_TITLES, runIn, type ReportView } from './report-view.ts'
import type { BoundName } from './runner.ts'

/** What traders lose against what the venue loses, the two sides of every policy, and by whom positions were closed. */
export const frontSection = (view: ReportView): Section => ({
  id: 'front-section',
  title: 'Who loses, and who pays',
  lead: 'Further left is better for traders, further down for the venue and its other users. A policy off the line is beaten on both sides by one on it; what stands on neither line is faint.',
  blocks: [
    { kind: 'figure', figure: frontFigure(view) },
    { kind: 'text', text: frontText(view) },
    ...causeBlocks(view),
  ],
})

const frontFigure = (view: ReportView): Figure =>
  scatterChart({
    id: 'front',
    title: 'Trader loss against venue loss',
    subtitle:
      'Traders: what their worth fell over the whole run. Venue: what funds, vault and backstops lost, what winners gave up to deleveraging, and what was socialised',
    caption:
      'Most of what traders lose is the crash itself and alike for all, so only differences between policies tell; the axis does not begin at zero. A venue that gains, by penalties or by reselling what it took over, stands below zero.',
    x: { kind: 'linear', format: 'money', unit: 'USD', name: 'trader loss, USD' },
    y: { kind: 'linear', format: 'money', unit: 'USD', zero: 'include', name: 'venue loss, USD' },
    bounds: [BOUND_TITLES.frozen, BOUND_TITLES.own],
    heightPx: 420,
    points: view.policies.flatMap(({ name }) => {
      const [first, second] = view.bounds.flatMap((bound) => {
        const metrics = runIn(view, name, bound)?.outcome.run.metrics
        return metrics === undefined ? [] : [pairOf(metrics)]
      })
      return first === undefined ? [] : [{ name, colour: view.styleOf(name).colour, first, second: second ?? null }]
    }),
  })

/** Which policies nobody beats on both sides, as far as the bounds agree. */
const frontText = (view: ReportView): string => {
  const under = view.bounds.map((bound) => onFront(view, bound))
  const everywhere = view.policies.map(({ name }) => name).filter((name) => under.every((names) => names.has(name)))
  const where = view.bounds.length > 1 ? 'under both bounds' : `on the ${BOUND_TITLES[view.drawn]}`
  const nowhere = view.policies.filter(({ name }) => under.every((names) => !names.has(name))).length
  const beaten = `${nowhere === 0 ? 'None' : nowhere} of ${view.policies.length} ${nowhere === 1 ? 'is' : 'are'} beaten on both sides ${where}.`
  return everywhere.length === 0
    ? `No policy stands on the front ${where}. ${beaten}`
    : `On the front ${where}: ${listed(everywhere)}. ${beaten}`
}

/** The policies that no other beats on both sides under a bound; those that stand at the same spot are on it together. */
const onFront = (view: ReportView, bound: BoundName): ReadonlySet<string> => {
  const pairs = view.policies.flatMap(({ name }) => {
    const metrics = runIn(view, name, bound)?.outcome.run.metrics
    return metrics === undefined ? [] : [{ name, pair: pairOf(metrics) }]
  })
  const front = paretoFront(pairs.map(({ pair }) => pair))
  return new Set(
    pairs.filter(({ pair }) => front.some(([x, y]) => x === pair[0] && y === pair[1])).map(({ name }) => name),
  )
}

const pairOf = (metrics: Run['metrics']): CostPair => [amount(metrics, 'traderLoss'), amount(metrics, 'venueLoss')]

const amount = (metrics: Run['metrics'], name: string): number => Number(metrics[name] ?? 0)

/** Words and colours of those who closed positions. */
const CAUSES: Readonly<Record<ClosedCause, { readonly name: string; readonly colour: string }>> = {
  traded: { name: 'traded in the market', colour: causeColour('slice') },
  fund: { name: 'taken over by a fund', colour: causeColour('takeover') },
  vault: { name: 'taken over by the vault', colour: causeColour('vault') },
  backstop: { name: 'taken over by a backstop', colour: causeColour('backstop') },
  deleveraged: { name: 'deleveraged against winners', colour: causeColour('adl') },
}

const causeBlocks = (view: ReportView): readonly Block[] =>
  view.runs.some(({ outcome }) => outcome.run.closedByCause !== undefined)
    ? [{ kind: 'figure', figure: causeFigure(view) }]
    : []

/** Forced closing of traders by who took it, exact as in `run.json`. */
export const causeFigure = (view: ReportView): Figure =>
  stackedChart({
    id: 'causes',
    title: 'Forced closing by cause',
    subtitle: 'Notional of traders’ positions closed without their consent, by who took it, over the whole run',
    axis: { kind: 'linear', format: 'money', unit: 'USD' },
    axisName: 'notional closed, USD',
    bounds: view.bounds.map((bound) => BOUND_TITLES[bound]),
    parts: CLOSED_CAUSES.map((cause) => CAUSES[cause]),
    rows: view.policies.map(({ name }) => ({
      name,
      bars: view.bounds.map((bound) => {
        const closed = runIn(view, name, bound)?.outcome.run.closedByCause
        return closed === undefined ? null : CLOSED_CAUSES.map((cause) => Number(closed[cause]))
      }),
    })),
  })
