import {
  defineAsset,
  defineDatedFuture,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineRules,
  defineSpot,
  defineTiers,
  type Asset,
  type Instrument,
  type VenueDeclaration,
} from '@ebbline/core'
import { within } from './error.ts'
import { atomsOfText, ratioOfText } from './exact-values.ts'
import { refuseRepeats, refuseUnknown, refuseUnlessEach, type Findings } from './findings.ts'
import { lendingTerms } from './lending-terms.ts'
import type { InstrumentFile, TierRow, TiersFile, VenueFile } from './venue-file.ts'

/** The exact terms of a venue: what a venue file says, in atoms, ticks, lots and ratios. */
export type VenueTerms = Pick<
  VenueDeclaration,
  | 'name'
  | 'numeraire'
  | 'assets'
  | 'instruments'
  | 'tiers'
  | 'collateral'
  | 'borrow'
  | 'profitHaircut'
  | 'portfolio'
  | 'takerFee'
>

/**
 * The exact terms of a venue file, or null when `findings` has gained problems: repeated or unknown names, a tick or lot that is
 * no whole number of atoms, tiers with a gap, a derivative without tiers, collateral without its spot market, lending terms that
 * no rate meets.
 */
export const venueTerms = (findings: Findings, path: string, venue: VenueFile): VenueTerms | null => {
  const assets = assetsOf(findings, path, venue)
  const instruments = instrumentsOf(findings, path, venue, assets)
  const numeraire = assets.get(venue.numeraire)
  if (numeraire === undefined) {
    refuseUnknown(findings, within(path, 'numeraire'), venue.numeraire, [...assets.keys()], 'a listed asset')
    return null
  }
  const tiers = tiersOf(findings, path, venue, numeraire)
  const lending = lendingTerms(findings, path, { venue, instruments, numeraire })
  const takerFee = findings.attempt(within(path, 'takerFee'), venue.takerFee, () => ratioOfText(venue.takerFee))
  if (
    takerFee === null ||
    lending === null ||
    tiers.length !== venue.tiers.length ||
    instruments.size !== venue.instruments.length
  )
    return null
  const terms = {
    name: venue.name,
    numeraire: numeraire.id,
    assets: [...assets.values()],
    instruments: [...instruments.values()],
    tiers,
    ...lending,
    takerFee,
  }
  return findings.attempt(path, venue, () => defineRules(terms)) === null ? null : terms
}

const assetsOf = (findings: Findings, path: string, venue: VenueFile): ReadonlyMap<string, Asset> => {
  const field = within(path, 'assets')
  refuseRepeats(
    findings,
    field,
    venue.assets.map((asset) => asset.id),
    'id',
  )
  return new Map(venue.assets.map(({ id, decimals }) => [id, defineAsset(id, decimals)]))
}

const instrumentsOf = (
  findings: Findings,
  path: string,
  venue: VenueFile,
  assets: ReadonlyMap<string, Asset>,
): ReadonlyMap<string, Instrument> => {
  const field = within(path, 'instruments')
  refuseRepeats(
    findings,
    field,
    venue.instruments.map((instrument) => instrument.id),
    'id',
  )
  const instruments = new Map<string, Instrument>()
  for (const [index, instrument] of venue.instruments.entries()) {
    const at = within(field, index)
    const [base, quote] = [assets.get(instrument.base), assets.get(instrument.quote)]
    refuseUnknown(findings, `${at}.base`, instrument.base, [...assets.keys()], 'a listed asset')
    refuseUnknown(findings, `${at}.quote`, instrument.quote, [...assets.keys()], 'a listed asset')
    if (base === undefined || quote === undefined) continue
    const made = findings.attempt(at, instrument.id, () => instrumentOf(instrument, base, quote))
    if (made !== null) instruments.set(made.id, made)
  }
  return instruments
}

/** The exact instrument of a venue file's entry. @throws ScaleError, SpecificationError */
export const instrumentOf = (instrument: InstrumentFile, base: Asset, quote: Asset): Instrument => {
  const [tickSize, lotSize] = [ratioOfText(instrument.tickSize), ratioOfText(instrument.lotSize)]
  const terms = { id: instrument.id, base, quote, tickSize, lotSize }
  switch (instrument.kind) {
    case 'spot':
      return defineSpot(terms)
    case 'linear-perpetual':
      return defineLinearPerpetual(terms)
    case 'inverse-perpetual':
      return defineInversePerpetual(terms)
    case 'dated-future':
      return defineDatedFuture({ ...terms, expiry: instrument.expiry })
  }
}

/** Ids of a venue's derivatives, in the order of the file. */
export const derivativesOf = (venue: VenueFile): readonly string[] =>
  venue.instruments.filter((instrument) => instrument.kind !== 'spot').map((instrument) => instrument.id)

const tiersOf = (findings: Findings, path: string, venue: VenueFile, numeraire: Asset): VenueTerms['tiers'] => {
  const field = within(path, 'tiers')
  refuseUnlessEach(findings, field, venue.tiers, derivativesOf(venue), 'derivative')
  return venue.tiers.flatMap((table, index) => {
    const at = within(field, index)
    if (!checkRows(findings, at, table, numeraire)) return []
    const tiers = findings.attempt(at, table.instrument, () =>
      defineTiers(
        table.rows.map((row) => ({
          floor: atomsOfText(numeraire, row.floor),
          initialRate: ratioOfText(row.initialRate),
          maintenanceRate: ratioOfText(row.maintenanceRate),
        })),
      ),
    )
    return tiers === null ? [] : [{ instrument: table.instrument, tiers }]
  })
}

/** Tells a table's faults in the words of the file, before core's own constructor would in atoms. */
const checkRows = (findings: Findings, at: string, table: TiersFile, numeraire: Asset): boolean => {
  let fine = true
  let before: TierRow | null = null
  for (const [index, row] of table.rows.entries()) {
    fine = checkRow(findings, `${at}.rows.${index}`, { row, before, numeraire }) && fine
    before = row
  }
  return fine
}

interface RowInTable {
  readonly row: TierRow
  readonly before: TierRow | null
  readonly numeraire: Asset
}

const checkRow = (findings: Findings, at: string, { row, before, numeraire }: RowInTable): boolean => {
  const floor = findings.attempt(`${at}.floor`, row.floor, () => atomsOfText(numeraire, row.floor))
  if (floor === null) return false
  const problems: (readonly [string, string, string, string])[] = []
  const note = (field: keyof TierRow, allowed: string, remedy: string): void => {
    problems.push([`${at}.${field}`, row[field], allowed, remedy])
  }
  const [initial, maintenance] = [ratioOfText(row.initialRate), ratioOfText(row.maintenanceRate)]
  if (before === null && floor !== 0n) note('floor', '0', 'let the first tier start at notional 0')
  if (maintenance <= 0n) note('maintenanceRate', 'above 0', 'give a rate such as "0.01"')
  if (maintenance > initial)
    note('maintenanceRate', `at most initialRate ${row.initialRate}`, 'lower it or raise initialRate')
  if (before !== null) {
    const rising = 'sort the rows by floor, each floor once, with rates that never fall'
    if (floor <= atomsOfText(numeraire, before.floor))
      note(
        'floor',
        `above ${before.floor}: floor ${row.floor} > ${before.floor} is required, or the tiers overlap`,
        rising,
      )
    if (initial < ratioOfText(before.initialRate)) note('initialRate', `at least ${before.initialRate}`, rising)
    if (maintenance < ratioOfText(before.maintenanceRate))
      note('maintenanceRate', `at least ${before.maintenanceRate}`, rising)
  }
  for (const [field, value, allowed, remedy] of problems) findings.refuse(field, value, allowed, remedy)
  return problems.length === 0
}
