import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { readOptionChain } from '../importers/index.ts'
import { fitChain } from './fit-chain.ts'
import { summarise } from './summary.ts'

const root = process.env['EBB_DATA']
const skip = root === undefined ? 'EBB_DATA is not set' : false

describe('recorded chains', () => {
  for (const [coin, inside] of [
    ['BTC', 0.9],
    ['ETH', 0.95],
  ] as const)
    test(
      `${coin}, six snapshots through the fall of 5 February 2026: all slices free of arbitrage, ${100 * inside} % of quotes inside`,
      { skip },
      async () => {
        const file = `options-deribit/deribit_${coin}_option_chain_2026-02-01_2026-02-12_6h.csv.gz`
        const { data } = await readOptionChain(join(root ?? '', file))
        assert.equal(data.snapshots.length, 47)
        const some = data.snapshots.slice(15, 21)
        const summary = summarise(fitChain({ ...data, snapshots: some }, { model: 'svi', now: () => 0 }))
        assert.deepEqual([summary.butterflyFreeShare, summary.calendarFreeShare], [1, 1])
        assert.ok(summary.insideShare >= inside && summary.rmsSpreads < 0.4, JSON.stringify(summary))
        assert.ok((summary.gapBpsMedian ?? Infinity) < 5)
      },
    )
})
