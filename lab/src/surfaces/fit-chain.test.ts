import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { sviScaled, sviVariance } from '@ebbline/core'
import type { Manifest } from '../importers/index.ts'
import { DAY_MS, madeSnapshot, START_MS, YEAR_SMILE, type MadeExpiry } from './chain.fixtures.ts'
import { expirySmile, futuresOf } from './chain-expiry.ts'
import { fitChain, type ExpiryFit } from './fit-chain.ts'
import { surfaceMoves } from './moves.ts'
import { surfacePage } from './page.ts'
import { summarise } from './summary.ts'

const NEAR: MadeExpiry = { days: 7, forward: 100_100 }
const FAR: MadeExpiry = { days: 180, forward: 102_000 }
const options = { model: 'svi', now: () => 0 } as const

/** The fits of the last of some snapshots. */
const lastOf = (snapshots: readonly ReturnType<typeof madeSnapshot>[]): readonly ExpiryFit[] =>
  fitChain({ coin: 'BTC', snapshots }, options).at(-1)?.expiries ?? []

/** The same expiries one hour later, with a change to the first. */
const later = (change: Partial<MadeExpiry>): ReturnType<typeof madeSnapshot> => {
  const hour = 1 / 24
  const near = { ...NEAR, days: NEAR.days - hour, ...change }
  return madeSnapshot([near, { ...FAR, days: FAR.days - hour }], START_MS + hour * DAY_MS)
}

describe('fitChain', () => {
  test('finds the forwards, the smile and the carry that a chain was made of', () => {
    for (const model of ['svi', 'essvi'] as const) {
      const [fit] = fitChain({ coin: 'BTC', snapshots: [madeSnapshot([NEAR, FAR])] }, { ...options, model })
      for (const [index, { days, forward }] of [NEAR, FAR].entries()) {
        const one = fit?.expiries[index]
        assert.ok(one?.forward.kind === 'found' && Math.abs(one.forward.forward / forward - 1) < 2e-6)
        assert.ok(Math.abs((one.carry ?? NaN) - (Math.log(forward / 100_000) * 365) / days) < 1e-3)
        assert.deepEqual([one.status, one.butterfly, one.calendar], ['fresh', 'free', 'free'])
        if (model === 'svi')
          for (const k of [-0.4, 0, 0.4]) {
            const made = sviVariance(sviScaled(YEAR_SMILE, days / 365), k)
            assert.ok(Math.abs(sviVariance(one.slice ?? YEAR_SMILE, k) / made - 1) < 0.01, `${days} days at ${k}`)
          }
      }
    }
  })

  const kept = [
    ['two strikes', { strikes: 2 }, 'too-few-quotes'],
    // volatility times √10, beyond a factor of e
    ['a jump that no market makes in an hour', { times: 10 }, 'implausible-jump'],
  ] as const
  for (const [what, change, reason] of kept)
    test(`${what}: the last good fit is kept, with its age and the reason`, () => {
      const [near, far] = lastOf([madeSnapshot([NEAR, FAR]), later(change)])
      assert.deepEqual([near?.status, near?.reason, near?.ageMs], ['kept', reason, DAY_MS / 24])
      assert.equal(far?.status, 'fresh')
      // the same volatility: variance by the time that is left
      const [first] = lastOf([madeSnapshot([NEAR, FAR])])
      const ratio = sviVariance(near?.slice ?? YEAR_SMILE, 0) / sviVariance(first?.slice ?? YEAR_SMILE, 0)
      assert.ok(Math.abs(ratio - (7 - 1 / 24) / 7) < 1e-9)
    })

  test('two strikes and nothing before: no slice, by name', () => {
    const [near] = lastOf([madeSnapshot([{ ...NEAR, strikes: 2 }, FAR])])
    assert.deepEqual([near?.status, near?.reason, near?.slice], ['none', 'too-few-quotes', null])
  })
})

describe('expirySmile', () => {
  const [made] = madeSnapshot([NEAR]).expiries
  const quotes = made?.quotes ?? []
  const expiryMs = made?.expiryMs ?? 0
  const rows = [
    ['sound', quotes, START_MS, null],
    ['expired at its very moment', quotes, expiryMs, 'expired'],
    [
      'no future and one-sided quotes',
      quotes.map((one) => ({ ...one, bid: NaN, forward: NaN })),
      START_MS,
      'no-forward',
    ],
    ['every quote crossed', quotes.map((one) => ({ ...one, bid: one.ask, ask: one.bid })), START_MS, 'crossed-quotes'],
    ['no quotes but a future', quotes.map((one) => ({ ...one, bid: NaN, ask: NaN })), START_MS, 'too-few-quotes'],
  ] as const
  for (const [name, given, nowMs, expected] of rows)
    test(`${name}: ${expected ?? 'no refusal'}`, () =>
      assert.equal(expirySmile({ expiryMs, quotes: given }, nowMs).refusal, expected))
  test('without a future parity alone finds the forward', () => {
    const { forward } = expirySmile({ expiryMs, quotes: quotes.map((one) => ({ ...one, forward: NaN })) }, START_MS)
    assert.ok(forward.kind === 'found' && forward.source === 'parity')
    assert.ok(Math.abs(forward.forward / NEAR.forward - 1) < 1e-6)
  })
})

describe('futuresOf', () => {
  const made = (forwards: readonly number[]): ReturnType<typeof madeSnapshot>['expiries'] =>
    madeSnapshot(forwards.map((forward, index) => ({ days: 10 + index, forward }))).expiries
  test('one price for three expiries is flat, two may agree by chance', () => {
    assert.equal(futuresOf(made([100_000, 100_000, 100_000])), 'flat')
    assert.equal(futuresOf(made([100_000, 100_000])), 'dated')
    assert.equal(futuresOf(made([100_000, 100_000, 100_100])), 'dated')
    const bare = made([1e5]).map((one) => ({ ...one, quotes: one.quotes.map((quote) => ({ ...quote, forward: NaN })) }))
    assert.equal(futuresOf(bare), 'none')
  })
  test('flat futures are left out, so that parity tells the carry', () => {
    const snapshot = madeSnapshot([NEAR, { days: 90, forward: 101_000 }, FAR])
    const expiries = snapshot.expiries.map((one) => ({
      ...one,
      quotes: one.quotes.map((quote) => ({ ...quote, forward: 100_000 })),
    }))
    const [fit] = fitChain({ coin: 'BTC', snapshots: [{ ...snapshot, expiries }] }, options)
    assert.equal(fit?.futures, 'flat')
    const last = fit.expiries.at(-1)?.forward
    assert.ok(last?.kind === 'found' && last.source === 'parity' && Math.abs(last.forward / FAR.forward - 1) < 1e-6)
  })
})

describe('summarise', () => {
  test('a made chain lies inside its quotes and has no arbitrage', () => {
    const { insideShare, butterflyFreeShare, calendarFreeShare, fresh, reasons } = summarise(
      fitChain({ coin: 'BTC', snapshots: [madeSnapshot([NEAR, FAR])] }, options),
    )
    assert.deepEqual([insideShare, butterflyFreeShare, calendarFreeShare, fresh, reasons], [1, 1, 1, 2, {}])
  })
})

describe('surfaceMoves', () => {
  test('where all volatility moves by one factor, one move explains it', () => {
    const snapshots = [1, 1.2, 0.9, 1.1].map((times, hour) =>
      madeSnapshot(
        [
          { ...NEAR, times },
          { ...FAR, times },
        ],
        START_MS + hour * DAY_MS,
      ),
    )
    const moves = surfaceMoves(fitChain({ coin: 'BTC', snapshots }, options))
    assert.ok(moves !== null && moves.changes === 3 && (moves.components[0]?.share ?? 0) > 0.999)
  })
  test('two snapshots tell nothing', () => {
    const fits = fitChain({ coin: 'BTC', snapshots: [madeSnapshot([NEAR, FAR])] }, options)
    assert.equal(surfaceMoves(fits), null)
  })
})

const manifest: Manifest = {
  schema: 'ebbline.dataset/1',
  file: 'made.csv',
  format: 'option-chain',
  bytes: 1,
  sha256: '00',
  columns: [],
  unread: [],
  rows: 1,
  refused: 0,
  firstMs: null,
  lastMs: null,
  stepMs: null,
  gaps: null,
  series: [],
  flaws: [],
  units: [],
  limits: [],
}

describe('surfacePage', () => {
  test('draws every expiry with a slice, and says what is missing', () => {
    const snapshots = [madeSnapshot([{ ...NEAR, strikes: 2 }, { ...FAR, days: 90 }, FAR])]
    const fits = fitChain({ coin: 'BTC', snapshots }, options)
    const page = surfacePage({ fits, manifest }) ?? ''
    assert.equal(page.match(/<figure id="smile-/g)?.length, 2)
    assert.match(page, /none: too few quotes/)
    assert.equal(surfacePage({ fits: [], manifest }), null)
  })
})
