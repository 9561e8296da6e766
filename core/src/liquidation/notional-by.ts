import { choice } from './parameters.ts'
import { grossQuoteNotional, largestQuoteNotional } from './positions.ts'
import type { Parameters, ParameterShape } from './types.ts'

/** Parameter: whose notional a trigger judges. */
export const NOTIONAL_OF: ParameterShape = choice(
  'whose notional: of all positions together, or of the largest one; absent = account',
  ['account', 'position'],
)

/** The notional that a trigger with parameter `of` judges, whole units of the quote asset at 1e-18. */
export const notionalBy = ({ of }: Parameters): typeof grossQuoteNotional =>
  of === 'position' ? largestQuoteNotional : grossQuoteNotional
