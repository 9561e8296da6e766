import {
  atoms,
  defineAsset,
  defineDatedFuture,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineRules,
  defineSpot,
  defineTiers,
  parseDecimal,
  ratioOf,
  type Asset,
  type Instrument,
  type MarginRules,
  type Ratio,
  type Spot,
  type Ticks,
  type VenueDeclaration,
} from '@ebbline/core'
import type { InstrumentFile, Scenario, TiersFile, VenueFile } from '@ebbline/wire'
import { priceOf, type ExogenousPath } from './path.ts'
import { nearestTick } from './path-prints.ts'

/** A scenario's venue in exact integers, with the marks at which it opens. */
export interface VenueTerms {
  readonly name: string
  readonly assets: readonly Asset[]
  readonly instruments: readonly Instrument[]
  /** Instruments that are not spots, in file order. */
  readonly derivatives: readonly Instrument[]
  readonly tiers: VenueDeclaration['tiers']
  readonly collateral: VenueDeclaration['collateral']
  readonly rules: MarginRules
  readonly takerFee: Ratio
  readonly marks: VenueDeclaration['marks']
  /** Exogenous price of every instrument at batch 0, nearest tick. */
  readonly startMarks: ReadonlyMap<string, Ticks>
}

/** A scenario that names something it does not define: field, value, remedy. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError'
  constructor(field: string, value: string, remedy: string) {
    super(`scenario: ${field} = ${value} is not defined; ${remedy}`)
  }
}

/**
 * The venue of a scenario in exact integers.
 *
 * @throws ScenarioError for a name without definition, and core's errors for terms that cannot be traded exactly.
 */
export const venueTerms = (scenario: Scenario, path: ExogenousPath): VenueTerms => {
  const { venue } = scenario
  const assets = venue.assets.map(({ id, decimals }) => defineAsset(id, decimals))
  const instruments = venue.instruments.map((file) => defineInstrument(assets, file))
  const numeraire = assetOf(assets, 'numeraire', venue.numeraire)
  const tiers = venue.tiers.map((file) => ({ instrument: file.instrument, tiers: tableOf(numeraire, file) }))
  const collateral = venue.collateral.map((file) => collateralOf(instruments, file))
  return {
    name: venue.name,
    assets,
    instruments,
    derivatives: instruments.filter((instrument) => instrument.kind !== 'spot'),
    tiers,
    collateral,
    rules: defineRules({ numeraire: venue.numeraire, instruments, tiers, collateral }),
    takerFee: ratioOf(venue.takerFee),
    marks: instruments.map(({ id }) => ({ instrument: id, rule: medianOf(scenario) })),
    startMarks: new Map(instruments.map((each) => [each.id, nearestTick(each, priceOf(path, each.id, 0))])),
  }
}

/** A decimal text of an asset's units in its atoms. */
export const atomsOf = (asset: Asset, text: string): bigint => parseDecimal(text, asset.decimals)

/** The specification of an asset. @throws ScenarioError when the list does not hold it. */
export const assetOf = (assets: readonly Asset[], field: string, id: string): Asset => {
  const found = assets.find((asset) => asset.id === id)
  if (found === undefined) throw new ScenarioError(field, id, "add it to 'venue.assets'")
  return found
}

const medianOf = ({ venue }: Scenario) => ({
  sources: venue.sources.map(({ id, weight }) => ({ source: id, weight: BigInt(weight) })),
  ageMax: venue.markAgeMaxSec * 1000,
})

const defineInstrument = (assets: readonly Asset[], file: InstrumentFile): Instrument => {
  const terms = {
    id: file.id,
    base: assetOf(assets, `${file.id}.base`, file.base),
    quote: assetOf(assets, `${file.id}.quote`, file.quote),
    tickSize: ratioOf(file.tickSize),
    lotSize: ratioOf(file.lotSize),
  }
  switch (file.kind) {
    case 'spot':
      return defineSpot(terms)
    case 'linear-perpetual':
      return defineLinearPerpetual(terms)
    case 'inverse-perpetual':
      return defineInversePerpetual(terms)
    case 'dated-future':
      return defineDatedFuture({ ...terms, expiry: file.expiry })
  }
}

const tableOf = (numeraire: Asset, file: TiersFile) =>
  defineTiers(
    file.rows.map((row) => ({
      floor: atoms(atomsOf(numeraire, row.floor)),
      initialRate: ratioOf(row.initialRate),
      maintenanceRate: ratioOf(row.maintenanceRate),
    })),
  )

const collateralOf = (instruments: readonly Instrument[], file: VenueFile['collateral'][number]) => {
  const spot = instruments.find(
    (instrument): instrument is Spot => instrument.id === file.spot && instrument.kind === 'spot',
  )
  if (spot === undefined) throw new ScenarioError('collateral.spot', file.spot, 'list it as an instrument of kind spot')
  return { asset: file.asset, spot, haircut: ratioOf(file.haircut) }
}
