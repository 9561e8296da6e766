import {
  comparisonTable,
  laneChart,
  type Block,
  type Figure,
  type LineLane,
  type Section,
  type TableColumn,
  type TableFigure,
} from '@ebbline/charts'
import type { ReportRun } from './report-input.ts'
import { shortfallTable } from './report-shortfalls.ts'
import { lineOf, rulesOf } from './report-time.ts'
import { BOUND_TITLES, runOf, runsUnder, variantTitle, type ReportView } from './report-view.ts'
import type { Sample } from './series.ts'

/** Section d: what closing left unpaid, and who paid it. */
export const payersSection = (view: ReportView): Section => ({
  id: 'payers',
  title: 'Who pays',
  lead: 'What an account owes beyond its equity is paid by the insurance funds, the vault or backstops, winners whose positions are cut, and in the end by everybody.',
  blocks: [
    { kind: 'figure', figure: lossTable(view) },
    ...splitBlocks(view),
    { kind: 'figure', figure: houseFigure(view, FUND) },
    ...(view.scenario.venue.vault === null
      ? []
      : [{ kind: 'figure', figure: houseFigure(view, VAULT) } satisfies Block]),
    ...((view.scenario.venue.backstops ?? []).length === 0
      ? []
      : [{ kind: 'figure', figure: houseFigure(view, BACKSTOPS) } satisfies Block]),
  ],
})

const splitBlocks = (view: ReportView): readonly Block[] => {
  const figure = shortfallTable(view)
  return figure === null ? [] : [{ kind: 'figure', figure }]
}

const MONEY = { unit: 'USD', format: 'money' } as const

const COLUMNS: readonly TableColumn[] = [
  {
    key: 'badDebt',
    title: 'Bad debt',
    definition:
      'What traders owed beyond their equity when they were closed out; the columns beside it say who bore losses.',
    better: 'lower',
    ...MONEY,
  },
  {
    key: 'fund',
    title: 'Funds',
    definition:
      'Change of the insurance funds’ summed equity at mark from start to end, positions taken over included.',
    better: 'higher',
    ...MONEY,
  },
  {
    key: 'vault',
    title: 'Vault',
    definition: 'Change of the backstop vault’s equity at mark from start to end, positions taken over included.',
    better: 'higher',
    ...MONEY,
  },
  {
    key: 'backstop',
    title: 'Backstops',
    definition: 'Change of the backstops’ summed equity at mark from start to end, positions taken over included.',
    better: 'higher',
    ...MONEY,
  },
  {
    key: 'adlNotional',
    title: 'Deleveraged',
    definition: 'Notional of winners’ positions cut against their will. It is what was taken away, not what was lost.',
    better: 'lower',
    ...MONEY,
  },
  {
    key: 'adlOvershoot',
    title: 'Deleveraging overshoot',
    definition: 'What the deleveraged gave up against the mark beyond the shortfall that had to be covered.',
    better: 'lower',
    ...MONEY,
  },
  {
    key: 'socialised',
    title: 'Socialised',
    definition: 'Loss spread over all other traders by equity, or left unmet.',
    better: 'lower',
    ...MONEY,
  },
]

const lossTable = (view: ReportView): TableFigure =>
  comparisonTable({
    id: 'losses',
    title: 'From bad debt to its bearers',
    subtitle: 'Funds, vault and backstops by how their equity changed over the whole run; minus is a loss',
    rowTitle: 'policy',
    bounds: view.variants.map(variantTitle),
    groups: [
      {
        title: '',
        columns: view.policies.length > 1 ? COLUMNS : COLUMNS.map((column) => ({ ...column, better: 'none' as const })),
      },
    ],
    rows: view.policies.map(({ name }) => ({
      name,
      colour: view.styleOf(name).colour,
      cells: Object.fromEntries(
        COLUMNS.map(({ key }) => [key, view.variants.map((variant) => lossIn(runOf(view, name, variant), key))]),
      ),
    })),
  })

const lossIn = (run: ReportRun | undefined, key: string): string | null => {
  if (run === undefined) return null
  const samples = run.outcome.series.samples
  if (key === 'fund') return change(samples, ({ fund }) => fund)
  if (key === 'vault') return change(samples, ({ vault }) => vault)
  if (key === 'backstop') return change(samples, ({ backstop }) => backstop)
  const value = run.outcome.run.metrics[key] ?? null
  return value === null ? null : String(value)
}

const change = (samples: readonly Sample[], read: (sample: Sample) => number): string | null => {
  const [first, last] = [samples[0], samples.at(-1)]
  return first === undefined || last === undefined ? null : (read(last) - read(first)).toFixed(2)
}

interface HouseLane {
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly read: (sample: Sample) => number
}

const FUND: HouseLane = {
  id: 'fund',
  title: 'The insurance funds through the crash',
  subtitle: 'Equity of all funds together at mark, positions taken over included',
  read: ({ fund }) => fund,
}

const VAULT: HouseLane = {
  id: 'vault',
  title: 'The backstop vault through the crash',
  subtitle: 'Equity of the vault at mark, positions taken over included',
  read: ({ vault }) => vault,
}

const BACKSTOPS: HouseLane = {
  id: 'backstops',
  title: 'The backstops through the crash',
  subtitle: 'Equity of all backstops together at mark, positions taken over included',
  read: ({ backstop }) => backstop,
}

const houseFigure = (view: ReportView, { id, title, subtitle, read }: HouseLane): Figure =>
  laneChart({
    id,
    title,
    subtitle: `${subtitle}, ${view.scenario.venue.numeraire}`,
    x: { kind: 'elapsed-ms' },
    rules: rulesOf(view.scenario),
    lanes: view.bounds.toReversed().map((bound): LineLane => ({
      kind: 'lines',
      title: BOUND_TITLES[bound],
      heightPx: 150,
      y: { kind: 'linear', format: 'money', unit: 'USD', zero: 'include' },
      series: runsUnder(view, bound).map((run) => ({
        name: run.policy.name,
        ...view.styleOf(run.policy.name),
        points: lineOf(view, run, read),
      })),
    })),
  })
