import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { liquidationRisk, math, type PriceDynamics } from '@ebbline/core'
import { parseAccountFile, type AccountsToMeasure } from '@ebbline/wire'
import { accountRisks, type RiskLine, type RiskTerms } from './account-risk.ts'

const EXAMPLE = new URL('../../../cli/examples/cross-account.json', import.meta.url)
const gbm: PriceDynamics = { kind: 'gbm', drift: 0, vol: 0.6 }
const DAY = 86_400_000

const terms: RiskTerms = {
  horizonMs: DAY,
  latencyMs: 60_000,
  dynamicsOf: () => gbm,
  linked: [],
  ruinProbabilityMax: 0.001,
  closeWithinMs: DAY / 24,
  dailyVolumeOf: () => 20_000,
}

/** The example with some of its fields replaced. */
const example = (change: (text: string) => string = (text) => text): AccountsToMeasure =>
  parseAccountFile('example', change(readFileSync(EXAMPLE, 'utf8')), () => null)

const lineOf = (lines: readonly RiskLine[], account: string, instrument: string): RiskLine => {
  const line = lines.find((one) => one.account === account && one.instrument === instrument)
  assert.ok(line !== undefined)
  return line
}

const close = (got: number | null, wanted: number, tolerance: number): void =>
  assert.ok(got !== null && Math.abs(got - wanted) <= tolerance, `${got} is not ${wanted}`)

describe('accountRisks', () => {
  test('one line for each position, at the first breached ticks of ebb ladder', () => {
    const lines = accountRisks(example(), terms)
    assert.deepEqual(
      lines.map(({ account, instrument, move }) => [account, instrument, move]),
      [
        ['long-btc', 'BTC-PERP', 'falls'],
        ['hedged-with-coins', 'BTC-PERP', 'falls'],
        ['hedged-with-coins', 'ETH-PERP', 'rises'],
      ],
    )
    const long = lineOf(lines, 'long-btc', 'BTC-PERP')
    assert.deepEqual([long.liquidationPrice, long.bankruptcyPrice, long.equity], [59_090.9, 58_499.9, 1500])
    close(long.exposure, 1, 1e-9)
  })

  test('probabilities are those of the position by hand: one coin long, 5 bp of cost', () => {
    const long = lineOf(accountRisks(example(), terms), 'long-btc', 'BTC-PERP')
    const position = { side: 'long', contract: 'linear', size: 1, price: 60_000 } as const
    const levels = { liquidationPrice: 59_090.9, bankruptcyPrice: 58_499.9 }
    const closing = { latency: 1 / 525_600, cost: 0.0005 }
    const [wanted] = liquidationRisk({ ...position, ...levels }, [1 / 365], gbm, closing)
    const got = long.curve.at(-1)
    assert.ok(wanted !== undefined && got !== undefined)
    close(got.liquidation, wanted.liquidation, 1e-12)
    close(got.badDebt, wanted.badDebt, 1e-12)
    close(got.expectedLoss, wanted.expectedLoss, 1e-9 * wanted.expectedLoss)
    close(got.sigmasToLiquidation, math.log(60_000 / 59_090.9) / (0.6 / Math.sqrt(365)), 1e-9)
  })

  test('a linked coin softens a short: exposure 9.1 instead of 10', () => {
    const alone = lineOf(accountRisks(example(), terms), 'hedged-with-coins', 'ETH-PERP')
    const linked = lineOf(accountRisks(example(), { ...terms, linked: ['ETH/USDC'] }), 'hedged-with-coins', 'ETH-PERP')
    close(alone.exposure, 10, 1e-6)
    close(linked.exposure, 9.1, 1e-6)
    close(linked.bankruptcyPrice, 3274.73, 1e-9)
    assert.ok((linked.curve.at(-1)?.liquidation ?? 1) < (alone.curve.at(-1)?.liquidation ?? 0))
  })

  test('an account in breach is being closed, a bankrupt one is bad debt', () => {
    const breached = example((text) => text.replace('"amount": "1500"', '"amount": "500"'))
    const now = lineOf(accountRisks(breached, terms), 'long-btc', 'BTC-PERP')
    assert.equal(now.curve[0]?.liquidation, 1)
    assert.ok((now.curve[0]?.badDebt ?? 1) < 1e-6)
    const bankrupt = example((text) => text.replace('"amount": "1500"', '"amount": "-500"'))
    const gone = lineOf(accountRisks(bankrupt, { ...terms, latencyMs: 1 }), 'long-btc', 'BTC-PERP')
    assert.deepEqual([gone.curve[0]?.liquidation, gone.curve[0]?.badDebt], [1, 1])
    close(gone.curve[0]?.expectedLoss ?? null, 530, 1) // what is missing and the fee of 30
    assert.equal(gone.plan?.found.kind, 'not-rescuable')
  })

  test('a plan costs fee and impact; without a volume there is none', () => {
    const { plan } = lineOf(accountRisks(example(), terms), 'long-btc', 'BTC-PERP')
    assert.equal(plan?.found.kind, 'schedule')
    assert.ok(plan.even.expectedCost > 30) // 5 bp of 60,000
    assert.ok(accountRisks(example(), { ...terms, dailyVolumeOf: () => null }).every((line) => line.plan === null))
  })
})

/** Ten thousand dollars long on 0.1 coin: used up where 1/S = 1/60,000 + 0.1/10,000, at 37,500. */
const INVERSE = JSON.stringify({
  schema: 'ebbline.accounts/1',
  venue: {
    name: 'coin',
    numeraire: 'USD',
    assets: [
      { id: 'USD', decimals: 6 },
      { id: 'BTC', decimals: 8 },
    ],
    instruments: [
      { id: 'BTCUSD', kind: 'inverse-perpetual', base: 'BTC', quote: 'USD', tickSize: '0.5', lotSize: '1' },
      { id: 'BTC/USD', kind: 'spot', base: 'BTC', quote: 'USD', tickSize: '0.5', lotSize: '0.0001' },
    ],
    tiers: [{ instrument: 'BTCUSD', rows: [{ floor: '0', initialRate: '0.02', maintenanceRate: '0.01' }] }],
    collateral: [{ asset: 'BTC', spot: 'BTC/USD', haircut: '0' }],
    takerFee: '0',
  },
  marks: [
    { instrument: 'BTCUSD', price: '60000' },
    { instrument: 'BTC/USD', price: '60000' },
  ],
  accounts: [
    {
      id: 'coin-long',
      balances: [{ asset: 'BTC', amount: '0.1' }],
      positions: [{ instrument: 'BTCUSD', size: '10000', entryPrice: '60000' }],
    },
  ],
})

describe('accountRisks of an inverse contract', () => {
  const loaded = parseAccountFile('coin', INVERSE, () => null)
  const jumpy: PriceDynamics = {
    kind: 'kou',
    logDrift: 0,
    vol: 0.9,
    intensity: 60,
    upProbability: 0.35,
    upRate: 20,
    downRate: 10,
  }
  const month = { ...terms, horizonMs: 30 * DAY, dynamicsOf: () => jumpy }
  const lossOf = (line: RiskLine, contract: 'linear' | 'inverse', size: number): number => {
    const { price, liquidationPrice, bankruptcyPrice } = line
    const position = { side: 'long', contract, size, price, liquidationPrice, bankruptcyPrice } as const
    const [risk] = liquidationRisk(position, [30 / 365], jumpy, { latency: 1 / 525_600, cost: 0 })
    return risk?.expectedLoss ?? Number.NaN
  }

  test('with its coin standing still it loses face/price in coins, each worth 60,000', () => {
    const [line] = accountRisks(loaded, month)
    assert.ok(line !== undefined)
    close(line.bankruptcyPrice, 37_500, 1)
    const got = line.curve.at(-1)?.expectedLoss ?? 0
    assert.ok(got > 0)
    close(got / lossOf(line, 'inverse', 10_000 * 60_000), 1, 1e-4)
  })

  test('with its coin it is a line in the price: 0.1 + 10,000/60,000 coins', () => {
    const [line] = accountRisks(loaded, { ...month, linked: ['BTC/USD'] })
    assert.ok(line !== undefined)
    close(line.bankruptcyPrice, 37_500, 1)
    close(line.exposure, 0.1 + 1 / 6, 1e-5)
    close((line.curve.at(-1)?.expectedLoss ?? 0) / lossOf(line, 'linear', 0.1 + 1 / 6), 1, 1e-4)
  })
})
