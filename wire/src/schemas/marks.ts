import { Type } from 'typebox'
import type { IndexTerms, Mark, MarkMemory, MarkRule, OwnPrice, StatusLadder, Trouble } from '@ebbline/core'
import {
  atomsAboveZero,
  choice,
  either,
  identifier,
  integerAboveZero,
  list,
  only,
  orNull,
  ratioAboveZero,
  ratioFromZero,
  ratioText,
  record,
  seal,
  ticksText,
  time,
  whole,
  type Schema,
} from '../schema.ts'

const memory: Schema<MarkMemory> = seal<MarkMemory>()(
  either(
    record({ kind: only('basis'), average: ratioText, standing: ratioText, time }),
    record({ kind: only('redemption'), ratio: ratioText, time }),
  ),
)

const trouble: Schema<Trouble> = seal<Trouble>()(
  record({
    since: time,
    calm: orNull(time),
    doubt: choice('silent', 'disagreement', 'wide', 'discount', 'base'),
  }),
)

export const markSchema: Schema<Mark> = seal<Mark>()(
  record({
    instrument: identifier,
    price: ticksText,
    index: ticksText,
    status: choice('fine', 'stale', 'suspect', 'halted'),
    time,
    leftOut: Type.Optional(whole(1, 1_000)),
    trouble: Type.Optional(trouble),
    memory: Type.Optional(memory),
  }),
)

const age: Schema<number> = whole(0, Number.MAX_SAFE_INTEGER)
const above: Schema<number> = whole(1, Number.MAX_SAFE_INTEGER)

const sources = list(record({ source: identifier, weight: integerAboveZero }), { minItems: 1 })

const indexTerms: Schema<IndexTerms> = seal<IndexTerms>()(
  record({ sources, ageMax: age, deviationMax: orNull(ratioFromZero) }),
)

const ladder: Schema<StatusLadder> = seal<StatusLadder>()(record({ haltAfter: orNull(above), recoverAfter: age }))

const laddered = { ladder: Type.Optional(ladder) }

const own: Schema<OwnPrice> = seal<OwnPrice>()(
  either(record({ kind: only('book') }), record({ kind: only('trades'), source: identifier, ageMax: age })),
)

/** A mark rule as commands and snapshots carry it. */
export const markRuleSchema: Schema<MarkRule> = seal<MarkRule>()(
  either(
    record({
      kind: only('weighted-median'),
      sources,
      ageMax: age,
      deviationMax: orNull(ratioFromZero),
      ...laddered,
    }),
    record({
      kind: only('ema-basis'),
      index: indexTerms,
      own,
      halfLife: above,
      basisMax: ratioFromZero,
      ...laddered,
    }),
    record({
      kind: only('impact-price'),
      index: indexTerms,
      notional: atomsAboveZero,
      basisMax: ratioFromZero,
      ...laddered,
    }),
    record({
      kind: only('confidence'),
      sources,
      ageMax: age,
      widthMax: ratioFromZero,
      multiple: ratioFromZero,
      ...laddered,
    }),
    record({
      kind: only('volume-index'),
      primary: list(identifier, { minItems: 1 }),
      primaryAgeMax: age,
      secondary: list(identifier),
      secondaryAgeMax: age,
      ...laddered,
    }),
    record({ kind: only('last-trade'), source: identifier, ...laddered }),
    record({
      kind: only('conversion'),
      base: orNull(identifier),
      redemption: record({ source: identifier, step: ratioAboveZero, ageMax: age }),
      changeMax: ratioFromZero,
      changePer: above,
      market: orNull(record({ index: indexTerms, discountMax: ratioFromZero })),
      ...laddered,
    }),
  ),
)
