import { atomsOfText, ratioOfText, ticksOfText } from './exact-values.ts'
import { refuseRepeats, refuseUnknown, refuseUnlessEach, type Findings } from './findings.ts'
import type { GeneratedPath, PathWick, Scenario } from './scenario.ts'
import { checkLoans } from './scenario-check-loans.ts'
import { checkRecordedPath } from './scenario-check-recorded.ts'
import { derivativesOf, instrumentOf } from './venue-terms.ts'

/** Sources named once; a fund for each derivative, with amounts that its settlement asset can hold. */
export const checkVenueMoney = (findings: Findings, { venue }: Scenario): void => {
  refuseRepeats(
    findings,
    'venue.sources',
    venue.sources.map((source) => source.id),
    'id',
  )
  refuseUnlessEach(findings, 'venue.funds', venue.funds, derivativesOf(venue), 'derivative')
  const assets = new Map(venue.assets.map((asset) => [asset.id, asset]))
  for (const [index, fund] of venue.funds.entries()) {
    const instrument = venue.instruments.find(({ id }) => id === fund.instrument)
    const settle = instrument?.kind === 'inverse-perpetual' ? instrument.base : instrument?.quote
    const asset = assets.get(settle ?? '')
    if (asset !== undefined)
      findings.attempt(`venue.funds.${index}.amount`, fund.amount, () => atomsOfText(asset, fund.amount))
  }
  const [numeraire, vault] = [assets.get(venue.numeraire), venue.vault]
  if (numeraire !== undefined && vault !== null)
    findings.attempt('venue.vault.amount', vault.amount, () => atomsOfText(numeraire, vault.amount))
  const backstops = venue.backstops ?? []
  refuseRepeats(
    findings,
    'venue.backstops',
    backstops.map(({ name }) => name),
    'name',
  )
  for (const [index, { amount }] of backstops.entries())
    if (numeraire !== undefined)
      findings.attempt(`venue.backstops.${index}.amount`, amount, () => atomsOfText(numeraire, amount))
}

/** A batch fits into the horizon, and late sources are not older than a mark allows. */
export const checkClock = (findings: Findings, { clock, venue }: Scenario): void => {
  if (clock.batchMs > clock.horizonSec * 1_000)
    findings.refuse('clock.batchMs', clock.batchMs, `at most ${clock.horizonSec * 1_000}`, 'use a shorter batch')
  const ageMs = venue.markAgeMaxSec * 1_000
  const slow = venue.sources.findIndex((source) => source.lagBatches * clock.batchMs > ageMs)
  if (slow >= 0)
    findings.refuse(
      `venue.sources.${slow}.lagBatches`,
      venue.sources[slow]?.lagBatches,
      `at most ${Math.floor(ageMs / clock.batchMs)}, so that its prints are not older than markAgeMaxSec`,
      'lower the lag or raise venue.markAgeMaxSec',
    )
}

/** The path that the scenario has, generated or recorded. */
export const checkPath = (findings: Findings, scenario: Scenario): void => {
  const { path, funding } = scenario
  if (path.kind === 'generated') checkGeneratedPath(findings, scenario, path)
  else checkRecordedPath(findings, scenario, path)
  findings.attempt('funding.rate', funding.rate, () => ratioOfText(funding.rate))
}

/** A market row for each derivative, a spot row for each spot, start prices on the tick grid, phases that fit, wicks that name what exists. */
const checkGeneratedPath = (findings: Findings, { venue, clock }: Scenario, path: GeneratedPath): void => {
  const derivatives = derivativesOf(venue)
  const spots = venue.instruments.filter((instrument) => instrument.kind === 'spot').map((instrument) => instrument.id)
  refuseUnlessEach(findings, 'path.markets', path.markets, derivatives, 'derivative')
  refuseUnlessEach(findings, 'path.spots', path.spots, spots, 'spot market')
  for (const [index, spot] of path.spots.entries())
    refuseUnknown(findings, `path.spots.${index}.market`, spot.market, derivatives, 'a listed derivative')
  refuseRepeats(
    findings,
    'path.phases',
    path.phases.map((phase) => phase.name),
    'name',
  )
  checkPhases(findings, clock, path)
  for (const [index, wick] of path.wicks.entries()) checkWick(findings, `path.wicks.${index}`, wick, { venue, clock })
  checkStartPrices(findings, venue, path)
}

const checkPhases = (findings: Findings, clock: Scenario['clock'], path: GeneratedPath): void => {
  const phases = path.phases.reduce((sum, phase) => sum + phase.durationSec, 0)
  const room = clock.horizonSec - clock.calmSec
  if (phases > room)
    findings.refuse(
      'path.phases',
      `${phases} s in all`,
      `at most horizonSec - calmSec = ${room} s`,
      'shorten phases or raise clock.horizonSec',
    )
}

const checkWick = (
  findings: Findings,
  at: string,
  wick: PathWick,
  { venue, clock }: Pick<Scenario, 'venue' | 'clock'>,
): void => {
  const sources = venue.sources.map((source) => source.id)
  const instruments = venue.instruments.map((instrument) => instrument.id)
  refuseUnknown(findings, `${at}.source`, wick.source, sources, 'a listed source')
  refuseUnknown(findings, `${at}.instrument`, wick.instrument, instruments, 'a listed instrument')
  if (wick.atSec + wick.durationSec > clock.horizonSec)
    findings.refuse(
      `${at}.durationSec`,
      wick.durationSec,
      `at most ${clock.horizonSec - wick.atSec}, so that it ends within the horizon`,
      'move it forward or shorten it',
    )
}

const checkStartPrices = (findings: Findings, venue: Scenario['venue'], path: GeneratedPath): void => {
  const assets = new Map(venue.assets.map((asset) => [asset.id, asset]))
  for (const [index, market] of path.markets.entries()) {
    const listed = venue.instruments.find(({ id }) => id === market.instrument)
    const [base, quote] = [assets.get(listed?.base ?? ''), assets.get(listed?.quote ?? '')]
    if (listed === undefined || base === undefined || quote === undefined) continue
    const field = `path.markets.${index}.startPrice`
    const instrument = findings.attempt(field, market.startPrice, () => instrumentOf(listed, base, quote))
    if (instrument !== null)
      findings.attempt(field, market.startPrice, () => ticksOfText(instrument, market.startPrice))
  }
}

/** A liquidity row for each derivative, and for spots that have a book, whose depth rises outwards, from outside the spread. */
export const checkLiquidity = (findings: Findings, { venue, path, liquidity }: Scenario): void => {
  if (path.kind === 'recorded' && liquidity.length === 0) return
  refuseUnlessEach(findings, 'liquidity', liquidity, quotedOf(venue, liquidity), 'derivative')
  for (const [index, market] of liquidity.entries()) {
    const at = `liquidity.${index}.depth`
    const first = market.depth[0]
    if (first !== undefined && first.bps < market.spreadBps / 2)
      findings.refuse(
        `${at}.0.bps`,
        first.bps,
        `at least half of spreadBps, ${market.spreadBps / 2}`,
        'start outside the spread',
      )
    for (const [row, { bps, size }] of market.depth.entries()) {
      const before = market.depth[row - 1]
      if (before === undefined) continue
      const remedy = 'sort the rows outwards; sizes are cumulative'
      if (bps <= before.bps) findings.refuse(`${at}.${row}.bps`, bps, `above ${before.bps}`, remedy)
      if (size <= before.size) findings.refuse(`${at}.${row}.size`, size, `above ${before.size}`, remedy)
    }
  }
}

/** Derivatives, and the spots of some rows. */
const quotedOf = (venue: Scenario['venue'], rows: readonly { readonly instrument: string }[]): readonly string[] =>
  venue.instruments
    .filter(({ kind, id }) => kind !== 'spot' || rows.some(({ instrument }) => instrument === id))
    .map(({ id }) => id)

/** A reaction row for each market that has a book; only the file of a recorded scenario leaves it to the fit. */
export const checkReaction = (findings: Findings, { venue, path, liquidity, reaction }: Scenario): void => {
  if (reaction !== null)
    refuseUnlessEach(
      findings,
      'reaction.markets',
      reaction.markets,
      quotedOf(venue, liquidity),
      'derivative, or spot market with a book',
    )
  else if (path.kind === 'generated')
    findings.refuse(
      'reaction',
      null,
      'a reaction, unless the path is recorded',
      'state how prices answer to forced flow',
    )
}

/** Ranges the right way round, weights that can be drawn from, shares that leave room for each other. */
export const checkPopulation = (findings: Findings, { venue, population }: Scenario): void => {
  const { pareto, leverage, marketsPerAccount, hedgedShare, isolatedShare } = population
  const numeraire = venue.assets.find((asset) => asset.id === venue.numeraire)
  if (numeraire !== undefined) {
    const at = 'population.pareto'
    const least = findings.attempt(`${at}.minEquity`, pareto.minEquity, () => atomsOfText(numeraire, pareto.minEquity))
    const most = findings.attempt(`${at}.maxEquity`, pareto.maxEquity, () => atomsOfText(numeraire, pareto.maxEquity))
    if (least !== null && most !== null && most < least)
      findings.refuse(
        `${at}.maxEquity`,
        pareto.maxEquity,
        `at least minEquity ${pareto.minEquity}`,
        'swap or widen them',
      )
  }
  if (leverage.max < leverage.min)
    findings.refuse('population.leverage.max', leverage.max, `at least min ${leverage.min}`, 'swap or widen them')
  const markets = derivativesOf(venue).length
  if (marketsPerAccount.length > markets)
    findings.refuse(
      'population.marketsPerAccount',
      `${marketsPerAccount.length} weights`,
      `at most ${markets}, one for each derivative`,
      'remove weights from the end',
    )
  if (marketsPerAccount.every((weight) => weight === 0))
    findings.refuse('population.marketsPerAccount', 'all 0', 'at least one weight above 0', 'give a weight')
  if (hedgedShare + isolatedShare > 1)
    findings.refuse(
      'population.isolatedShare',
      isolatedShare,
      `at most ${1 - hedgedShare}: no account is both hedged and isolated`,
      'lower one of the two shares',
    )
  if (population.loans !== undefined) checkLoans(findings, venue, population.loans)
  if (hedgedShare > 0 && markets < 2)
    findings.refuse('population.hedgedShare', hedgedShare, '0 with a single derivative', 'set it to 0 or list another')
}
