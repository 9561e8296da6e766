import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { atoms, lots, ratioOf, ticks, type Lots, type Ticks } from '../../units/index.ts'
import {
  defineAsset,
  defineInversePerpetual,
  defineLinearPerpetual,
  fillValue,
  positionValue,
  type Instrument,
} from '../../instruments/index.ts'
import type { DepthCurve, DepthLevel, Side } from '../types.ts'
import { bookWalk, type BookWalk } from './book-walk.ts'

const [usd, btc] = [defineAsset('USD', 2), defineAsset('BTC', 8)]
const terms = { base: btc, quote: usd, tickSize: ratioOf('0.1') }
/** A tick of a lot is worth 0.1 × 0.001 USD: a hundredth of a cent, so fills do round. */
const linear = defineLinearPerpetual({ ...terms, id: 'BTC-PERP', lotSize: ratioOf('0.001') })
/** A tick of a lot is worth ten cents: nothing rounds. */
const round = defineLinearPerpetual({ ...terms, id: 'BTC-PERP', lotSize: ratioOf('1') })
const inverse = defineInversePerpetual({ ...terms, id: 'BTC-USD', lotSize: ratioOf('100') })

const levels = (...pairs: readonly (readonly [bigint, bigint])[]): readonly DepthLevel[] =>
  pairs.map(([price, size]) => ({ price: ticks(price), size: lots(size) }))
const curve: DepthCurve = {
  instrument: 'BTC-PERP',
  bids: levels([990n, 5n], [970n, 10n], [900n, 20n]),
  asks: levels([1020n, 4n], [1030n, 6n]),
}

interface Wish {
  readonly side: Side
  readonly size: bigint
  readonly limit?: bigint
  readonly instrument?: Instrument
  readonly mark?: bigint
}
const walk = ({ side, size, limit, instrument, mark }: Wish): BookWalk =>
  bookWalk({
    instrument: instrument ?? round,
    curve,
    side,
    size: lots(size),
    limit: limit === undefined ? null : ticks(limit),
    mark: ticks(mark ?? 1000n),
  })

describe('bookWalk', () => {
  // One tick of one lot is 10 cents. Selling 12 at mark 1000: 5·990 + 7·970 = 11740 tick lots; at mark 12000; 260 lost.
  test('a sale across two levels costs what mark would have brought less what they bring', () => {
    const result = walk({ side: 'sell', size: 12n })
    assert.deepEqual(
      [result.filled, result.value, result.cost, result.worst],
      [lots(12n), atoms(117_400n), atoms(2_600n), ticks(970n)],
    )
    assert.deepEqual(result.levels, levels([990n, 5n], [970n, 7n]))
  })

  // 4·1020 + 1·1030 = 5110 paid, 5000 at mark.
  test('a purchase costs what the asks take above mark', () => {
    const result = walk({ side: 'buy', size: 5n })
    assert.deepEqual([result.value, result.cost, result.worst], [atoms(51_100n), atoms(1_100n), ticks(1030n)])
  })

  test('a mark below the bids makes a sale a gain: the gap between mark and mid counts', () => {
    assert.equal(walk({ side: 'sell', size: 5n, mark: 980n }).cost, -500n)
  })

  test('a limit stops the walk at the last level that is as good', () => {
    assert.equal(walk({ side: 'sell', size: 12n, limit: 970n }).filled, 12n)
    assert.equal(walk({ side: 'sell', size: 12n, limit: 971n }).filled, 5n)
    assert.equal(walk({ side: 'buy', size: 5n, limit: 1020n }).filled, 4n)
  })

  test('a limit better than the book fills nothing and has no worst price', () => {
    assert.deepEqual(walk({ side: 'sell', size: 12n, limit: 991n }), {
      filled: 0n,
      value: 0n,
      cost: 0n,
      worst: null,
      levels: [],
    })
  })

  test('size zero fills nothing, and a size above the depth fills the depth', () => {
    assert.equal(walk({ side: 'buy', size: 0n }).filled, 0n)
    assert.equal(walk({ side: 'buy', size: 1000n }).filled, 10n)
  })

  // Face 100 USD. Buying 4 at 102.0 costs 400/102 = 3.92156862… BTC of value, at mark 100.0 it is 4 BTC: 0.07843138 lost.
  test('an inverse contract loses coin when it is bought above mark', () => {
    const result = walk({ side: 'buy', size: 4n, instrument: inverse })
    assert.deepEqual([result.value, result.cost], [atoms(392_156_862n), atoms(7_843_138n)])
  })
})

describe('bookWalk, as a law', () => {
  const size = fc.bigInt({ min: 1n, max: 60n })
  const mark = fc.bigInt({ min: 1n, max: 2000n })
  const side = fc.constantFrom<Side>('buy', 'sell')
  const instrument = fc.constantFrom<Instrument>(linear, round, inverse)

  test('an account that trades the walk loses its cost, or one atom less, whatever it held before', () => {
    const held = fc.bigInt({ min: -500n, max: 500n })
    fc.assert(
      fc.property(size, mark, side, instrument, held, (wanted, price, direction, traded, before) => {
        const result = walk({ side: direction, size: wanted, mark: price, instrument: traded })
        const sign = direction === 'buy' ? 1n : -1n
        const valueOf = (position: bigint): bigint => positionValue(traded, lots(position), ticks(price), 'down')
        const booked = result.levels.reduce(
          (sum, level) => sum + fillValue(traded, lots(sign * level.size), level.price),
          0n,
        )
        const lost = valueOf(before) - (valueOf(before + sign * result.filled) - booked)
        assert.ok(lost === result.cost || lost === result.cost - 1n, `${lost} against ${result.cost}`)
      }),
    )
  })

  test('without rounding, the cost is convex: no lot costs less than the one before', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 33n }), mark, (wanted, price) => {
        const cost = (one: bigint): bigint => walk({ side: 'sell', size: one, mark: price }).cost
        assert.ok(cost(wanted + 1n) - cost(wanted) >= cost(wanted) - cost(wanted - 1n))
      }),
    )
  })

  test('it takes lot by lot what a taker of single lots takes', () => {
    fc.assert(
      fc.property(size, side, (wanted, direction) => {
        const prices: Ticks[] = (direction === 'buy' ? curve.asks : curve.bids).flatMap((level) =>
          Array.from({ length: Number(level.size) }, () => level.price),
        )
        const taken = prices.slice(0, Number(wanted))
        const result = walk({ side: direction, size: wanted })
        const value = taken.reduce<Lots>((sum, price) => lots(sum + price), lots(0n))
        assert.deepEqual(
          [result.filled, result.value, result.worst],
          [BigInt(taken.length), value * 10n, taken.at(-1) ?? null],
        )
      }),
    )
  })
})
