import { formatDuration, formatValue, type Block, type Fact, type Section } from '@ebbline/charts'
import type { Scenario } from '@ebbline/wire'
import { listed } from './report-format.ts'
import { derivativesOf, isRecorded, runsUnder, variantTitle, type ReportView } from './report-view.ts'
import type { Verdict } from './verdicts-types.ts'

/** What was run, in one sentence that needs no knowledge of the field. */
export const subtitleOf = (view: ReportView): string => {
  const { scenario, policies } = view
  const people = formatValue('count', scenario.population.count)
  const markets = count(derivativesOf(scenario).length, 'market')
  const length = formatDuration(scenario.clock.horizonSec * 1000)
  const setting = `${people} leveraged accounts on ${markets} live through the same ${isRecorded(view) ? 'recorded' : 'generated'} crash of ${length}`
  return policies.length === 1
    ? `${setting}, under the liquidation policy ${policies[0]?.name ?? ''}.`
    : `${setting}, once under each of ${count(policies.length, 'liquidation policy', 'liquidation policies')}. Prices outside, accounts and order books are the same; what differs is how weak accounts are closed.`
}

const WORDS: readonly string[] = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

const count = (number: number, one: string, many: string = `${one}s`): string =>
  `${WORDS[number] ?? formatValue('count', number)} ${number === 1 ? one : many}`

/** Section a: the crash in a few numbers, and how every number is to be read. */
export const headlineSection = (view: ReportView): Section => ({
  id: 'result',
  title: 'What came out',
  blocks: [
    { kind: 'facts', facts: factsOf(view) },
    { kind: 'text', text: boundsText(view) },
  ],
})

/** The sentences that the numbers allow; null where nothing is compared. */
export const saidSection = (verdicts: readonly Verdict[]): Section | null => {
  const said = verdicts.filter(({ kind }) => kind === 'summary')
  if (said.length === 0) return null
  return {
    id: 'said',
    title: 'What may be said',
    blocks: said.map(({ sentence }): Block => ({ kind: 'text', text: sentence })),
  }
}

const FOUR_TIMES =
  'Every number stands four times. Frozen path: prices ignore what the policy sells. Own impact: its orders move the prices that it then meets, permanently and for a while. A bar says its highest and its lowest price, not which came first, so both orders are run. How the market really moved and would answer is not known; an order of policies is claimed only where all four runs show it.'

const boundsText = (view: ReportView): string =>
  view.variants.length > 2
    ? FOUR_TIMES
    : view.variants.length > 1
      ? 'Every number stands twice. Frozen path: prices ignore what the policy sells. Own impact: its orders move the prices that it then meets, permanently and for a while. How a real market would answer lies in between and is not known, so an order of policies is claimed only where both bounds show it.'
      : `One bound was run: ${view.variants.map(variantTitle).join('')}. How a real market would answer lies between the frozen path and own impact, so this run alone ranks nothing.`

const factsOf = (view: ReportView): readonly Fact[] => {
  const runs = runsUnder(view, view.drawn)
  const samples = runs[0]?.outcome.series.samples ?? []
  const falls = derivativesOf(view.scenario).flatMap((id) => {
    const prices = samples.flatMap(({ exogenous }) => exogenous[id] ?? [])
    const start = prices[0]
    return start === undefined ? [] : [{ id, fall: Math.min(...prices) / start - 1 }]
  })
  const touched = runs.map(({ outcome }) => Number(outcome.run.metrics['accountsTouched'] ?? 0))
  const forced = runs.map(({ outcome }) => Number(outcome.run.metrics['forcedNotional'] ?? 0))
  const note = runs.length > 1 ? 'fewest to most over the policies' : `under ${view.policies[0]?.name ?? ''}`
  return [
    {
      label: 'Accounts',
      value: formatValue('count', view.scenario.population.count),
      note: populationNote(view.scenario),
    },
    ...falls.slice(0, 1).map(({ id, fall }) => ({
      label: `${id}, start to lowest`,
      value: formatValue('ratio', fall),
      note: falls
        .slice(1)
        .map((other) => `${other.id} ${formatValue('ratio', other.fall)}`)
        .join(', '),
    })),
    { label: 'Accounts acted upon', value: range(touched, 'count'), note },
    { label: 'Closed by force', value: range(forced, 'money'), note },
  ]
}

const populationNote = ({ population }: Scenario): string =>
  `${formatValue('ratio', population.longShare)} long, leverage ${population.leverage.min} to ${population.leverage.max}`

const range = (values: readonly number[], format: 'count' | 'money'): string => {
  const ends = [Math.min(...values), Math.max(...values)].map((value) => formatValue(format, value))
  const [low = '', high = ''] = ends
  if (low === high) return low
  const unit = /[a-zA-Z]$/.exec(high)?.[0]
  if (unit === undefined || !low.endsWith(unit) || low.startsWith('−')) return `${low}–${high}`
  return `${low.slice(0, -1)}–${high.replace('$', '')}`
}

/** Where the numbers come from, in the order of the page's head. */
export const provenanceOf = (view: ReportView): readonly { readonly label: string; readonly value: string }[] => {
  const runs = view.runs.map(({ outcome }) => outcome.run)
  const sound = runs.every(({ conservation }) => conservation.ok)
  const residuals = [...new Set(runs.map(({ conservation }) => conservation.residual))]
  const wall = runs.reduce((sum, { wallMs }) => sum + wallMs, 0)
  return [
    { label: 'scenario', value: view.scenario.name },
    { label: 'seed', value: String(view.scenario.seed) },
    { label: 'scenario hash', value: (runs[0]?.provenance['scenarioHash'] ?? '').slice(0, 16) },
    { label: 'runs', value: `${runs.length} (${listed(view.variants.map(variantTitle))})` },
    {
      label: 'conservation',
      value: sound
        ? `holds at every event, residual ${residuals.join(', ')}`
        : `BROKEN, residual ${residuals.join(', ')}`,
    },
    { label: 'summed time of runs', value: formatDuration(wall) },
    { label: 'node', value: runs[0]?.provenance['node'] ?? '' },
  ].filter(({ value }) => value !== '')
}
