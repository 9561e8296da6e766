import { Type } from 'typebox'
import type { HouseDeclaration, OpenInterestCap, VenueDeclaration } from '@ebbline/core'
import {
  atomsFromZero,
  either,
  identifier,
  list,
  lotsFromZero,
  only,
  orNull,
  ratioFromZero,
  record,
  seal,
  text,
  type Schema,
} from '../schema.ts'
import { assetSchema, instrumentSchema } from './instruments.ts'
import { borrowRuleSchema, collateralRuleSchema, portfolioRuleSchema, tierTableSchema } from './margin.ts'
import { markRuleSchema } from './marks.ts'
import { policySchema } from './policy.ts'

const houseSchema: Schema<HouseDeclaration> = seal<HouseDeclaration>()(
  record({
    treasury: identifier,
    external: identifier,
    restOfWorld: identifier,
    vault: orNull(identifier),
    backstops: Type.Optional(list(identifier)),
    funds: list(record({ instrument: identifier, account: identifier })),
  }),
)

const openInterestCapSchema: Schema<OpenInterestCap> = seal<OpenInterestCap>()(
  either(
    record({ instrument: identifier, unit: only('lots'), lots: lotsFromZero }),
    record({ instrument: identifier, unit: only('notional'), atoms: atomsFromZero }),
  ),
)

export const venueSchema: Schema<VenueDeclaration> = seal<VenueDeclaration>()(
  record({
    name: text(200),
    numeraire: identifier,
    assets: list(assetSchema),
    instruments: list(instrumentSchema),
    tiers: list(record({ instrument: identifier, tiers: tierTableSchema })),
    collateral: list(collateralRuleSchema),
    borrow: Type.Optional(list(borrowRuleSchema)),
    profitHaircut: Type.Optional(ratioFromZero),
    portfolio: Type.Optional(list(portfolioRuleSchema)),
    marks: list(record({ instrument: identifier, rule: markRuleSchema })),
    takerFee: ratioFromZero,
    house: houseSchema,
    policies: list(policySchema),
    openInterestCaps: Type.Optional(list(openInterestCapSchema)),
    policy: record({
      traders: text(64),
      house: text(64),
      accounts: list(record({ account: identifier, policy: text(64) })),
    }),
  }),
)
