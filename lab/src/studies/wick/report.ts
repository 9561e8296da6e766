import { comparisonTable, page, type Fact, type Section } from '@ebbline/charts'
import { accountsFigure, coinFigure } from './pictures.ts'
import { ASSUMED, LIMITS } from './notes.ts'
import { rulesTable } from './rules-table.ts'
import type { RuleResult, WickStudy } from './study.ts'
import type { WickOutcome } from './wick.ts'

/** Coins whose prices are shown: those whose perpetual fell furthest beyond Coinbase. */
const COINS_SHOWN = 3

/** The study as one HTML page that needs nothing else. */
export const wickReport = (outcome: WickOutcome): string => {
  const { study } = outcome
  const worst = study.coins.toSorted((a, b) => b.own - b.coinbase - (a.own - a.coinbase)).slice(0, COINS_SHOWN)
  return page({
    title: 'The wick of 10 October 2025',
    subtitle: `Who is liquidated when the last trade is the mark, under each mark rule, and on the index alone; ${study.coins.length} coins at one second.`,
    brand: 'Ebbline',
    provenance: [
      { label: 'seed', value: String(study.seed) },
      { label: 'accounts', value: `${study.accounts}, ${study.accountsPerCoin} a coin` },
      ...study.datasets.map(({ name, sha256 }) => ({
        label: name.split('/').at(-1) ?? name,
        value: sha256.slice(0, 16),
      })),
    ],
    policies: [],
    sections: [
      headline(study),
      rulesSection(outcome),
      {
        id: 'prices',
        title: 'Prices and marks',
        lead: 'Each second’s highest and lowest trade by venue, and the mark of each rule at whole seconds.',
        blocks: worst.map(({ coin }) => ({ kind: 'figure', figure: coinFigure(outcome, coin) })),
      },
      coinsSection(study),
      {
        id: 'limits',
        title: 'What this rests on',
        blocks: [
          { kind: 'list', title: 'Assumed', items: ASSUMED },
          { kind: 'list', title: 'What it cannot show', items: LIMITS },
        ],
      },
    ],
    footer: 'Drawn by ebb study wick.',
  })
}

const headline = (study: WickStudy): Section => {
  const shipped = study.rules.find(({ rule }) => rule === study.shipped)
  const bad = study.rules.find(({ rule }) => rule === 'last-trade')
  return {
    id: 'found',
    title: study.holds
      ? 'The shipped rule liquidated whom the index says, and nobody else'
      : 'The shipped rule missed its index',
    blocks: [
      { kind: 'facts', facts: [...setFacts(study, shipped), ...(bad === undefined ? [] : lastTradeFacts(bad))] },
    ],
  }
}

const setFacts = (study: WickStudy, shipped: RuleResult | undefined): readonly Fact[] => [
  { label: 'On the index alone', value: `${study.indexOnly} of ${study.accounts}`, note: 'accounts breached' },
  {
    label: `Under ${study.shipped}`,
    value: String(shipped?.liquidated ?? 0),
    note: `${shipped?.extra.accounts ?? 0} extra, ${shipped?.missing ?? 0} missing, ${shipped?.worstDelayMs ?? 0} ms late at worst`,
  },
]

const lastTradeFacts = ({ extra }: RuleResult): readonly Fact[] => [
  { label: 'Extra under last trade', value: String(extra.accounts), note: 'accounts that the index never breached' },
  {
    label: 'Their equity at 21:00',
    value: `$${whole(extra.equityAtStart)}`,
    note: `$${whole(extra.equityAtEnd)} left; $${whole(extra.equityUntouched)} had they been left alone`,
  },
]

const whole = (usd: string): string => Math.round(Number(usd)).toLocaleString('en-US')

const rulesSection = (outcome: WickOutcome): Section => ({
  id: 'rules',
  title: 'By rule',
  lead: 'Extra: liquidated, though the index never breached. Missing: breached on the index and never liquidated.',
  blocks: [
    { kind: 'figure', figure: accountsFigure(outcome) },
    { kind: 'figure', figure: rulesTable(outcome.study) },
    { kind: 'list', title: 'The rules', items: outcome.study.rules.map(({ rule, words }) => `${rule}: ${words}`) },
  ],
})

const COUNT = { unit: 'accounts', format: 'count', better: 'none' } as const
const FALL = { unit: 'share', format: 'ratio', better: 'none' } as const

const coinsSection = (study: WickStudy): Section => ({
  id: 'coins',
  title: 'By coin',
  blocks: [
    {
      kind: 'figure',
      figure: comparisonTable({
        id: 'coins-table',
        title: 'How far each coin fell',
        subtitle:
          'From the last trade before 21:00 UTC to the low of the day; the shipped index to its low within the study',
        rowTitle: 'coin',
        bounds: ['measured'],
        groups: [
          {
            title: 'Fall',
            columns: [
              { key: 'own', title: 'perpetual', definition: 'coin-margined perpetual', ...FALL },
              { key: 'coinbase', title: 'Coinbase', definition: 'Coinbase spot', ...FALL },
              { key: 'gemini', title: 'Gemini', definition: 'Gemini spot, until 23:00', ...FALL },
              { key: 'index', title: 'index', definition: 'the shipped index', ...FALL },
              { key: 'extra', title: 'extra under last trade', definition: 'accounts', ...COUNT },
            ],
          },
        ],
        rows: study.coins.map(({ coin, own, coinbase, gemini, index }) => ({
          name: coin,
          cells: {
            own: [own.toFixed(6)],
            coinbase: [coinbase.toFixed(6)],
            gemini: [gemini === null ? null : gemini.toFixed(6)],
            index: [index.toFixed(6)],
            extra: [String(study.rules.find(({ rule }) => rule === 'last-trade')?.extraByCoin[coin] ?? 0)],
          },
        })),
      }),
    },
  ],
})
