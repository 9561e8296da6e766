import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots, ratioOf, ticks, type Atoms } from '../../units/index.ts'
import type { Account } from '../../accounts/index.ts'
import { measure } from '../../margin/index.ts'
import { atMark, book, btc, eth, holder, marks, rules, shown, sol, viewOf } from '../fixtures.ts'
import type { DraftLeg, LiquidationView, Path } from '../types.ts'
import { tradeAtMark } from '../trade-at-mark.ts'
import { hedgeAware } from './hedge-aware.ts'

const direction = hedgeAware.create({ joint: '0.2', alone: '0.05' })

/** Cuts of the path at every step as 'a b c' lots by position. */
const cuts = (path: Path, ids: readonly string[]): readonly string[] =>
  Array.from({ length: Number(path.steps) + 1 }, (_, step) => {
    const legs = path.at(BigInt(step))
    return ids.map((id) => String(legs.find((leg) => leg.instrument === id)?.size ?? 0n)).join(' ')
  })

describe('hedgeAware', () => {
  test('a single position is cut lot by lot', () => {
    const path = direction(viewOf({ account: holder('1', [atMark('BTC-PERP', -3n)]) }))
    assert.deepEqual(cuts(path, ['BTC-PERP']), ['0', '1', '2', '3'])
  })
  test('the net side goes first, down to the hedge, and then both together', () => {
    // Long 6 BTC lots = 3 000, short 4 ETH lots = 1 000: net 2 000 = 4 BTC lots; then 2 BTC against 4 ETH in pairs.
    const path = direction(viewOf({ account: holder('1', [atMark('BTC-PERP', 6n), atMark('ETH-PERP', -4n)]) }))
    assert.deepEqual(cuts(path, ['BTC-PERP', 'ETH-PERP']).slice(0, 5), ['0 0', '-1 0', '-2 0', '-3 0', '-4 0'])
    assert.deepEqual(shown(path.at(path.steps)), ['BTC-PERP -6', 'ETH-PERP 4'])
    assert.deepEqual(path.corners[0], 4n)
    for (const legs of cuts(path, ['BTC-PERP', 'ETH-PERP']).slice(5)) {
      const [btcCut = 0, ethCut = 0] = legs.split(' ').map(Number)
      assert.ok(Math.abs(-btcCut - 4 - ethCut / 2) < 1, `${legs} keeps the pair matched`)
    }
  })
  test('a hedge on the smaller side waits although it frees more margin', () => {
    // ETH needs 4 % to BTC's 2 %, but BTC is the risk: long 5 000 against short 2 500.
    const path = direction(viewOf({ account: holder('1', [atMark('BTC-PERP', 10n), atMark('ETH-PERP', -10n)]) }))
    assert.deepEqual(shown(path.at(5n)), ['BTC-PERP -5'])
  })
  test('on the net side the most relief per cost goes first', () => {
    const positions = [atMark('BTC-PERP', 4n), atMark('SOL-PERP', 4n)]
    const first = (btcBid: bigint, solBid: bigint): string | undefined => {
      const books = [book('BTC-PERP', [[btcBid, 100n]], []), book('SOL-PERP', [[solBid, 100n]], [])]
      return direction(viewOf({ account: holder('1', positions), books })).at(1n)[0]?.instrument
    }
    // Requirements of a whole leg: BTC 40, SOL 20. Cost of a lot: 100 BTC ticks or 100 SOL ticks = 1.
    assert.equal(first(49_900n, 9_900n), 'BTC-PERP') // 40/4 against 20/4
    assert.equal(first(49_700n, 9_900n), 'SOL-PERP') // 40/12 against 20/4
  })
  test('two contracts on one coin are a spread: cut together', () => {
    const account: Account = holder('100', [
      atMark('BTC-PERP', 4n),
      { instrument: 'BTC-INV', size: lots(-200n), entryValue: atMark('BTC-PERP', 0n).entryValue },
    ])
    const path = direction(viewOf({ account }))
    for (const step of [1n, path.steps / 2n]) assert.equal(path.at(step).length, 2)
    assert.deepEqual(shown(path.at(path.steps)), ['BTC-INV 200', 'BTC-PERP -4'])
  })
  test('a short that hedges collateral is left where it stands', () => {
    // 0.1 BTC less 10 % haircut is 4 500 long: 9 lots of the short hedge it, one is risk.
    const account: Account = {
      ...holder('0', [atMark('BTC-PERP', -10n)]),
      balances: [{ asset: 'BTC', atoms: lotsOfBtc('0.1') }],
    }
    const path = direction(viewOf({ account }))
    assert.deepEqual(shown(path.at(path.steps)), ['BTC-PERP 1'])
  })
  test('says what it cuts and what the worst shock costs before and after', () => {
    const path = direction(viewOf({ account: holder('1', [atMark('BTC-PERP', 10n)]) }))
    assert.deepEqual(path.facts, {
      legs: 'BTC-PERP',
      scenarioLossAtoms: '1000000000', // 20 % of 5 000
      scenarioLossAtEndAtoms: '0',
    })
  })
  test('checks its parameters', () => {
    assert.equal(hedgeAware.check({ joint: '0', alone: '0.05' })[0]?.field, 'joint')
    assert.equal(hedgeAware.check({ joint: '0.2', alone: '1.5' })[0]?.field, 'alone')
    assert.equal(hedgeAware.check({ joint: '0.2', alone: '0', betas: { SOL: '0' } })[0]?.field, 'betas.SOL')
    assert.deepEqual(hedgeAware.check({ joint: '0.2', alone: '0', betas: { SOL: '1.5' } }), [])
  })
})

const lotsOfBtc = (text: string): Atoms => (ratioOf(text) / 10n ** 10n) as Atoms

/** Worst loss over the grid by measuring the account again at every shocked set of marks. */
const revaluedLoss = (view: LiquidationView, legs: readonly DraftLeg[]): bigint => {
  const account = tradeAtMark(view, legs)
  const equity = measure(rules, account, marks, 'maintenance').equity
  const bases = ['BTC', 'ETH', 'SOL']
  const shocks = [
    ...[-20n, 20n].map((percent) => bases.map(() => percent)),
    ...bases.flatMap((_, alone) => [-5n, 5n].map((percent) => bases.map((__, at) => (at === alone ? percent : 0n)))),
  ]
  let worst = 0n
  for (const shock of shocks) {
    const moved = new Map(marks)
    for (const [at, instrument] of [btc, eth, sol].entries())
      moved.set(instrument.id, ticks(((marks.get(instrument.id) ?? 1n) * (100n + (shock[at] ?? 0n))) / 100n))
    const lost = equity - measure(rules, account, moved, 'maintenance').equity
    if (lost > worst) worst = lost
  }
  return worst
}

describe('hedgeAware path', () => {
  const size = fc.oneof(fc.bigInt(-40n, 40n), fc.bigInt(-700n, 700n))
  test('the scenario loss never rises, and everything is closed in the end', () => {
    fc.assert(
      fc.property(size, size, size, (a, b, c) => {
        const sizes = { 'BTC-PERP': a, 'ETH-PERP': b, 'SOL-PERP': c }
        const positions = Object.entries(sizes).flatMap(([id, held]) => (held === 0n ? [] : [atMark(id, held)]))
        const view = viewOf({ account: holder('100', positions) })
        const path = direction(view)
        let before = revaluedLoss(view, [])
        const stride = path.steps / 60n + 1n
        for (
          let step = 0n;
          step <= path.steps;
          step += step === path.steps ? 1n : step + stride > path.steps ? path.steps - step : stride
        ) {
          const loss = revaluedLoss(view, path.at(step))
          assert.ok(loss <= before, `step ${step}: ${loss} after ${before}`)
          before = loss
        }
        assert.deepEqual(
          path.at(path.steps).map((leg) => [leg.instrument, -leg.size]),
          positions.map((position) => [position.instrument, position.size]),
        )
      }),
      { numRuns: 80 },
    )
  })
  test('no leg ever falls along the path', () => {
    fc.assert(
      fc.property(size, size, (a, b) => {
        const positions = [atMark('BTC-PERP', a), atMark('ETH-PERP', b)].filter((held) => held.size !== 0n)
        const path = direction(viewOf({ account: holder('100', positions) }))
        for (let step = 1n; step <= path.steps; step += 1n)
          for (const { instrument } of positions) {
            const [now, then] = [step, step - 1n].map(
              (at) => path.at(at).find((leg) => leg.instrument === instrument)?.size ?? 0n,
            )
            assert.ok(magnitudeOf(now) >= magnitudeOf(then))
          }
      }),
      { numRuns: 40 },
    )
  })
})

const magnitudeOf = (size: bigint | undefined): bigint => ((size ?? 0n) < 0n ? -(size ?? 0n) : (size ?? 0n))
