import { createOrderBook, lots, measure, NOTHING_TAKEN, preset, quoteLadder, ticks, type Order } from '@ebbline/core'
import { createRunner } from '@ebbline/lab'
import type { Scenario } from '@ebbline/wire'
import { race, type Contender, type Measurement } from './measurement.ts'

const INSTRUMENT = 'BTC-PERP'
const ROUNDS = 500
const ORDERS_A_QUOTE = 4
const LEVELS = 30

/** Quoting a ladder of thirty levels anew and four orders into it, again and again, against exact measures of an account. */
export const benchOrderBook = (scenario: Scenario): Measurement => {
  const profile = Array.from({ length: LEVELS }, (_, at) => ({ distanceBps: (at + 1) * 2, lots: lots(500n) }))
  const ladders = Array.from({ length: 16 }, (_, at) =>
    quoteLadder({ mid: ticks(600_000n + BigInt(at) * 37n), profile, depthFactor: 1, taken: NOTHING_TAKEN }),
  )
  const trade = (): void => {
    const book = createOrderBook([INSTRUMENT])
    for (let round = 0; round < ROUNDS; round += 1) {
      const ladder = ladders[round % ladders.length]
      if (ladder !== undefined) book.requote('maker', INSTRUMENT, ladder)
      for (let at = 0; at < ORDERS_A_QUOTE; at += 1) book.submit(orderOf(round, at))
    }
  }
  const { perSec, ratio } = race({ count: ROUNDS * (ORDERS_A_QUOTE + 1), work: trade }, exactMeasures(scenario), 15)
  return { name: 'order book', unit: 'requotes and orders', perSec, against: 'exact measures', ratio, floor: null }
}

const orderOf = (round: number, at: number): Order => ({
  id: `o${round}.${at}`,
  owner: `taker-${at}`,
  instrument: INSTRUMENT,
  side: at % 2 === 0 ? 'buy' : 'sell',
  size: lots(BigInt(300 + 400 * at)),
  limit: null,
  timeInForce: 'IOC',
  reducible: null,
})

const exactMeasures = (scenario: Scenario): Contender => {
  const { world } = createRunner({ scenario, policy: preset('soft'), bound: 'own' })
  const { rules, startMarks } = world.terms
  const accounts = world.accounts.filter((account) => account.kind === 'trader')
  return {
    count: accounts.length,
    work: () => {
      for (const account of accounts) measure(rules, account, startMarks, 'maintenance')
    },
  }
}
