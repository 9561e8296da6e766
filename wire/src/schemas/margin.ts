import type { CollateralRule, Tier, TierTable } from '@ebbline/core'
import {
  atomsFromZero,
  identifier,
  integerFromZero,
  list,
  ratioFromZero,
  record,
  seal,
  type Schema,
} from '../schema.ts'
import { spotSchema } from './instruments.ts'

const tierSchema: Schema<Tier> = seal<Tier>()(
  record({
    floor: atomsFromZero,
    initialRate: ratioFromZero,
    maintenanceRate: ratioFromZero,
    initialDeduction: integerFromZero,
    maintenanceDeduction: integerFromZero,
  }),
)

export const tierTableSchema: Schema<TierTable> = seal<TierTable>()(list(tierSchema, { minItems: 1, maxItems: 100 }))

export const collateralRuleSchema: Schema<CollateralRule> = seal<CollateralRule>()(
  record({ asset: identifier, spot: spotSchema, haircut: ratioFromZero }),
)
