import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, magnitude, ratio } from '../units/index.ts'
import { sizeIn } from '../accounts/index.ts'
import { advance, enters } from './advance.ts'
import { atMark, book, draft, holder, leg, restingBuy, shown, viewOf } from './fixtures.ts'
import { startMemory } from './memory.ts'
import type { DraftLeg, LiquidationView, Reason, Stage } from './types.ts'

const reason = (part: Reason['part']): Reason => ({ part, rule: 'test', facts: {}, bound: false })

/** A stage that enters below `level` of equity in USDC, ends at `exit`, and closes the whole account. */
const stage = (level: number, exit: number, changes: Partial<Stage> = {}): Stage => ({
  name: `below ${level}`,
  enter: {
    holds: (view) => ({
      holds: view.maintenance.equity < BigInt(level) * 1_000_000n,
      facts: () => ({ level: String(level) }),
    }),
    wake: { kind: 'always' },
  },
  until: {
    reached: (view) => ({ holds: view.maintenance.equity >= BigInt(exit) * 1_000_000n, facts: () => ({}) }),
    multiple: null,
  },
  before: [],
  sells: false,
  direction: (view) => ({
    steps: 10n,
    corners: [10n],
    at: (step) => view.account.positions.map((held) => leg(held.instrument, (-held.size * step) / 10n)),
    facts: {},
  }),
  size: () => ({ step: 10n, facts: {}, reachable: true }),
  pace: (_view, given) => ({ draft: { ...given, reasons: [...given.reasons, reason('pace')] }, until: null }),
  limit: (_view, given) => ({ ...given, reasons: [...given.reasons, reason('limit')] }),
  penalty: () => ({ rate: ratio(0n), base: 'notional', cap: 'equity' }),
  action: { kind: 'trade', timeInForce: 'IOC' },
  rules: {
    enter: 'e',
    until: 'u',
    direction: 'd',
    size: 's',
    pace: 'p',
    limit: 'l',
    penalty: 'n',
    action: 'a',
  },
  ...changes,
})

const view = (cash: string, changes: Partial<LiquidationView> = {}): LiquidationView => ({
  ...viewOf({ account: holder(cash, [atMark('BTC-PERP', 10n)]) }),
  ...changes,
})
const inStage = (index: number) => ({ episode: { ...startMemory(0), stage: index } })

describe('enters', () => {
  const stages = [stage(100, 120), stage(50, 120)]
  test('holds when any stage is due', () => {
    assert.equal(enters(stages, view('100')), false)
    assert.equal(enters(stages, view('99')), true)
    assert.equal(enters([stage(50, 60), stage(100, 120)], view('99')), true)
  })
})

describe('advance', () => {
  const stages = [stage(100, 120), stage(50, 110), stage(10, 130)]
  for (const [cash, from, expected] of [
    ['99', 0, 'trade 0'],
    ['49', 0, 'trade 1'],
    ['9', 0, 'trade 2'], // straight to the harshest that is due
    ['9', 1, 'trade 2'],
    ['99', 1, 'trade 1'], // never milder again
    ['109', 1, 'trade 1'], // above every trigger, below its exit
    ['110', 1, 'restored'], // the exit of its own stage
    ['110', 0, 'trade 0'],
    ['120', 0, 'restored'],
    ['125', 2, 'trade 2'],
  ] as const)
    test(`equity ${cash} in stage ${from}: ${expected}`, () => {
      const outcome = advance(stages, view(cash, inStage(from)))
      assert.equal('stage' in outcome ? `${outcome.kind} ${outcome.stage}` : outcome.kind, expected)
    })

  test('keeps the reasons of every part in order', () => {
    const outcome = advance(stages, view('99'))
    assert.equal(outcome.kind, 'trade')
    if (outcome.kind !== 'trade') return
    assert.deepEqual(
      outcome.draft.reasons.map((each) => each.part),
      ['enter', 'direction', 'size', 'pace', 'limit', 'penalty', 'action'],
    )
    assert.deepEqual(outcome.draft.reasons[0]?.facts, { level: '100' })
    assert.equal(outcome.draft.reasons[2]?.facts['notionalAtoms'], '5000000000')
    assert.equal(outcome.timeInForce, 'IOC')
  })
  test('cancels resting orders before it closes anything', () => {
    const first = [stage(100, 120, { before: [{ kind: 'cancel-orders' }] })]
    const resting = { account: holder('99', [atMark('BTC-PERP', 10n)], [restingBuy]) }
    assert.equal(advance(first, view('99', resting)).kind, 'cancel-orders')
    assert.equal(advance(first, view('99')).kind, 'trade')
    assert.equal(advance(stages, view('99', resting)).kind, 'trade') // a stage that does not ask for it
  })
  test('strategies of a stage just entered see its fresh counts', () => {
    const seen: number[] = []
    const counting = stage(50, 110, {
      pace: (seeing, given) => {
        seen.push(seeing.episode.stage, seeing.episode.stageActions)
        return { draft: given, until: null }
      },
    })
    advance([stage(100, 120), counting], view('9', { episode: { ...startMemory(0), stageActions: 4 }, time: 7 }))
    assert.deepEqual(seen, [1, 0])
  })
  test('waits when pace holds everything back, and says until when', () => {
    const slow = stage(100, 120, { pace: (_seeing, given) => ({ draft: { ...given, legs: [] }, until: 30 }) })
    const outcome = advance([slow], view('99'))
    assert.deepEqual([outcome.kind, outcome.kind === 'wait' ? outcome.until : 0], ['wait', 30])
  })
  test('waits while everything is in flight', () => {
    const flying = viewOf({ account: holder('99', [atMark('BTC-PERP', 10n)]), inFlight: { 'BTC-PERP': -10n } })
    assert.equal(advance(stages, flying).kind, 'wait')
  })
  test('a takeover needs no position when only a debt is left', () => {
    const takeover = [stage(0, 10, { action: { kind: 'takeover' } })]
    const debt = viewOf({ account: holder('-5', []) })
    const outcome = advance(takeover, debt)
    assert.deepEqual([outcome.kind, outcome.kind === 'takeover' ? outcome.draft.legs : null], ['takeover', []])
    assert.equal(advance([stage(0, 10)], debt).kind, 'idle') // a trade cannot help it
  })
  test('does nothing without stages', () => assert.deepEqual(advance([], view('1')), { kind: 'idle' }))
})

describe('advance, whatever its strategies ask for', () => {
  const anyLeg = fc
    .tuple(fc.constantFrom('BTC-PERP', 'ETH-PERP', 'SOL-PERP'), fc.bigInt(-30n, 30n))
    .map(([id, size]): DraftLeg => leg(id, size))
  const anyLegs = fc.array(anyLeg, { maxLength: 4 })
  const held = fc.bigInt(-12n, 12n)
  test('never flips, never enlarges, never exceeds a position less what is in flight', () => {
    fc.assert(
      fc.property(anyLegs, anyLegs, anyLegs, held, held, fc.bigInt(0n, 12n), (direct, pace, limit, a, b, flying) => {
        const positions = [atMark('BTC-PERP', a), atMark('ETH-PERP', b)].filter((each) => each.size !== 0n)
        const away = a === 0n ? 0n : a > 0n ? -flying : flying
        const unruly = stage(100, 120, {
          direction: () => ({ steps: 1n, corners: [1n], at: () => direct, facts: {} }),
          size: () => ({ step: 99n, facts: {}, reachable: true }),
          pace: (_view, given) => ({ draft: { ...given, legs: [...pace, ...given.legs] }, until: null }),
          limit: (_view, given) => ({ ...given, legs: [...limit, ...given.legs] }),
        })
        const seen = viewOf({
          account: holder('1', positions),
          inFlight: { 'BTC-PERP': away },
          books: [book('BTC-PERP', [], [])],
        })
        const outcome = advance([unruly], seen)
        if (outcome.kind !== 'trade') return
        for (const { instrument, size } of outcome.draft.legs) {
          const left = sizeIn(seen.account, instrument) + seen.inFlight(instrument)
          assert.ok(size > 0n ? left < 0n : left > 0n)
          assert.ok(magnitude(size) <= magnitude(lots(left)))
        }
      }),
      { numRuns: 300 },
    )
  })
  test('a slice is never larger than what direction and size gave', () => {
    const greedy = stage(100, 120, {
      size: () => ({ step: 3n, facts: {}, reachable: true }),
      pace: (_view, given) => ({ draft: draft(leg('BTC-PERP', -9n)), until: given.legs.length === 0 ? 0 : null }),
    })
    const outcome = advance([greedy], view('99'))
    assert.deepEqual(outcome.kind === 'trade' ? shown(outcome.draft.legs) : [], ['BTC-PERP -3'])
  })
})
