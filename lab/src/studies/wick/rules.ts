import { atoms, ratioOf, type MarkRule } from '@ebbline/core'

/** A mark rule of the study with the words that a reader needs. */
export interface StudiedRule {
  readonly name: MarkRule['kind']
  readonly words: string
  readonly rule: MarkRule
}

const ladder = { haltAfter: 300_000, recoverAfter: 0 }
const spot = {
  sources: [
    { source: 'coinbase', weight: 3n },
    { source: 'gemini', weight: 1n },
  ],
  ageMax: 60_000,
  deviationMax: null,
}

/** The rule that is shipped for thin markets: Coinbase, with Gemini only when younger than 10 s, by volume of five minutes. */
export const SHIPPED: StudiedRule = {
  name: 'volume-index',
  words: 'Coinbase, and Gemini while younger than 10 s, by volume',
  rule: {
    kind: 'volume-index',
    primary: ['coinbase'],
    primaryAgeMax: 120_000,
    secondary: ['gemini'],
    secondaryAgeMax: 10_000,
    ladder,
  },
}

/** All rules of the study; the conversion rule is left out, since nothing here is wrapped. */
export const STUDIED: readonly StudiedRule[] = [
  { name: 'last-trade', words: 'last trade of the perpetual', rule: { kind: 'last-trade', source: 'own' } },
  {
    name: 'weighted-median',
    words: 'Coinbase 3, Gemini 1, own 1; outliers beyond 5\u00a0% left out',
    rule: {
      kind: 'weighted-median',
      sources: [...spot.sources, { source: 'own', weight: 1n }],
      ageMax: 60_000,
      deviationMax: ratioOf('0.05'),
      ladder,
    },
  },
  {
    name: 'ema-basis',
    words: 'median of Coinbase 3 and Gemini 1, and own basis averaged over 150 s within 0.5\u00a0%',
    rule: {
      kind: 'ema-basis',
      index: spot,
      own: { kind: 'trades', source: 'own', ageMax: 60_000 },
      halfLife: 150_000,
      basisMax: ratioOf('0.005'),
      ladder,
    },
  },
  {
    name: 'impact-price',
    words: 'own book for 10,000 USD, within 0.5\u00a0% of that median',
    rule: { kind: 'impact-price', index: spot, notional: atoms(10n ** 12n), basisMax: ratioOf('0.005'), ladder },
  },
  {
    name: 'confidence',
    words: 'Coinbase 3, Gemini 1, half of the range of a second as width, at most 2\u00a0%',
    rule: {
      kind: 'confidence',
      sources: spot.sources,
      ageMax: 60_000,
      widthMax: ratioOf('0.02'),
      multiple: ratioOf('1'),
      ladder,
    },
  },
  SHIPPED,
]
