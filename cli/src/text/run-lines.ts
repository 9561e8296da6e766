import type { MetricDefinition } from '@ebbline/lab'
import type { Run } from '@ebbline/wire'
import { metricLong } from './metric.ts'
import { duration } from './quantity.ts'

/** Ratios that nobody reads as a percentage. */
const PLAIN: ReadonlySet<string> = new Set(['amplification', 'giniOfAdl', 'lossSizeCorrelation'])

/** One run in lines: what it was, every metric, and the hashes that identify its result. */
export const runLines = (run: Run, metrics: readonly MetricDefinition[]): readonly string[] => {
  const width = Math.max(...metrics.map((metric) => metric.title.length))
  const bound = run.impact === 'own' ? 'path with own impact' : 'frozen path'
  const { ok, residual } = run.conservation
  return [
    `${run.scenario}, seed ${run.seed}, policy ${run.policy}, ${bound}: took ${duration(run.wallMs)}`,
    'money in the numeraire of the venue',
    '',
    ...metrics.map(
      ({ name, title, unit }) =>
        `  ${title.padEnd(width)}  ${metricLong(run.metrics[name], PLAIN.has(name) ? 'number' : unit, '')}`,
    ),
    '',
    ok ? 'value is conserved: every residual is 0' : `VALUE IS NOT CONSERVED: residual ${residual}`,
    `state ${run.stateHash}`,
    `journal ${run.journalHash}`,
  ]
}
