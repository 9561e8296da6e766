import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ebb, ebbJson } from '../run.fixtures.ts'

const FILE = 'cli/examples/cross-account.json'

interface Ladder {
  readonly instrument: string
  readonly levels: readonly { readonly name: string; readonly below: Pair; readonly above: Pair }[]
  readonly handover: { readonly price: string }
}
type Pair = { readonly safe: string; readonly breached: string } | null

describe('ebb ladder', () => {
  // 1,500 + (p - 60,000) = k · p with k = 0.02, 0.02, 0.01, 0.008, 0: p = 58,500 / (1 - k), ticks of 0.1
  const rows = [
    ['initial', '59693.9', '59693.8'], // 59,693.877…
    ['stage trim', '59693.9', '59693.8'], // twice maintenance, as initial is
    ['stage hasten', '59091', '59090.9'], // 59,090.909…
    ['maintenance', '59091', '59090.9'],
    ['stage close', '58971.8', '58971.7'], // 58,971.774…
    ['stage takeover', '58500', '58499.9'], // bankrupt
    ['bankruptcy', '58500', '58499.9'],
  ] as const
  test('gives the last safe and the first breached tick of every level', async () => {
    const [one] = (await ebbJson(['ladder', FILE, '--account', 'long-btc'])) as readonly Ladder[]
    assert.deepEqual(
      one?.levels.map(({ name, below, above }) => [name, below?.safe, below?.breached, above]),
      rows.map((row) => [...row, null]),
    )
    assert.equal(one?.handover.price, '58500')
  })

  // 2,500 - 10 (p - 3,000) = 0 at 3,250
  test('a short breaches as the price rises', async () => {
    const ladders = (await ebbJson(['ladder', FILE, '--account', 'hedged-with-coins'])) as readonly Ladder[]
    const short = ladders.find((one) => one.instrument === 'ETH-PERP')
    const bankruptcy = short?.levels.find((level) => level.name === 'bankruptcy')
    assert.deepEqual([bankruptcy?.below, bankruptcy?.above], [null, { safe: '3250', breached: '3250.01' }])
  })

  // its own coin rises with the contract: 2,500 - 10 d + 0.9 d = 0 at d = 274.72…
  test('linked marks move in proportion', async () => {
    const argv = ['ladder', FILE, '--account', 'hedged-with-coins', '--linked', 'ETH/USDC']
    const ladders = (await ebbJson(argv)) as readonly Ladder[]
    const short = ladders.find((one) => one.instrument === 'ETH-PERP')
    const bankruptcy = short?.levels.find((level) => level.name === 'bankruptcy')
    assert.deepEqual(bankruptcy?.above, { safe: '3274.72', breached: '3274.73' })
  })

  test('says which stages ask for more than a price', async () => {
    const { out } = await ebb(['ladder', FILE, '--account', 'long-btc', '--policy', 'hyperliquid-like'])
    assert.match(out, /^stage backstop +0\.6666… × maintenance/m)
    assert.match(out, /^stage whole\* /m)
    assert.match(out, /Stages that no price alone starts: rest\./)
    assert.ok(out.split('\n').every((line) => line.length <= 120))
  })
})
