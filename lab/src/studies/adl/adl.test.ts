import { after, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { WireError } from '@ebbline/wire'
import { adlStudy } from './adl.ts'
import { madeUpAdlData } from './adl.fixtures.ts'
import { DATASETS } from './datasets.ts'
import { median } from './measure.ts'
import { adlReport } from './report.ts'
import { rulesCsv, wavesCsv } from './tables.ts'

describe('adlStudy on made-up data', async () => {
  const { folder, remove } = madeUpAdlData()
  after(remove)
  const outcome = await adlStudy({ dataRoot: folder, seed: 1, accounts: 60 })
  const { study } = outcome

  test('adds up what waves needed and took, and keeps too much and too little apart', () => {
    assert.deepEqual(study.totals, {
      needed: '120.00',
      taken: '220.00',
      over: '100.00',
      tooMuch: '140.00',
      tooLittle: '40.00',
      deficit: '1150.00',
      deficitOnce: '650.00', // 620 and 30: the loss of 500 comes again
      repeats: 1,
    })
    assert.deepEqual(
      study.waves.map(({ wave, over, mostShared }) => [wave, over, mostShared]),
      [
        [1, '-40.00', 0.1],
        [3, '140.00', 0.000_05],
      ],
    )
  })
  test('says what the queue took where nobody was missing money, and where winners could not have covered it', () => {
    const { withoutDeficit, takenWithoutDeficit, beyondCapacity, over } = study.shocks
    assert.deepEqual([withoutDeficit, takenWithoutDeficit, beyondCapacity, over], [1, '50.00', 1, '50.00'])
  })
  test('says who was closed', () => {
    const { accounts, fills, notional, topShares, medianNotional, atLoss, medianEquityOverProfit } = study.accounts
    assert.deepEqual([accounts, fills, notional, medianNotional, atLoss], [3, 6, '1000.00', '300.00', 1])
    assert.deepEqual(topShares, { one: 0.6, ten: 1, hundred: 1 })
    assert.equal(medianEquityOverProfit, 2.005) // 4 and 0.01
    assert.deepEqual(study.accounts.largestCoins, [
      { coin: 'AAA', share: 0.9 },
      { coin: 'BBB', share: 0.1 },
    ])
  })
  test('compares figure by figure, and does not hold when one differs', () => {
    const verdicts = study.comparisons.map(({ agrees }) => agrees)
    // notional and fills are those of other data; minutes, both sums and the gaps agree; winners are not the same accounts
    assert.deepEqual(verdicts, [false, false, true, true, true, true, null])
    assert.equal(study.holds, false)
  })
  test('the page and the tables tell every wave and every rule', () => {
    const html = adlReport(outcome)
    assert.match(html, /took 1\.8 times what the waves needed/)
    for (const { rule } of study.planted.rules) assert.ok(html.includes(rule))
    assert.equal(wavesCsv(study).trim().split('\n').length, 3)
    assert.equal(rulesCsv(study).trim().split('\n').length, 1 + study.planted.rules.length)
  })
})

describe('adlStudy on broken data', () => {
  const refuses = async (changed: Readonly<Record<string, string>>, expected: RegExp): Promise<void> => {
    const { folder, remove } = madeUpAdlData(changed)
    try {
      await assert.rejects(adlStudy({ dataRoot: folder, seed: 1, accounts: 20 }), (error) => {
        assert.ok(error instanceof WireError)
        assert.match(error.message, expected)
        return true
      })
    } finally {
      remove()
    }
  }
  test('a number that is none is refused by row and column', () =>
    refuses({ [DATASETS.coins]: 'coin,adl_notional\nAAA,much\n' }, /row 2, adl_notional.*much/))
  test('a missing column is refused by name', () =>
    refuses({ [DATASETS.seconds]: 'second,liquidations\n0,1\n' }, /adls/))
  test('a missing figure is refused by its place', () =>
    refuses({ [DATASETS.published]: '{"headline":{}}' }, /headline\.prod_overshoot_vs_needed_usd/))
  test('figures that are no JSON are refused', () => refuses({ [DATASETS.published]: 'none' }, /JSON/))
})

describe('median', () => {
  for (const [values, expected] of [
    [[], 0],
    [[3], 3],
    [[4, 1], 2.5],
    [[9, 1, 2], 2],
  ] as const)
    test(`of ${values.join(', ') || 'nothing'} is ${expected}`, () => assert.equal(median(values), expected))
})

const dataRoot = process.env['EBB_DATA'] ?? null

describe('adlStudy on recorded data', { skip: dataRoot === null ? 'EBB_DATA is not set' : false }, () => {
  test('finds the published sums, and the loss that comes nine times', async () => {
    const { study } = await adlStudy({ dataRoot: dataRoot ?? '', seed: 1, accounts: 20 })
    assert.ok(study.holds)
    assert.equal(study.totals.over, '45028665.72')
    assert.equal(study.totals.repeats, 8)
    assert.equal(study.shocks.over, '653552663.51')
  })
})
