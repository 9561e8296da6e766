import { Type, type TOptional } from 'typebox'
import type { BorrowFile, CollateralFile, InstrumentFile, PortfolioFile, TiersFile, VenueFile } from '../venue-file.ts'
import { choice, either, identifier, list, only, orNull, record, seal, text, whole, type Schema } from '../schema.ts'
import { decimalAboveZero, decimalFromZero, shareText } from './human.ts'

const traded = {
  id: identifier,
  base: identifier,
  quote: identifier,
  tickSize: decimalAboveZero,
  lotSize: decimalAboveZero,
}

const instrumentFile: Schema<InstrumentFile> = seal<InstrumentFile>()(
  either(
    record({ kind: choice('spot', 'linear-perpetual', 'inverse-perpetual'), ...traded }),
    record({
      kind: only('dated-future'),
      ...traded,
      expiry: whole(1, Number.MAX_SAFE_INTEGER, { description: 'milliseconds since 1970-01-01 UTC' }),
    }),
  ),
)

const tiersFile: Schema<TiersFile> = seal<TiersFile>()(
  record({
    instrument: identifier,
    rows: list(record({ floor: decimalFromZero, initialRate: shareText, maintenanceRate: shareText }), {
      minItems: 1,
      maxItems: 100,
    }),
  }),
)

const collateralFile: Schema<CollateralFile> = seal<CollateralFile>()(
  record({
    asset: identifier,
    spot: identifier,
    haircut: shareText,
    steps: Type.Optional(list(record({ floor: decimalAboveZero, haircut: shareText }), { minItems: 1, maxItems: 100 })),
  }),
)

const borrowFile: Schema<BorrowFile> = seal<BorrowFile>()(
  either(
    record({
      by: only('rate'),
      asset: identifier,
      initialRate: decimalAboveZero,
      maintenanceRate: decimalAboveZero,
    }),
    record({
      by: only('loan-to-value'),
      asset: identifier,
      against: orNull(identifier),
      initialLtv: shareText,
      maintenanceLtv: shareText,
    }),
  ),
)

const portfolioFile: Schema<PortfolioFile> = seal<PortfolioFile>()(
  record({ underlying: identifier, initialShock: shareText, maintenanceShock: shareText, contingency: shareText }),
)

type Given<T> = { readonly [K in keyof T]: Schema<T[K]> }

/** Fields of a venue file; scenarios add theirs to these. */
export const venueFileFields: Given<Omit<VenueFile, 'borrow' | 'profitHaircut' | 'portfolio'>> & {
  readonly borrow: TOptional<Schema<readonly BorrowFile[]>>
  readonly profitHaircut: TOptional<Schema<string>>
  readonly portfolio: TOptional<Schema<readonly PortfolioFile[]>>
} = {
  name: text(200, { minLength: 1 }),
  numeraire: identifier,
  assets: list(record({ id: identifier, decimals: whole(0, 18) }), { minItems: 1, maxItems: 200 }),
  instruments: list(instrumentFile, { minItems: 1, maxItems: 500 }),
  tiers: list(tiersFile, { maxItems: 500 }),
  collateral: list(collateralFile, { maxItems: 200 }),
  borrow: Type.Optional(list(borrowFile, { maxItems: 200 })),
  profitHaircut: Type.Optional(shareText),
  portfolio: Type.Optional(list(portfolioFile, { maxItems: 200 })),
  takerFee: shareText,
}

export const venueFileSchema: Schema<VenueFile> = seal<VenueFile>()(record(venueFileFields))
