import {
  defineRules,
  parseDecimal,
  type Asset,
  type Instrument,
  type MarginRules,
  type Ratio,
  type Ticks,
  type VenueDeclaration,
} from '@ebbline/core'
import { checkScenario, type Scenario } from '@ebbline/wire'
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
  /** What may be borrowed, how profits count, and what is margined together; absent where the scenario says nothing of it. */
  readonly lending: Pick<VenueDeclaration, 'borrow' | 'profitHaircut' | 'portfolio'>
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
 * @throws WireError for a scenario that does not fit together.
 */
export const venueTerms = (scenario: Scenario, path: ExogenousPath): VenueTerms => {
  const { terms, marks } = checkScenario(scenario.name, scenario)
  const { instruments } = terms
  return {
    name: terms.name,
    assets: terms.assets,
    instruments,
    derivatives: instruments.filter((instrument) => instrument.kind !== 'spot'),
    tiers: terms.tiers,
    collateral: terms.collateral,
    lending: {
      ...(terms.borrow === undefined ? {} : { borrow: terms.borrow }),
      ...(terms.profitHaircut === undefined ? {} : { profitHaircut: terms.profitHaircut }),
      ...(terms.portfolio === undefined ? {} : { portfolio: terms.portfolio }),
    },
    rules: defineRules(terms),
    takerFee: terms.takerFee,
    marks,
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
