import { formatDuration, formatValue, type Block, type Section, type TableFigure } from '@ebbline/charts'
import type { GeneratedPath, RecordedPath, Scenario } from '@ebbline/wire'
import { metricDefinitions } from './metrics-definitions.ts'
import { textTable } from './report-text-table.ts'
import { isRecorded, variantTitle, type ReportView } from './report-view.ts'

/** Section h: what the numbers rest on, and what they do not show. */
export const methodSection = (view: ReportView): Section => ({
  id: 'method',
  title: 'What this rests on',
  lead: isRecorded(view)
    ? 'The files, the seed and the versions named here give the same hashes again.'
    : 'Everything here is generated from one seed and can be run again to the same hashes.',
  blocks: [
    ...limitsOf(isRecorded(view)).map((text): Block => ({ kind: 'text', text })),
    ...assumptionsOf(view),
    ...policyTexts(view),
    { kind: 'figure', figure: parametersTable(view) },
    { kind: 'figure', figure: runsTable(view) },
    { kind: 'figure', figure: definitionsTable() },
  ],
})

const limitsOf = (recorded: boolean): readonly string[] => [
  'Impact of forced flow under stress is weakly identified. The replay needs a model of how other traders react; it is bounded here by a path that ignores the flow and one that carries it, not settled.',
  recorded ? MODELLED : SYNTHETIC,
  `Rare large moves dominate what solvency numbers say. ${recorded ? 'One tape is one day; run several tapes before choosing a policy.' : 'One seed is one crash; run several seeds before choosing a policy.'}`,
  'Partial policies shift risk, they do not delete it: part of what traders keep is carried by the insurance funds and the winners. Read both sides of the table.',
]

const SYNTHETIC =
  'Prices, depth and accounts are synthetic: the book is a stated ladder that thins out under stress and refills, other traders neither flee nor come to buy beyond the reaction model, and nobody adds margin.'

const MODELLED =
  'Only prices and volumes are recorded. Depth and accounts are models: other traders neither flee nor come to buy beyond the fitted answer, and nobody adds margin. The recorded prices already hold what the real liquidations of that day did to them.'

/** What the runs say of themselves beyond the scenario. */
const assumptionsOf = (view: ReportView): readonly Block[] => {
  const { provenance } = view.runs[0]?.outcome.run ?? {}
  if (provenance === undefined) return []
  const share = provenance['restOfWorldShare']
  const text = [
    provenance['prices'] === undefined ? '' : `Prices: ${provenance['prices']}.`,
    provenance['depth'] === undefined ? '' : `Depth: ${provenance['depth']}.`,
    provenance['accounts'] === undefined ? '' : `Accounts: ${provenance['accounts']}.`,
    share === undefined
      ? ''
      : `The market is closed: one account, the rest of the world, takes what traders do not hold against each other (share of open interest at the start: ${share}) and all forced flow, and never defaults.`,
  ].filter((part) => part !== '')
  return text.length === 0 ? [] : [{ kind: 'text', text: text.join(' ') }]
}

const EVIDENCE: Readonly<Record<string, string>> = {
  'test-numbers': 'checked against published numbers',
  documents: 'from the venue’s documents',
  assumption: 'partly assumed',
  own: 'our own',
}

/** Lets a long address break after its slashes and dashes. */
const breakable = (text: string): string => text.replaceAll(/(?<=https?:\S*)([/\-.])/g, '$1\u200b')

const policyTexts = (view: ReportView): readonly Block[] =>
  view.policies.map(({ name, summary, evidence, source, date }) => ({
    kind: 'text',
    text: `${name}: ${summary} Evidence: ${EVIDENCE[evidence] ?? evidence}. Source: ${breakable(source)} (${date}).`,
  }))

const parametersTable = (view: ReportView): TableFigure =>
  textTable({
    id: 'parameters',
    title: 'The scenario',
    subtitle: `${view.scenario.title}; every parameter is in its file`,
    rowTitle: 'parameter',
    columns: ['value', 'meaning'],
    rows: parametersOf(view.scenario).map(([name, value, meaning]) => ({ name, cells: [value, meaning] })),
  })

type Parameter = readonly [name: string, value: string, meaning: string]

const parametersOf = (scenario: Scenario): readonly Parameter[] => [
  ...ofVenue(scenario),
  ...ofPath(scenario),
  ...ofMarket(scenario),
  ...ofPopulation(scenario),
]

const seconds = (count: number): string => formatDuration(count * 1000)

const ofVenue = ({ venue, clock, funding }: Scenario): readonly Parameter[] => [
  [
    'funds',
    venue.funds.map(({ instrument, amount }) => `${instrument} ${formatValue('money', amount)}`).join(', '),
    'insurance fund of each market at the start',
  ],
  ['vault', venue.vault === null ? 'none' : formatValue('money', venue.vault.amount), 'backstop vault at the start'],
  [
    'backstops',
    (venue.backstops ?? []).map(({ name, amount }) => `${name} ${formatValue('money', amount)}`).join(', ') || 'none',
    'cash of those who take slices over, at the start',
  ],
  ['taker fee', formatValue('ratio', venue.takerFee), 'paid on every forced trade'],
  [
    'price sources',
    venue.sources
      .map(
        ({ id, weight, passThrough }) =>
          `${id} (weight ${weight}, shows ${formatValue('ratio', passThrough)} of own impact)`,
      )
      .join(', '),
    'the mark is their weighted median; no source can move it alone',
  ],
  [
    'clock',
    `${seconds(clock.batchMs / 1000)} a batch, ${seconds(clock.horizonSec)} in all`,
    `the outside path goes on for ${seconds(clock.counterfactualSec)} for the no-action yardstick`,
  ],
  ['funding', `${formatValue('ratio', funding.rate)} every ${seconds(funding.intervalSec)}`, 'paid by longs to shorts'],
]

const ofPath = ({ path }: Scenario): readonly Parameter[] =>
  path.kind === 'generated' ? ofGeneratedPath(path) : ofRecordedPath(path)

const ofRecordedPath = (path: RecordedPath): readonly Parameter[] => [
  ...path.series.map(({ id, instrument, source, dataset, symbol }): Parameter => [
    `series ${id}`,
    symbol === null ? dataset : `${symbol} in ${dataset}`,
    source === null ? `read for ${instrument}` : `prints ${instrument} as ${source}`,
  ]),
  ['inside a bar', path.printOrder, 'four prints: open, one extreme, the other, close'],
]

const ofGeneratedPath = (path: GeneratedPath): readonly Parameter[] => [
  [
    'phases',
    path.phases
      .map(
        ({ name, durationSec, moveLog }) =>
          `${name} ${formatValue('ratio', Math.exp(moveLog) - 1)} in ${seconds(durationSec)}`,
      )
      .join(', '),
    'move of the common factor; each market follows by its beta',
  ],
  [
    'markets',
    path.markets.map(({ instrument, beta, startPrice }) => `${instrument} from ${startPrice}, beta ${beta}`).join(', '),
    'correlated outside prices',
  ],
  [
    'false prints',
    path.wicks.length === 0
      ? 'none'
      : path.wicks
          .map(
            ({ source, instrument, move, durationSec }) =>
              `${source} prints ${instrument} ${formatValue('ratio', move)} for ${seconds(durationSec)}`,
          )
          .join(', '),
    'one source alone is wrong; nobody may be liquidated for it',
  ],
]

const ofMarket = ({ liquidity, reaction }: Scenario): readonly Parameter[] => [
  [
    'depth',
    liquidity
      .map(
        ({ instrument, depth }) =>
          `${instrument} ${depth.map(({ bps, size }) => `${formatValue('size', size)} within ${bps} bp`).at(-1) ?? ''}`,
      )
      .join(', '),
    'deepest stated size on each side in base units (synthetic)',
  ],
  [
    'depth under stress',
    liquidity
      .map(
        ({ instrument, stressDepthFactor, refillHalfLifeSec }) =>
          `${instrument} ${formatValue('ratio', stressDepthFactor)} left, half refilled in ${seconds(refillHalfLifeSec)}`,
      )
      .join(', '),
    'how thin the book becomes and how fast it comes back',
  ],
  ...ofReaction(reaction),
]

const ofReaction = (reaction: Scenario['reaction']): readonly Parameter[] =>
  reaction === null
    ? []
    : [
        [
          'reaction',
          `${formatValue('ratio', reaction.permanentShare)} permanent, the rest halves in ${seconds(reaction.transientHalfLifeSec)}`,
          `own impact bound: displacement ${reaction.y} × daily volatility × √(size ÷ daily volume), linear below ${formatValue('ratio', reaction.crossover)} of it`,
        ],
      ]

const ofPopulation = ({ population }: Scenario): readonly Parameter[] => [
  [
    'accounts',
    formatValue('count', population.count),
    `Pareto equity (tail ${population.pareto.alpha}) from ${formatValue('money', population.pareto.minEquity)} to ${formatValue('money', population.pareto.maxEquity)}`,
  ],
  ['leverage', `${population.leverage.min} to ${population.leverage.max}`, 'log-uniform, capped by initial margin'],
  [
    'mix',
    `${formatValue('ratio', population.longShare)} long, ${formatValue('ratio', population.hedgedShare)} hedged, ${formatValue('ratio', population.isolatedShare)} isolated`,
    'shares of accounts, drawn independently',
  ],
]

const runsTable = (view: ReportView): TableFigure =>
  textTable({
    id: 'runs',
    title: 'The runs',
    subtitle: 'The same scenario, policy and seed give the same two hashes on any machine',
    rowTitle: 'run',
    columns: ['state hash', 'journal hash', 'conservation, time'],
    rows: view.runs.map(({ policy, bound, order, outcome: { run } }) => ({
      name: `${policy.name}, ${variantTitle({ bound, order })}`,
      colour: view.styleOf(policy.name).colour,
      cells: [
        run.stateHash.slice(0, 16),
        run.journalHash.slice(0, 16),
        `${run.conservation.ok ? 'holds' : 'BROKEN'}, residual ${run.conservation.residual}, ${formatDuration(run.wallMs)}`,
      ],
    })),
  })

const definitionsTable = (): TableFigure =>
  textTable({
    id: 'definitions',
    title: 'The metrics',
    subtitle: 'Each is defined once, for tables, files and this page',
    rowTitle: 'metric',
    columns: ['definition', 'name in run.json'],
    rows: metricDefinitions.map(({ name, title, better, definition }) => ({
      name: title,
      cells: [definition, `${name}, ${better} is better`],
    })),
  })
