import { CHART_CSS, laneChart, seriesStyles, THEME_CSS, type LineLane } from '@ebbline/charts'
import { preset } from '@ebbline/core'
import { replay, type RunOutcome } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'

const POLICIES = ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft'] as const
const MARKET = 'BTC-PERP'

type Sample = RunOutcome['series']['samples'][number]

interface Run {
  readonly policy: string
  readonly outcome: RunOutcome
}

/** The picture of the README: one small crash under four policies, drawn from real runs. The same scenario gives the same bytes. */
export const pictureOf = async (scenario: Scenario): Promise<string> => {
  const runs: Run[] = []
  for (const policy of POLICIES)
    runs.push({ policy, outcome: await replay({ scenario, policy: preset(policy), bound: 'own', folder: null }) })
  const start = scenario.clock.startUtcMs
  const lanes = [
    lane(runs, start, { title: `${MARKET} mark`, format: 'price', read: ({ marks }) => marks[MARKET] ?? null }),
    lane(runs, start, { title: 'Equity of the insurance funds', format: 'money', read: ({ fund }) => fund }),
    lane(runs, start, { title: 'Equity of the backstop vault', format: 'money', read: ({ vault }) => vault }),
  ]
  const { svg } = laneChart({
    id: 'crash',
    title: 'One crash, four liquidation policies',
    subtitle: 'Price of one market, and what insurance funds and vault are left with',
    x: { kind: 'elapsed-ms' },
    lanes,
  })
  return `${withStyle(svg)}\n`
}

interface Reading {
  readonly title: string
  readonly format: 'price' | 'money'
  readonly read: (sample: Sample) => number | null
}

const lane = (runs: readonly Run[], start: number, { title, format, read }: Reading): LineLane => {
  const styles = seriesStyles(POLICIES)
  return {
    kind: 'lines',
    title,
    heightPx: 120,
    y: { kind: 'linear', format, unit: 'USD' },
    series: runs.map(({ policy, outcome }) => ({
      name: policy,
      colour: 'var(--ink)',
      ...styles.get(policy),
      points: outcome.series.samples.map((sample) => [sample.time - start, read(sample)] as const),
    })),
  }
}

/** A drawing that stands alone: the styles that a page would give it, and a ground of its own. */
const withStyle = (svg: string): string =>
  svg.replace(
    />/,
    `><style>${THEME_CSS}\n${CHART_CSS}</style><rect x="-20" y="-20" width="120%" height="120%" fill="var(--paper)"/>`,
  )
