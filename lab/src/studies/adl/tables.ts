import { comparisonTable, toCsv, type TableFigure } from '@ebbline/charts'
import type { AdlStudy, RuleOutcome, WaveResult } from './study.ts'

const USD = { unit: 'USD', format: 'money', better: 'none' } as const
const COUNT = { unit: 'accounts', format: 'count', better: 'none' } as const
const SHARE = { unit: 'share', format: 'ratio', better: 'none' } as const

/** Every wave: needed, taken, what was missing, and the hardest hit winner. */
export const wavesTable = ({ waves }: AdlStudy): TableFigure =>
  comparisonTable({
    id: 'waves-table',
    title: 'Wave by wave',
    subtitle: 'Needed: what losers were missing by price gaps. Taken: what the queue closed of winners’ profit',
    rowTitle: 'wave',
    bounds: ['measured'],
    groups: [
      {
        title: 'Winners’ profit',
        columns: [
          { key: 'needed', title: 'needed', definition: 'price gap times size, all coins', ...USD },
          { key: 'taken', title: 'taken', definition: 'by the venue’s queue', ...USD },
          { key: 'over', title: 'taken less needed', definition: 'below zero: winners gave too little', ...USD },
          { key: 'capacity', title: 'there was', definition: 'profit of all winners', ...USD },
        ],
      },
      {
        title: 'Largest share of one winner',
        columns: [
          { key: 'mostTaken', title: 'taken', definition: 'of one winner’s profit', ...SHARE },
          { key: 'mostShared', title: 'shared', definition: 'had all given in proportion to profit', ...SHARE },
        ],
      },
      {
        title: 'Losers',
        columns: [
          { key: 'losers', title: 'losers', definition: 'accounts below zero', ...COUNT },
          { key: 'deficit', title: 'missing', definition: 'their equity below zero, as stated', ...USD },
        ],
      },
    ],
    rows: waves.map((wave) => ({ name: `${wave.wave} · ${clock(wave.startMs)}`, cells: waveCells(wave) })),
  })

const waveCells = (wave: WaveResult) => ({
  needed: [wave.needed],
  taken: [wave.taken],
  over: [wave.over],
  capacity: [wave.capacity],
  mostTaken: [wave.mostTaken.toFixed(6)],
  mostShared: [wave.mostShared.toFixed(6)],
  losers: [String(wave.losers)],
  deficit: [wave.deficit],
})

/** Time of day, UTC, to the second. */
export const clock = (ms: number): string => new Date(ms).toISOString().slice(11, 19)

/** What each rule does to the made-up population. */
export const rulesTable = ({ planted }: AdlStudy): TableFigure =>
  comparisonTable({
    id: 'rules-table',
    title: 'The same demand under every rule',
    subtitle: `${planted.demand} BTC of ${planted.bankrupt} bankrupt longs against ${planted.candidates} BTC of shorts`,
    rowTitle: 'rule',
    bounds: ['simulated'],
    groups: [
      {
        title: 'Customers',
        columns: [
          { key: 'asked', title: 'asked', definition: 'accounts of which anything was closed', ...COUNT },
          { key: 'whole', title: 'closed whole', definition: 'accounts that lost the position', ...COUNT },
          { key: 'top', title: 'ten most burdened', definition: 'their share of all lots closed', ...SHARE },
        ],
      },
      {
        title: `${planted.hedged} hedged books`,
        columns: [
          { key: 'hedged', title: 'their share', definition: 'of all lots closed', ...SHARE },
          { key: 'riskier', title: 'made riskier', definition: 'books whose scenario loss rose', ...COUNT },
          { key: 'before', title: 'loss before', definition: 'scenario loss of all of them', ...USD },
          { key: 'after', title: 'loss after', definition: 'scenario loss of all of them', ...USD },
        ],
      },
    ],
    rows: planted.rules.map((rule) => ({ name: rule.rule, cells: ruleCells(rule) })),
  })

const ruleCells = (rule: RuleOutcome) => ({
  asked: [String(rule.asked)],
  whole: [String(rule.closedWhole)],
  top: [rule.topTen.toFixed(6)],
  hedged: [rule.fromHedged.toFixed(6)],
  riskier: [String(rule.riskier)],
  before: [rule.lossBefore],
  after: [rule.lossAfter],
})

/** The waves as a table of comma-separated values. */
export const wavesCsv = ({ waves }: AdlStudy): string =>
  toCsv(
    'wave,start_ms,fills,losers,needed_usd,taken_usd,over_usd,capacity_usd,deficit_usd,most_taken,most_shared'.split(
      ',',
    ),
    waves.map((wave) => [
      wave.wave,
      wave.startMs,
      wave.fills,
      wave.losers,
      wave.needed,
      wave.taken,
      wave.over,
      wave.capacity,
      wave.deficit,
      wave.mostTaken,
      wave.mostShared,
    ]),
  )

/** The rules on the made-up population as a table of comma-separated values. */
export const rulesCsv = ({ planted }: AdlStudy): string =>
  toCsv(
    'rule,asked,closed_whole,largest_share,top_ten,from_hedged,riskier,loss_before_usd,loss_after_usd'.split(','),
    planted.rules.map((rule) => [
      rule.rule,
      rule.asked,
      rule.closedWhole,
      rule.largestShare,
      rule.topTen,
      rule.fromHedged,
      rule.riskier,
      rule.lossBefore,
      rule.lossAfter,
    ]),
  )
