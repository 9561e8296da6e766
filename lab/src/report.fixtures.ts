import { readFileSync } from 'node:fs'
import { atoms, type Atoms, type PolicyDeclaration, type Receipt } from '@ebbline/core'
import { parseScenario, type RunProvenance, type Scenario } from '@ebbline/wire'
import type { TapeComparison } from './verdicts-types.ts'
import type { ReportInput, ReportRun } from './report-input.ts'
import type { BoundName } from './runner.ts'
import type { Sample } from './series.ts'
import type { ShortfallSum } from './shortfalls.ts'
import type { Story } from './stories.ts'
import { runOf, type Metrics } from './verdicts.fixtures.ts'
import { variantsOf, type Variant } from './variants.ts'
import { rankingsOf, verdictsOf } from './verdicts.ts'

/** The bundled small scenario, as its file says. */
export const smokeScenario = (): Scenario => {
  const url = new URL('../../scenarios/smoke.json', import.meta.url)
  return parseScenario('smoke.json', readFileSync(url, 'utf8')).scenario
}

/** A policy of one stage that nobody runs; only its words are shown. */
export const policyOf = (name: string): PolicyDeclaration => ({
  name,
  title: name,
  source: 'a page',
  date: '2026-01-01',
  evidence: 'documents',
  summary: `What ${name} does.`,
  queue: { rule: 'least-distance' },
  stages: [],
  allocation: { rule: 'independent' },
  waterfall: [{ step: 'fund' }, { step: 'socialise' }],
  rounding: 'against-account',
  laws: { holds: [], breaks: [] },
})

const POLICIES = ['full-close', 'bybit-tier-step', 'hyperliquid-like', 'soft'] as const

const METRICS: Readonly<Record<(typeof POLICIES)[number], Metrics>> = {
  'full-close': {
    traderLoss: '2410000',
    venueLoss: '310000',
    giniOfLosses: 0.21,
    equityPreserved: 0.31,
    positionPreserved: 0.02,
    forcedNotional: '91234567.891234',
    badDebt: '412345.67',
    fundDrawdown: '398000.5',
    adlNotional: '2300000',
    slippageBps: 64.2,
    timeAtRiskSec: 4200,
    accountsTouched: 1480,
  },
  'bybit-tier-step': {
    traderLoss: '2650000',
    venueLoss: '820000.5',
    giniOfLosses: 0.17,
    equityPreserved: 0.18,
    positionPreserved: 0.05,
    forcedNotional: '88000000',
    badDebt: '290000',
    fundDrawdown: '430000',
    adlNotional: '5100000',
    slippageBps: 41,
    timeAtRiskSec: 900,
    accountsTouched: 1475,
  },
  'hyperliquid-like': {
    traderLoss: '2380000',
    venueLoss: '455000',
    giniOfLosses: 0.31,
    equityPreserved: 0.35,
    positionPreserved: 0.08,
    forcedNotional: '84000000',
    badDebt: '350000',
    fundDrawdown: '120000',
    vaultResult: '-240000',
    adlNotional: '0',
    slippageBps: 58,
    timeAtRiskSec: 30100,
    accountsTouched: 1470,
  },
  soft: {
    traderLoss: '2290000',
    venueLoss: '610000',
    giniOfLosses: 0.38,
    equityPreserved: 0.72,
    positionPreserved: 0.55,
    forcedNotional: '51000000',
    badDebt: '120000',
    fundDrawdown: '150000',
    adlNotional: '800000',
    slippageBps: 12.5,
    timeAtRiskSec: 98000,
    accountsTouched: 2210,
  },
}

const TICKS = 180
const BATCH_MS = 5000

/** Falls by a quarter, then takes back a third: the shape of the crash, without chance. */
const shape = (at: number): number => {
  const down = Math.min(1, Math.max(0, (at - 24) / 63))
  const up = Math.min(1, Math.max(0, (at - 87) / 69))
  return 1 - 0.25 * down + 0.085 * up
}

const sampleAt = (start: number, at: number, run: { readonly rank: number; readonly bound: BoundName }): Sample => {
  const push = run.bound === 'own' ? 1 - 0.004 * (4 - run.rank) * (1 - shape(at)) : 1
  const busy = at > 24 && at < 90 ? 1 : 0
  const price = (from: number): number => from * shape(at)
  const marks = { 'BTC-PERP': price(60_000) * push, 'ETH-PERP': price(3000) * push, 'SOL-PERP': price(150) * push }
  const equity = 40_000 * (1 - 3 * (1 - shape(at))) + (run.rank === 3 ? 8000 * busy : 0)
  return {
    time: start + at * BATCH_MS,
    marks,
    exogenous: { 'BTC-PERP': price(60_000), 'ETH-PERP': price(3000), 'SOL-PERP': price(150) },
    impactBps: { 'BTC-PERP': (push - 1) * 1e4, 'ETH-PERP': (push - 1) * 1.2e4, 'SOL-PERP': (push - 1) * 1.5e4 },
    fund: 8700 - 40 * busy * at + 10 * run.rank,
    backstop: 30_000,
    vault: 20_000 - (run.rank === 2 ? 60 * busy * at : 0),
    open: busy * 14,
    weak: busy * 6,
    forced: {
      slice: run.rank === 3 ? busy * 40_000 : 0,
      close: busy * 20_000,
      takeover: busy * 4000,
      vault: 0,
      backstop: run.rank === 1 ? busy * 2500 : 0,
      adl: at === 60 ? 90_000 : 0,
      unwind: busy * 900,
    },
    tracked: [{ equity, requirement: 24_000 * shape(at), notional: 900_000 * shape(at) * (at > 40 ? 0.6 : 1) }],
  }
}

const money = (units: number): Atoms => atoms(BigInt(Math.round(units * 1e6)))

/** A receipt of the tracked account. */
export const receiptOf = (account: string, change: Partial<Receipt> = {}): Receipt => ({
  account,
  policy: 'soft',
  instrument: 'BTC-PERP',
  started: 1_760_126_400_000 + 30 * BATCH_MS,
  ended: 1_760_126_400_000 + 60 * BATCH_MS,
  result: 'restored',
  equityAtStart: money(26_000),
  requirementAtStart: money(22_500),
  notionalAtStart: money(880_000),
  equityAtEnd: money(24_000),
  requirementAtEnd: money(14_000),
  notionalAtEnd: money(520_000),
  marketMove: money(-1500),
  closedNotional: money(350_000),
  slippage: money(320),
  fees: money(175),
  penalties: money(0),
  covered: money(0),
  traded: money(350_000),
  takenOver: money(0),
  deleveraged: money(0),
  decisions: 7,
  bound: ['participation cap'],
  fullClose: { cost: money(5400), equityAfter: money(20_600), fillable: true },
  ...change,
})

const storyOf = (account: string, rank: number): Story => ({
  account,
  ladder: [
    {
      time: 1_760_126_400_000 + 30 * BATCH_MS,
      instrument: 'BTC-PERP',
      side: 'long',
      mark: 58_000,
      rungs: [
        { name: '1.2 × maintenance', opens: 'band', price: 58_050.1 },
        { name: 'maintenance', opens: 'maintenance', price: 57_700 },
        { name: '2/3 × maintenance', opens: 'last-stage', price: 57_100 },
        { name: 'bankruptcy', opens: 'bankruptcy', price: 56_000 },
      ],
    },
  ],
  moments: Array.from({ length: rank === 3 ? 7 : 1 }, (_, at) => ({
    time: 1_760_126_400_000 + (32 + at * 4) * BATCH_MS,
    kind: rank === 1 ? ('takeover' as const) : ('trade' as const),
    instrument: 'BTC-PERP',
    price: 57_800 - at * 90,
    notional: 50_000,
  })),
  book: {
    time: 1_760_126_400_000 + 32 * BATCH_MS,
    instrument: 'BTC-PERP',
    side: 'sell',
    mark: 58_000,
    bids: Array.from({ length: 30 }, (_, at) => ({ price: 57_990 - at * 12, size: 0.1 + 0.02 * at })),
    asks: Array.from({ length: 30 }, (_, at) => ({ price: 58_010 + at * 12, size: 0.1 + 0.02 * at })),
    wanted: 1.4,
    granted: 0.9,
    position: 8.4,
  },
})

/** Who paid for what was missing; nothing stays unmet. */
const shortfallOf = (
  parts: Partial<Record<'fund' | 'vault' | 'adl' | 'socialised' | 'dust', number>>,
): ShortfallSum => {
  const part = (units: number | undefined): bigint => money(units ?? 0)
  const paid = {
    fund: part(parts.fund),
    vault: part(parts.vault),
    adl: part(parts.adl),
    socialised: part(parts.socialised),
    dust: part(parts.dust),
  }
  return { ...paid, unmet: 0n, missing: Object.values(paid).reduce((sum, each) => sum + each, 0n) }
}

const runFor = (
  scenario: Scenario,
  name: (typeof POLICIES)[number],
  { bound, order }: Variant,
  provenance: RunProvenance,
): ReportRun => {
  const rank = POLICIES.indexOf(name)
  const start = scenario.clock.startUtcMs
  const results = ['closed', 'taken-over', 'closed', 'restored'] as const
  return {
    policy: policyOf(name),
    bound,
    order,
    outcome: {
      run: {
        ...runOf({ policy: name, bound, metrics: METRICS[name] }),
        closedByCause: {
          traded: '5400000',
          fund: '240000',
          vault: '0',
          backstop: String(rank * 9000),
          deleveraged: '90000',
        },
        provenance,
      },
      series: {
        tracked: ['trader/0007'],
        samples: Array.from({ length: TICKS }, (_, at) => sampleAt(start, at, { rank, bound })),
      },
      receipts: [
        receiptOf('trader/0007', { policy: name, result: results[rank] ?? 'closed' }),
        ...Array.from({ length: 40 }, (_, at) =>
          receiptOf(`trader/1${at}`, { policy: name, equityAtEnd: money(26_000 * (at / 40) * (0.4 + 0.2 * rank)) }),
        ),
      ],
      burdens: Array.from({ length: 40 }, (_, at) => ({
        equity: 500 + 40 * at,
        loss: (500 + 40 * at) * (at / 40) ** (1 + rank),
      })),
      takings:
        rank === 2
          ? []
          : Array.from({ length: 6 }, (_, at) => ({ account: `winner/${at}`, notional: 1000 * (at + 1) * (at + 1) })),
      shortfalls: {
        traders: shortfallOf({
          fund: 90_000 + rank,
          vault: rank === 2 ? 40_000 : 0,
          adl: 7000,
          socialised: 1000,
          dust: -2.5,
        }),
        house: shortfallOf({ socialised: rank === 0 ? 321.5 : 0 }),
      },
      stories: [storyOf('trader/0007', rank)],
    },
  }
}

/** Four policies under both bounds on one tape, numbers made up but alike to those of a real crash. */
export const reportInput = (
  options: {
    readonly policies?: readonly string[]
    readonly bounds?: readonly BoundName[]
    readonly orders?: readonly Variant['order'][]
    readonly provenance?: RunProvenance
  } = {},
): ReportInput => {
  const scenario = smokeScenario()
  const names = POLICIES.filter((name) => options.policies?.includes(name) ?? true)
  const variants = variantsOf(options.orders ?? [null])
  const asked = variants.filter(({ bound }) => options.bounds?.includes(bound) ?? true)
  const runs = names.flatMap((name) =>
    asked.map((variant) => runFor(scenario, name, variant, options.provenance ?? {})),
  )
  const tape: TapeComparison = {
    scenario: scenario.name,
    seed: scenario.seed,
    policies: names.map((policy) => ({
      policy,
      runs: variants.map(({ bound, order }) => ({
        bound,
        order,
        run: runOf({ policy, bound, metrics: METRICS[policy] }),
      })),
    })),
  }
  const tapes = [tape]
  return {
    scenario,
    runs,
    comparison: { schema: 'ebbline.comparison/2', tapes, verdicts: verdictsOf(tapes), rankings: rankingsOf(tapes) },
  }
}
