import { seriesStyles, type SeriesStyle } from '@ebbline/charts'
import { formatDecimal, type Atoms, type PolicyDeclaration } from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import type { ReportRun } from './report-input.ts'
import type { BoundName } from './runner.ts'
import { BOUND_NAMES, ORDER_WORDS, sameVariant, variantsOf, type Variant } from './variants.ts'

/** What every section of a report looks at: the runs of one tape, and how policies and bounds are shown throughout. */
export interface ReportView {
  readonly scenario: Scenario
  readonly runs: readonly ReportRun[]
  /** Each policy once, in the order in which it is shown everywhere. */
  readonly policies: readonly PolicyDeclaration[]
  /** The bounds that were run, frozen first. */
  readonly bounds: readonly BoundName[]
  /** The bound whose course is drawn: own impact where it was run. */
  readonly drawn: BoundName
  /** The print order whose course is drawn: the one that was run first; null on a generated tape. */
  readonly order: Variant['order']
  /** Every bound under every print order that was run; tables show them all. */
  readonly variants: readonly Variant[]
  readonly styleOf: (policy: string) => SeriesStyle
}

/** These come first and in this order, so that a policy has its colour in every report, whoever else is in it. */
const USUAL: readonly string[] = ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft']

/** The bounds as a reader is told of them. */
export const BOUND_TITLES: Readonly<Record<BoundName, string>> = { frozen: 'frozen path', own: 'own impact' }

/** The view of some runs of one scenario. */
export const viewOf = (scenario: Scenario, runs: readonly ReportRun[]): ReportView => {
  const names = [...new Set(runs.map(({ policy }) => policy.name))]
  const styles = seriesStyles([...USUAL, ...names.filter((name) => !USUAL.includes(name))])
  const bounds = BOUND_NAMES.filter((bound) => runs.some((run) => run.bound === bound))
  const orders = [...new Set(runs.map(({ order }) => order))]
  return {
    scenario,
    runs,
    policies: names.flatMap((name) => runs.find(({ policy }) => policy.name === name)?.policy ?? []),
    bounds,
    drawn: bounds.includes('own') ? 'own' : 'frozen',
    order: orders[0] ?? null,
    variants: variantsOf(orders).filter((variant) => runs.some((run) => sameVariant(run, variant))),
    styleOf: (policy) => styles.get(policy) ?? { colour: 'var(--ink)', dash: undefined },
  }
}

/** Whether a tape was recorded: its runs name the files that they read. */
export const isRecorded = ({ runs }: ReportView): boolean => (runs[0]?.outcome.run.provenance.datasets ?? []).length > 0

/** A variant as a reader is told of it. */
export const variantTitle = ({ bound, order }: Variant): string =>
  order === null ? BOUND_TITLES[bound] : `${BOUND_TITLES[bound]}, ${ORDER_WORDS[order]}`

/** The run of a policy under a variant, if there is one. */
export const runOf = (view: ReportView, policy: string, variant: Variant): ReportRun | undefined =>
  view.runs.find((run) => run.policy.name === policy && sameVariant(run, variant))

/** The run of a policy under a bound in the print order that is drawn, if there is one. */
export const runIn = (view: ReportView, policy: string, bound: BoundName): ReportRun | undefined =>
  runOf(view, policy, { bound, order: view.order })

/** The runs under one bound, in the order of the policies. */
export const runsUnder = (view: ReportView, bound: BoundName): readonly ReportRun[] =>
  view.policies.flatMap(({ name }) => runIn(view, name, bound) ?? [])

/** Milliseconds since the run began. */
export const elapsed = (view: ReportView, time: number): number => time - view.scenario.clock.startUtcMs

/** Numeraire atoms as units, to be drawn or read. */
export const inUnits = ({ scenario }: ReportView, amount: Atoms | bigint): number =>
  Number(formatDecimal(amount, decimalsOf(scenario)))

/** Numeraire atoms as decimal text, exact. */
export const asDecimal = ({ scenario }: ReportView, amount: Atoms | bigint): string =>
  formatDecimal(amount, decimalsOf(scenario))

const decimalsOf = ({ venue }: Scenario): number => venue.assets.find(({ id }) => id === venue.numeraire)?.decimals ?? 0

/** The derivatives of a scenario in the order of its file. */
export const derivativesOf = ({ venue }: Scenario): readonly string[] =>
  venue.instruments.filter(({ kind }) => kind !== 'spot').map(({ id }) => id)

/** A name made fit for an id: lower case, digits and dashes. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
