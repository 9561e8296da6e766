export type {
  Asset,
  AssetId,
  DatedFuture,
  Fraction,
  Instrument,
  InstrumentId,
  InversePerpetual,
  LinearPerpetual,
  Spot,
} from './specification.ts'
export { positionValue, notional, fillValue } from './payoff.ts'
export {
  defineAsset,
  defineSpot,
  defineLinearPerpetual,
  defineInversePerpetual,
  defineDatedFuture,
  SpecificationError,
} from './define.ts'
