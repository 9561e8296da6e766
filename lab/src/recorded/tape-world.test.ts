import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { createWorld, type World } from '../world.ts'
import { priceOf } from '../path.ts'
import { baseOfLot } from '../reaction.ts'
import { withPrintOrder } from './print-orders.ts'
import { dataFolder, madeReaction, madeScenario, START } from './recorded.fixtures.ts'
import { resolveScenario } from './resolve.ts'

const MINUTE = 60_000
const { root, remove } = dataFolder()
after(remove)
const resolved = await resolveScenario(madeScenario, root, madeReaction)
const world = (impact: 'frozen' | 'own' = 'frozen'): World => createWorld(resolved, { impact })

const printsAt = (of: World, batch: number, instrument: string): readonly (readonly [number, number])[] =>
  of
    .batch(batch)
    .prints.filter((print) => print.instrument === instrument)
    .map(({ time, price }) => [(time - START) / 1_000, Number(price) / 100] as const)

describe('a world on a tape', () => {
  test('each source prints what is new on its own series, four prints a bar', () => {
    const tape = world()
    const seen = Array.from({ length: 17 }, (_, batch) => printsAt(tape, batch, 'ETH-PERP')).flat()
    assert.deepEqual(
      seen.map(([second]) => second),
      [0, 60, 120, 180, 240],
    )
    assert.deepEqual(
      Array.from({ length: 5 }, (_, batch) => printsAt(tape, batch, 'BTC-PERP'))
        .flat()
        .map(([second]) => second),
      [0, 15, 30, 45, 60],
    )
  })

  test('both orders give the same prices by the end of every bar, and other ones within', () => {
    const other = createWorld(
      { ...resolved, scenario: withPrintOrder(resolved.scenario, 'farther-first') },
      { impact: 'frozen' },
    )
    const tape = world()
    const of = (one: World, batch: number): number => priceOf(one.path, 'BTC-PERP', batch)
    let differing = 0
    for (let bar = 0; bar < 60; bar += 1) {
      assert.equal(of(tape, bar * 4), of(other, bar * 4))
      assert.equal(of(tape, bar * 4 + 3), of(other, bar * 4 + 3))
      assert.equal(of(tape, bar * 4 + 1), of(other, bar * 4 + 2))
      assert.equal(of(tape, bar * 4 + 2), of(other, bar * 4 + 1))
      if (of(tape, bar * 4 + 1) !== of(tape, bar * 4 + 2)) differing += 1
    }
    assert.equal(differing, 60)
  })

  test('where bars are missing the last close stands and nothing is printed', () => {
    const tape = world()
    const [first, last] = [(60 * MINUTE) / 15_000, (66 * MINUTE) / 15_000]
    for (let batch = first; batch < last; batch += 1) {
      assert.deepEqual(printsAt(tape, batch, 'BTC-PERP'), [])
      assert.equal(priceOf(tape.path, 'BTC-PERP', batch), priceOf(tape.path, 'BTC-PERP', first - 1))
    }
    assert.equal(printsAt(tape, last, 'BTC-PERP').length, 1)
  })

  test('recorded funding falls due at its own times, the fixed rate for the market without', () => {
    const tape = world()
    const due = Array.from({ length: 961 }, (_, batch) => [batch, tape.batch(batch).funding] as const)
    assert.deepEqual(
      due.flatMap(([batch, rows]) => rows.map(({ instrument, rate }) => `${batch} ${instrument} ${rate}`)),
      [
        '240 BTC-PERP 300000000000000',
        '240 ETH-PERP 100000000000000',
        '480 BTC-PERP -100000000000000',
        '480 ETH-PERP 100000000000000',
        '720 ETH-PERP 100000000000000',
        '960 ETH-PERP 100000000000000',
      ],
    )
  })

  test('open interest against volume is that of the real market', () => {
    const tape = world()
    const real = 900 / (resolved.scenario.liquidity[1]?.dailyVolume ?? 0)
    const held = tape.restOfWorld.find(({ instrument }) => instrument === 'ETH-PERP')
    const eth = tape.terms.instruments.find(({ id }) => id === 'ETH-PERP')
    assert.ok(held !== undefined && eth !== undefined)
    const share = (Number(held.openInterest) * baseOfLot(eth)) / 900
    // Volume of the hour before the start, in lots of one batch of 15 s, at that share.
    const bars = resolved.tape?.series.find(({ id }) => id === 'eth')?.bars
    assert.ok(bars !== undefined)
    let hour = 0
    for (const [at, time] of bars.time.entries())
      if (time >= START - 60 * MINUTE && time + bars.barMs <= START) hour += bars.volume[at] ?? 0
    const expected = (hour / 240 / 0.01) * share
    const volume = tape.batch(0).volumes.find(({ instrument }) => instrument === 'ETH-PERP')
    assert.ok(Math.abs(Number(volume?.lots ?? 0n) - expected) <= 1, `${volume?.lots} is not ${expected}`)
    assert.ok(real > 0)
    assert.ok(tape.notes?.assumptions.some((line) => line.includes(`ETH-PERP ${(share * 100).toPrecision(3)} %`)))
  })

  test('says what is assumed, what is missing, and how sure the reaction is', () => {
    const { notes } = world()
    assert.ok(notes !== null)
    assert.ok(notes.assumptions.includes('The perpetual trades at the price of its spot market.'))
    assert.ok(notes.assumptions.some((line) => line.includes('0.25 of a usual day')))
    assert.ok(notes.limits.some((line) => line.includes('btc 6 of 60 s')))
    assert.ok(notes.limits.some((line) => line.includes('once in 15 s')))
    assert.ok(notes.reaction.some(({ name, value }) => name === 'impact coefficient Y' && value === 1))
  })
})
