import { Type } from 'typebox'
import type { BorrowRule, CollateralRule, ConcentrationStep, PortfolioRule, Tier, TierTable } from '@ebbline/core'
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

const concentrationStepSchema: Schema<ConcentrationStep> = seal<ConcentrationStep>()(
  record({ floor: atomsFromZero, haircut: ratioFromZero }),
)

export const collateralRuleSchema: Schema<CollateralRule> = seal<CollateralRule>()(
  record({
    asset: identifier,
    spot: spotSchema,
    haircut: ratioFromZero,
    steps: Type.Optional(list(concentrationStepSchema, { maxItems: 100 })),
  }),
)

export const portfolioRuleSchema: Schema<PortfolioRule> = seal<PortfolioRule>()(
  record({
    underlying: identifier,
    initialShock: ratioFromZero,
    maintenanceShock: ratioFromZero,
    contingency: ratioFromZero,
  }),
)

export const borrowRuleSchema: Schema<BorrowRule> = seal<BorrowRule>()(
  record({ asset: identifier, initialRate: ratioFromZero, maintenanceRate: ratioFromZero }),
)
