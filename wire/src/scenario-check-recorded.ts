import { refuseRepeats, refuseUnknown, refuseUnlessEach, type Findings } from './findings.ts'
import type { RecordedMarket, RecordedPath, Scenario } from './scenario.ts'
import { derivativesOf } from './venue-terms.ts'

/** Names that exist, a market row for each instrument, and a stretch that holds the run. Whether datasets fit is told when they are read. */
export const checkRecordedPath = (findings: Findings, scenario: Scenario, path: RecordedPath): void => {
  const { venue } = scenario
  const [instruments, derivatives] = [venue.instruments.map(({ id }) => id), derivativesOf(venue)]
  refuseUnlessEach(findings, 'path.markets', path.markets, instruments, 'instrument')
  checkSeries(findings, scenario, path)
  for (const [index, market] of path.markets.entries())
    checkMarket(findings, `path.markets.${index}`, market, { path, traded: derivatives.includes(market.instrument) })
  for (const field of ['tiers', 'funding'] as const) {
    const named = path[field].map(({ instrument }) => instrument)
    refuseRepeats(findings, `path.${field}`, named, 'instrument')
    for (const [index, instrument] of named.entries())
      refuseUnknown(findings, `path.${field}.${index}.instrument`, instrument, derivatives, 'a listed derivative')
  }
  checkStretch(findings, scenario, path)
}

const checkSeries = (findings: Findings, { venue }: Scenario, path: RecordedPath): void => {
  const instruments = venue.instruments.map(({ id }) => id)
  const sources = venue.sources.map(({ id }) => id)
  const ids = path.series.map(({ id }) => id)
  refuseRepeats(findings, 'path.series', ids, 'id')
  const printing = [...path.series, ...path.stated]
  const printed = printing.flatMap(({ source, instrument }) => (source === null ? [] : [`${source} ${instrument}`]))
  refuseRepeats(findings, 'path.series and path.stated', printed, 'source')
  for (const [index, { instrument, source }] of path.series.entries()) {
    refuseUnknown(findings, `path.series.${index}.instrument`, instrument, instruments, 'a listed instrument')
    if (source !== null) refuseUnknown(findings, `path.series.${index}.source`, source, sources, 'a listed source')
  }
  for (const [index, { instrument, source }] of path.stated.entries()) {
    refuseUnknown(findings, `path.stated.${index}.instrument`, instrument, instruments, 'a listed instrument')
    refuseUnknown(findings, `path.stated.${index}.source`, source, sources, 'a listed source')
  }
  for (const instrument of instruments)
    if (!printing.some((series) => series.instrument === instrument && series.source !== null))
      findings.refuse('path.series', instrument, 'at least one series that prints it', 'name a source for one')
}

interface MarketAt {
  readonly path: RecordedPath
  /** Whether the instrument is a derivative. */
  readonly traded: boolean
}

const checkMarket = (findings: Findings, at: string, market: RecordedMarket, { path, traded }: MarketAt): void => {
  const own = path.series.filter(({ instrument }) => instrument === market.instrument).map(({ id }) => id)
  for (const field of ['price', 'middle'] as const)
    refuseUnknown(findings, `${at}.${field}`, market[field], own, `a series of ${market.instrument}`)
  if (market.volume !== null)
    refuseUnknown(findings, `${at}.volume`, market.volume, own, `a series of ${market.instrument}`)
  if (traded && market.volume === null)
    findings.refuse(`${at}.volume`, null, 'a series, for a derivative has a book', 'name the series of its volume')
  if (traded && market.openInterest === null)
    findings.refuse(
      `${at}.openInterest`,
      null,
      'a dataset or a number of daily volumes, for a derivative',
      'say how much of it is open',
    )
}

const checkStretch = (findings: Findings, { clock }: Scenario, path: RecordedPath): void => {
  const end = clock.startUtcMs + clock.horizonSec * 1_000
  const [from, to] = [Date.parse(path.from), Date.parse(path.to)]
  const moment = (ms: number): string => new Date(ms).toISOString()
  if (Number.isNaN(from)) findings.refuse('path.from', path.from, 'a day that exists', 'correct the date')
  if (Number.isNaN(to)) findings.refuse('path.to', path.to, 'a day that exists', 'correct the date')
  if (from >= clock.startUtcMs)
    findings.refuse(
      'path.from',
      path.from,
      `before clock.startUtcMs, ${moment(clock.startUtcMs)}`,
      'read some time before the start: it tells usual volume and volatility',
    )
  if (to < end)
    findings.refuse('path.to', path.to, `at or after the end of the run, ${moment(end)}`, 'read on or shorten the run')
}
