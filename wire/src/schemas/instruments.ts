import type { Asset, DatedFuture, Fraction, Instrument, InversePerpetual, LinearPerpetual, Spot } from '@ebbline/core'
import {
  either,
  identifier,
  integerAboveZero,
  only,
  ratioAboveZero,
  record,
  seal,
  whole,
  type Schema,
} from '../schema.ts'

export const assetSchema: Schema<Asset> = seal<Asset>()(record({ id: identifier, decimals: whole(0, 18) }))

export const fractionSchema: Schema<Fraction> = seal<Fraction>()(
  record({ numerator: integerAboveZero, denominator: integerAboveZero }),
)

const traded = { id: identifier, base: identifier, quote: identifier, settle: identifier, tickSize: ratioAboveZero }

export const spotSchema: Schema<Spot> = seal<Spot>()(
  record({ ...traded, kind: only('spot'), lotAtoms: integerAboveZero, scale: fractionSchema }),
)

const linearPerpetualSchema: Schema<LinearPerpetual> = seal<LinearPerpetual>()(
  record({ ...traded, kind: only('linear-perpetual'), lotSize: ratioAboveZero, scale: fractionSchema }),
)

const inversePerpetualSchema: Schema<InversePerpetual> = seal<InversePerpetual>()(
  record({ ...traded, kind: only('inverse-perpetual'), lotSize: ratioAboveZero, scale: fractionSchema }),
)

const datedFutureSchema: Schema<DatedFuture> = seal<DatedFuture>()(
  record({
    ...traded,
    kind: only('dated-future'),
    lotSize: ratioAboveZero,
    scale: fractionSchema,
    expiry: whole(1, Number.MAX_SAFE_INTEGER),
  }),
)

export const instrumentSchema: Schema<Instrument> = seal<Instrument>()(
  either(spotSchema, linearPerpetualSchema, inversePerpetualSchema, datedFutureSchema),
)
