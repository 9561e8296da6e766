import { Type } from 'typebox'
import type { IndexTermsFile, MarkRuleFile } from '../mark-rule-file.ts'
import {
  either,
  identifier,
  list,
  number,
  numberAbove,
  only,
  orNull,
  record,
  seal,
  whole,
  type Schema,
} from '../schema.ts'
import { decimalAboveZero, decimalFromZero, shareText } from './human.ts'

/** A month, the longest age or half-life [s]. */
const MONTH_SEC = 31 * 86_400
const age = number(0, MONTH_SEC)
const above = numberAbove(0, MONTH_SEC)

const sources = list(record({ source: identifier, weight: whole(1, 1_000_000) }), { minItems: 1, maxItems: 64 })
const terms = { sources, ageMaxSec: age, deviationMax: orNull(shareText) }
const index: Schema<IndexTermsFile> = seal<IndexTermsFile>()(record(terms))

const laddered = {
  ladder: Type.Optional(record({ haltAfterSec: orNull(above), recoverAfterSec: age })),
}

/** A mark rule of a human file. */
export const markRuleFileSchema: Schema<MarkRuleFile> = seal<MarkRuleFile>()(
  either(
    record({ kind: only('weighted-median'), ...terms, ...laddered }),
    record({
      kind: only('ema-basis'),
      index,
      own: either(record({ kind: only('book') }), record({ kind: only('trades'), source: identifier, ageMaxSec: age })),
      halfLifeSec: above,
      basisMax: shareText,
      ...laddered,
    }),
    record({ kind: only('impact-price'), index, notional: decimalAboveZero, basisMax: shareText, ...laddered }),
    record({
      kind: only('confidence'),
      sources,
      ageMaxSec: age,
      widthMax: shareText,
      multiple: decimalFromZero,
      ...laddered,
    }),
    record({
      kind: only('volume-index'),
      primary: list(identifier, { minItems: 1, maxItems: 64 }),
      primaryAgeMaxSec: age,
      secondary: list(identifier, { maxItems: 64 }),
      secondaryAgeMaxSec: age,
      ...laddered,
    }),
    record({ kind: only('last-trade'), source: identifier, ...laddered }),
    record({
      kind: only('conversion'),
      base: orNull(identifier),
      redemption: record({ source: identifier, step: decimalAboveZero, ageMaxSec: age }),
      changeMax: shareText,
      changePerSec: above,
      market: orNull(record({ index, discountMax: shareText })),
      ...laddered,
    }),
  ),
)
