import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { lots, ratioOf, ticks } from '../units/index.ts'
import type { IndexPrint } from '../market/index.ts'
import type { MarkRule } from '../marks/index.ts'
import { preset, type PolicyDeclaration } from '../policy/index.ts'
import { createEngine, step, type Engine } from './engine.ts'
import { VenueError } from './compile.ts'
import { bookAround, btcLots, btcTicks, closed, person, START, text, usd, venueOfPolicy } from './fixtures.ts'
import { restoreState, snapshotOf } from './snapshot.ts'
import type { Command, EngineEvent } from './types.ts'

// 10 BTC each at 60,000: the long is due below 59,394, the short above 60,594: 1 % away.
const people = [
  person({ id: 'long', cash: '12000', btc: { size: '10', entry: '60000' } }),
  person({ id: 'short', cash: '12000', btc: { size: '-10', entry: '60000' } }),
]

const index = {
  sources: ['north', 'south', 'east'].map((source) => ({ source, weight: 1n })),
  ageMax: 10_000,
  deviationMax: ratioOf('0.05'),
}
const basisMax = ratioOf('0.005')

/** Every rule, with `north` as the venue whose price goes wrong; it is the own venue, so its book goes wrong as well. */
const RULES: readonly MarkRule[] = [
  { kind: 'weighted-median', ...index },
  { kind: 'ema-basis', index, own: { kind: 'trades', source: 'north', ageMax: 10_000 }, halfLife: 150_000, basisMax },
  { kind: 'impact-price', index, notional: usd('100000'), basisMax },
  {
    kind: 'confidence',
    sources: index.sources,
    ageMax: 10_000,
    widthMax: ratioOf('0.01'),
    multiple: ratioOf('1'),
  },
  {
    kind: 'volume-index',
    primary: ['south', 'east'],
    primaryAgeMax: 10_000,
    secondary: ['north'],
    secondaryAgeMax: 10_000,
  },
  {
    kind: 'conversion',
    base: 'BTC/USDC',
    redemption: { source: 'peg', step: ratioOf('0.001'), ageMax: 10_000 },
    changeMax: ratioOf('0.001'),
    changePer: 3_600_000,
    market: {
      index: { sources: [{ source: 'north', weight: 1n }], ageMax: 10_000, deviationMax: null },
      discountMax: ratioOf('0.05'),
    },
  },
  { kind: 'last-trade', source: 'north' },
]

const open = (rule: MarkRule, policy: PolicyDeclaration = preset('full-close')): Engine => {
  const venue = venueOfPolicy('full-close')
  const marks = venue.marks.map((each) => (each.instrument === 'BTC-PERP' ? { instrument: 'BTC-PERP', rule } : each))
  const [spot, perp] = [
    marks.filter((each) => each.instrument === 'BTC/USDC'),
    marks.filter((each) => each.instrument !== 'BTC/USDC'),
  ]
  const engine = createEngine()
  step(engine, {
    kind: 'genesis',
    time: START,
    venue: {
      ...venue,
      marks: [...spot, ...perp],
      policies: [policy, preset('house-unwind')],
      policy: { ...venue.policy, traders: policy.name },
    },
    accounts: closed(people, { fund: '1000000', vault: '0' }),
  })
  return engine
}

/** Prices by source at one second after the start; the book stands around north's. */
const batchAt = (
  after: number,
  prices: { readonly north: string; readonly south: string; readonly east: string },
): Command => {
  const time = START + after * 1_000
  const prints = Object.entries(prices).flatMap(([source, price]): IndexPrint[] => [
    {
      source,
      instrument: 'BTC-PERP',
      price: btcTicks(price),
      time,
      volume: lots(source === 'north' ? 1n : 50n),
      confidence: ticks(10n),
    },
    { source, instrument: 'BTC/USDC', price: btcTicks(price), time },
  ])
  const peg: IndexPrint = { source: 'peg', instrument: 'BTC-PERP', price: ticks(1_000n), time }
  return {
    kind: 'batch',
    time,
    prints: [...prints, peg],
    books: [bookAround('BTC-PERP', btcTicks(prices.north), btcLots('5'))],
    volumes: [],
    funding: [],
  }
}

const all = (price: string) => ({ north: price, south: price, east: price })
const startedBy = (events: readonly EngineEvent[]): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'episode-started' && /long|short/.test(event.episode.account) ? [event.episode.account] : [],
  )

describe('mark rules in the engine', () => {
  for (const rule of RULES)
    for (const [way, wrong, victim] of [
      ['down', '42000', 'long'],
      ['up', '78000', 'short'],
    ] as const)
      test(`${rule.kind}: a wick of 30 % ${way} on one venue for 30 s liquidates ${rule.kind === 'last-trade' ? victim : 'nobody'}`, () => {
        const engine = open(rule)
        const started: string[] = []
        for (let after = 0; after <= 90; after += 1) {
          const wick = after >= 30 && after < 60
          started.push(
            ...startedBy(step(engine, batchAt(after, { ...all('60000'), ...(wick ? { north: wrong } : {}) }))),
          )
        }
        assert.deepEqual(started, rule.kind === 'last-trade' ? [victim] : [])
        assert.equal(engine.state.marks.get('BTC-PERP')?.status, 'fine')
      })

  for (const rule of RULES)
    for (const [way, price, victim] of [
      ['fall', '42000', 'long'],
      ['rise', '78000', 'short'],
    ] as const)
      test(`${rule.kind}: a ${way} of 30 % on all sources liquidates in the batch that brings it`, () => {
        const engine = open(rule)
        for (let after = 0; after < 30; after += 1)
          assert.deepEqual(startedBy(step(engine, batchAt(after, all('60000')))), [])
        assert.deepEqual(startedBy(step(engine, batchAt(30, all(price)))), [victim])
      })

  test('sources that follow one another: liquidations begin with the one that completes the majority', () => {
    const engine = open({ kind: 'weighted-median', ...index })
    step(engine, batchAt(0, all('60000')))
    assert.deepEqual(startedBy(step(engine, batchAt(2, { ...all('60000'), north: '42000' }))), [])
    assert.deepEqual(startedBy(step(engine, batchAt(4, { north: '42000', south: '42000', east: '60000' }))), ['long'])
  })

  test('what a rule remembers survives a snapshot', () => {
    const rule = RULES.find(({ kind }) => kind === 'ema-basis')
    assert.ok(rule)
    const engine = open(rule)
    const drifting = (after: number) => batchAt(after, { ...all('60000'), north: '60120' })
    for (let after = 0; after < 60; after += 1) step(engine, drifting(after))
    const restored = { ...createEngine(), state: restoreState(snapshotOf(engine.state)) }
    assert.equal(engine.state.marks.get('BTC-PERP')?.memory?.kind, 'basis')
    for (let after = 60; after < 70; after += 1)
      assert.equal(text(step(restored, drifting(after))), text(step(engine, drifting(after))))
  })

  test('a conversion before its base is refused with the venue', () => {
    const conversion = RULES.find(({ kind }) => kind === 'conversion')
    assert.ok(conversion?.kind === 'conversion')
    assert.throws(
      () => open({ ...conversion, base: 'ETH-PERP' }),
      (error) => error instanceof VenueError && /list the base first/.test(error.message),
    )
  })
})

describe('dual-price in the engine', () => {
  const [stage, ...rest] = preset('full-close').stages
  assert.ok(stage)
  const pace = { rule: 'dual-price', persistMs: 20_000, multiple: '1', z: '1', dailyVol: '0.01', horizonMs: 1_000 }
  const policy: PolicyDeclaration = {
    ...preset('full-close'),
    name: 'dual',
    stages: [{ ...stage, until: { rule: 'target', multiple: '1' }, pace }, ...rest],
  }
  // The mark may stand 5 % off the index: 1 % below it the long breaches at mark and is fine at index.
  const loose: MarkRule = { kind: 'impact-price', index, notional: usd('1000'), basisMax: ratioOf('0.05') }
  const sent = (events: readonly EngineEvent[]): readonly string[] =>
    events.flatMap((event) => (event.kind === 'order-sent' ? [event.live.account] : []))
  const walk = (own: (after: number) => string, rest: (after: number) => string): readonly string[] => {
    const engine = open(loose, policy)
    const log: string[] = []
    for (let after = 0; after <= 60; after += 1) {
      const events = step(engine, batchAt(after, { ...all(rest(after)), north: own(after) }))
      for (const account of sent(events)) log.push(`${after} ${account}`)
      for (const event of events) if (event.kind === 'episode-ended') log.push(`${after} over`)
    }
    return log
  }

  test('own price alone: waits, and lets go when it comes back', () =>
    assert.deepEqual(
      walk(
        (after) => (after >= 10 && after < 25 ? '59300' : '60000'),
        () => '60000',
      ),
      ['25 over'],
    ))
  test('own price alone that stays: leaves at the deadline', () =>
    assert.deepEqual(
      walk(
        (after) => (after >= 10 ? '59300' : '60000'),
        () => '60000',
      )[0],
      '30 long',
    ))
  test('both prices: leaves at once', () =>
    assert.deepEqual(
      walk(
        (after) => (after >= 10 ? '59300' : '60000'),
        (after) => (after >= 10 ? '59300' : '60000'),
      )[0],
      '10 long',
    ))
  test('own price so low that waiting could cost the venue: leaves at once', () =>
    // At 58,830 equity is 300. The fee of closing is 294 and the book costs 5 · 5.8 + 5 · 11.6 = 87 more.
    assert.deepEqual(
      walk(
        (after) => (after >= 10 ? '58830' : '60000'),
        () => '60000',
      )[0],
      '10 long',
    ))
})
