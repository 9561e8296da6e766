import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { lots } from '../../units/index.ts'
import { atMark, draft, holder, leg, nothingNested, shown, usdc, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { freedRamp, maxPortion } from './freed-ramp.ts'

describe('maxPortion', () => {
  const ramp = { elapsed: 0n, duration: 150n, initial: 1_000n }
  const short = { shortage: 400n, freed: 0n, tiny: 50n }
  const rows = [
    ['at once a tenth', short, ramp, 1_000n],
    ['75 of 150 slots: 60 %', short, { ...ramp, elapsed: 75n }, 6_000n],
    ['never above all', short, { ...ramp, elapsed: 140n }, 10_000n],
    ['what was freed counts: 500 · 0.6 - 100', { ...short, freed: 100n }, { ...ramp, elapsed: 75n }, 5_000n],
    ['more was freed than the ramp allows', { ...short, freed: 100n }, ramp, 0n],
    ['a tiny shortage is not paced', { ...short, shortage: 49n, freed: 1_000n }, ramp, 10_000n],
    ['one at the bound is', { ...short, shortage: 50n }, ramp, 1_000n],
    ['nothing missing', { ...short, shortage: 0n, tiny: 0n }, ramp, 10_000n],
    ['a ramp without a duration has not begun at once', short, { ...ramp, duration: 0n }, 1_000n],
    ['and is over after one slot', short, { ...ramp, elapsed: 1n, duration: 0n }, 10_000n],
    ['a third of the slots is rounded down', short, { elapsed: 1n, duration: 3n, initial: 0n }, 3_333n],
  ] as const
  for (const [name, missing, at, portion] of rows) test(name, () => assert.equal(maxPortion(missing, at), portion))
  test('rises with time, and never frees more than its share of all that was missing', () =>
    fc.assert(
      fc.property(
        fc.bigInt(50n, 10n ** 12n),
        fc.bigInt(0n, 10n ** 12n),
        fc.bigInt(0n, 200n),
        fc.bigInt(0n, 10_000n),
        (shortage, freed, elapsed, initial) => {
          const at = (slots: bigint) =>
            maxPortion({ shortage, freed, tiny: 50n }, { elapsed: slots, duration: 150n, initial })
          assert.ok(at(elapsed) <= at(elapsed + 1n) && at(elapsed) <= 10_000n)
          const share = (elapsed * 10_000n) / 150n + initial
          const most = (shortage + freed) * (share > 10_000n ? 10_000n : share)
          assert.ok(at(elapsed) === 0n || at(elapsed) * shortage + freed * 10_000n <= most)
        },
      ),
    ))
})

describe('freedRamp', () => {
  const parameters = { buffer: '0.02', initial: '0.1', durationSlots: 150, slotMs: 400, tiny: '50' }
  const pace = freedRamp.create(parameters, nothingNested)
  // 1 100 are missing
  const at = (time: number, freed = '0', size = 100n, cash = '900') =>
    viewOf({
      account: holder(cash, [atMark('BTC-PERP', size)]),
      time,
      episode: { ...startMemory(0), freed: usdc(freed) },
    })
  const needing = (size: bigint) => ({
    ...draft(leg('BTC-PERP', -(size < 100n ? size : 100n))),
    needed: { instrument: 'BTC-PERP', size: lots(size) },
  })
  const paced = (...terms: Parameters<typeof at>) => shown(pace(at(...terms), needing(99n)).draft.legs)
  test('lets a tenth through at first and all after nine tenths of the ramp, rounded up to a lot', () => {
    assert.deepEqual(paced(0), ['BTC-PERP -10']) // 9.9
    assert.deepEqual(paced(30_000), ['BTC-PERP -60']) // 59.4
    assert.deepEqual(paced(54_000), ['BTC-PERP -99'])
  })
  test('the portion is of what is needed, even where more is needed than there is', () =>
    assert.deepEqual(shown(pace(at(30_000), needing(150n)).draft.legs), ['BTC-PERP -90']))
  test('what was freed counts, and it says when there is more to take', () => {
    // 1 100 + 400 of which 10 % are freed: 150 < 400; from 400.11 of 1 500 = 26.674 % on: 16.674 % of 150 slots
    const { draft: left, until } = pace(at(0, '400'), needing(99n))
    assert.deepEqual([shown(left.legs), until], [[], 26 * 400])
    assert.deepEqual(paced(25 * 400, '400'), [])
    assert.deepEqual(paced(26 * 400, '400'), ['BTC-PERP -1']) // 27.33 %: 409.95 - 400 of 1 100
  })
  test('a small position goes whole as soon as anything may', () => {
    const small = freedRamp.create({ ...parameters, tiny: '500' }, nothingNested)
    // one lot of 500 owes 1 000: 1 020 are missing, and 3 lots would be needed at a time
    const needs = { ...draft(leg('BTC-PERP', -1n)), needed: { instrument: 'BTC-PERP', size: lots(91n) } }
    assert.deepEqual(shown(small(at(0, '0', 1n, '-1000'), needs).draft.legs), ['BTC-PERP -1'])
    assert.deepEqual(shown(small(at(0, '400', 1n, '-1000'), needs).draft.legs), [])
  })
  test('says what it saw', () => {
    const reason = pace(at(30_000), needing(99n)).draft.reasons.at(-1)
    assert.deepEqual(reason?.facts, {
      shortage: '1100',
      freed: '0',
      slotsElapsed: '75',
      portion: '0.6',
    })
    assert.equal(reason.bound, true)
  })
  test('portions above one are refused', () =>
    assert.deepEqual(
      freedRamp.check({ ...parameters, initial: '1.1' }).map(({ field }) => field),
      ['initial'],
    ))
})
