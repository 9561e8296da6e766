import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { lots, preset, type EngineEvent, type LiveOrder } from '@ebbline/core'
import type { GeneratedScenario } from '@ebbline/wire'
import { priceOf, timeOf } from './path.ts'
import { createWorld, type World } from './world.ts'

const smoke = JSON.parse(
  readFileSync(new URL('../../scenarios/smoke.json', import.meta.url), 'utf8'),
) as GeneratedScenario

const selling = (id: string, size: bigint): EngineEvent => ({
  kind: 'order-sent',
  live: {
    order: {
      id,
      owner: 't000000',
      instrument: 'BTC-PERP',
      side: 'sell',
      size: lots(size),
      limit: null,
      timeInForce: 'IOC',
      reducible: null,
    },
    account: 't000000',
    decision: 'd1.0',
    remaining: lots(size),
    status: 'sent',
  } satisfies LiveOrder,
})

/** What a world says over some batches while the same orders arrive. */
const told = (world: World, from: number, to: number): readonly unknown[] => {
  const said: unknown[] = []
  for (let batch = from; batch < to; batch += 1) {
    said.push(world.batch(batch), world.execute(batch % 3 === 0 ? [selling(`o${batch}`, 200n)] : []))
    world.settleBatch()
  }
  return said
}

const printOf = (world: World, batch: number, source: string): number =>
  Number(
    world.batch(batch).prints.find((print) => print.source === source && print.instrument === 'BTC-PERP')?.price ?? 0n,
  ) / 10

describe('createWorld', () => {
  test('the same scenario gives the same bytes', () =>
    assert.deepEqual(
      told(createWorld(smoke, { impact: 'own' }), 0, 60),
      told(createWorld(smoke, { impact: 'own' }), 0, 60),
    ))

  test('the house disposes by the policy that the traders’ one names, else by its own', () => {
    const world = createWorld(smoke, { impact: 'own' })
    const houseUnder = (name: string): string => world.venue(preset(name)).policy.house
    assert.deepEqual(['full-close', 'vega-disposal'].map(houseUnder), ['house-unwind', 'vega-network'])
  })

  test('a world restored in its middle goes on with the same bytes', () => {
    const [whole, first, second] = [1, 2, 3].map(() => createWorld(smoke, { impact: 'own' }))
    assert.ok(whole && first && second)
    told(whole, 0, 40)
    told(first, 0, 40)
    second.restore(structuredClone(first.snapshot()))
    assert.deepEqual(second.snapshot(), whole.snapshot())
    assert.deepEqual(told(second, 40, 90), told(whole, 40, 90))
    assert.deepEqual(second.snapshot(), whole.snapshot())
  })

  test('a batch holds every source of every instrument, a book and a volume for every derivative', () => {
    const world = createWorld(smoke, { impact: 'own' })
    const { kind, time, prints, books, volumes } = world.batch(3)
    assert.deepEqual([kind, time], ['batch', timeOf(world.path, 3)])
    assert.equal(prints.length, 5 * 4)
    assert.deepEqual(
      books.map(({ instrument }) => instrument),
      ['BTC-PERP', 'ETH-PERP', 'SOL-PERP'],
    )
    assert.ok(volumes.every((volume) => volume.lots > 0n))
    assert.equal(world.batches, 181)
  })

  test('volume is the day’s, by hour and phase', () => {
    const world = createWorld(smoke, { impact: 'own' })
    const row = smoke.liquidity[0] ?? assert.fail()
    const hour = new Date(smoke.clock.startUtcMs).getUTCHours()
    const calm = (row.dailyVolume / 0.001 / 17_280) * (row.hourlyVolume[hour] ?? assert.fail())
    const lotsAt = (batch: number) => world.batch(batch).volumes[0]?.lots ?? 0n
    assert.equal(lotsAt(0), BigInt(Math.floor(calm)))
    assert.equal(lotsAt(25), BigInt(Math.floor(calm * (smoke.path.phases[0]?.volumeMultiple ?? assert.fail()))))
  })

  test('funding falls due whenever its interval has passed', () => {
    const world = createWorld(smoke, { impact: 'own' })
    const due = Array.from({ length: 130 }, (_, batch) => world.batch(batch).funding.length)
    assert.deepEqual(
      due.flatMap((count, batch) => (count > 0 ? [[batch, count]] : [])),
      [
        [60, 3],
        [120, 3],
      ],
    )
  })

  test('frozen prices ignore what was sold; own prices fall by the reaction and come half back', () => {
    const quiet: GeneratedScenario = {
      ...smoke,
      venue: { ...smoke.venue, sources: smoke.venue.sources.map((source) => ({ ...source, noiseBps: 0 })) },
      liquidity: smoke.liquidity.map((row) => ({ ...row, dailyVolume: 80 })),
      reaction: {
        permanentShare: 0.5,
        transientHalfLifeSec: 900,
        y: 1,
        crossover: 0.0001,
        markets: smoke.reaction.markets.map(({ instrument }) => ({ instrument, dailyVol: 0.03 })),
      },
    }
    const [frozen, own] = (['frozen', 'own'] as const).map((impact) => {
      const world = createWorld(quiet, { impact })
      world.batch(0)
      world.execute([selling('o1', 800n)])
      world.settleBatch()
      return world
    })
    assert.ok(frozen && own)
    const fair = (batch: number) => priceOf(own.path, 'BTC-PERP', batch)
    assert.ok(Math.abs(printOf(frozen, 1, 'own') / fair(1) - 1) < 1e-5)
    // 0.8 BTC of 80 a day: y·σ·√0.01 = 0.3 %, half of it permanent; one batch of a half-life of 900 s is gone.
    const expected = 0.003 * (0.5 + 0.5 * 2 ** (-5 / 900))
    assert.ok(Math.abs(Math.log(printOf(own, 1, 'own') / fair(1)) + expected) < 1e-5)
    for (let batch = 2; batch <= 180; batch += 1) own.batch(batch)
    const later = createWorld(quiet, { impact: 'own' })
    later.restore(own.snapshot())
    assert.ok(
      Math.abs(Math.log(printOf(later, 181, 'own') / fair(181)) + 0.003 * (0.5 + 0.5 * 2 ** (-905 / 900))) < 1e-5,
    )
  })

  test('a sold book is thin in both worlds until it refills', () => {
    for (const impact of ['frozen', 'own'] as const) {
      const [sold, left] = [createWorld(smoke, { impact }), createWorld(smoke, { impact })]
      const best = (world: World, batch: number) => world.batch(batch).books[0]?.bids[0] ?? assert.fail()
      const before = best(sold, 0)
      best(left, 0)
      const reply = sold.execute([selling('o1', before.size * 20n)])
      assert.ok((reply?.books[0]?.bids[0]?.price ?? before.price) < before.price)
      assert.ok(best(sold, 1).size < best(left, 1).size)
    }
  })

  test('a spot market with a row of liquidity has a book of its own, trades in it and moves by itself', () => {
    const row = smoke.liquidity[0] ?? assert.fail()
    const market = smoke.reaction.markets[0] ?? assert.fail()
    const booked: GeneratedScenario = {
      ...smoke,
      liquidity: [...smoke.liquidity, { ...row, instrument: 'BTC/USDC' }],
      reaction: { ...smoke.reaction, markets: [...smoke.reaction.markets, { ...market, instrument: 'BTC/USDC' }] },
    }
    const [plain, world] = [smoke, booked].map((scenario) => createWorld(scenario, { impact: 'own' }))
    assert.ok(plain && world)
    plain.batch(0)
    const { books, volumes } = world.batch(0)
    for (const rows of [books, volumes])
      assert.deepEqual(
        rows.map(({ instrument }) => instrument),
        ['BTC-PERP', 'ETH-PERP', 'SOL-PERP', 'BTC/USDC'],
      )
    const order = selling('o1', 5_000n)
    assert.ok(order.kind === 'order-sent')
    const { live } = order
    const reply = world.execute([{ ...order, live: { ...live, order: { ...live.order, instrument: 'BTC/USDC' } } }])
    assert.ok(reply?.updates.some(({ kind }) => kind === 'filled'))
    world.settleBatch()
    plain.settleBatch()
    const spot = (of: World): bigint =>
      of.batch(1).prints.find((print) => print.source === 'own' && print.instrument === 'BTC/USDC')?.price ?? 0n
    const own = (of: World): number => printOf(of, 1, 'own')
    assert.ok(spot(world) < spot(plain))
    assert.equal(own(world), own(plain))
  })
})
