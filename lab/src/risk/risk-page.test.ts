import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { liquidationRisk, type LeveragedPosition } from '@ebbline/core'
import type { RiskLine, RiskTerms } from './account-risk.ts'
import { closingPlan } from './closing-plan.ts'
import { LINES_SHOWN, riskPage } from './risk-page.ts'
import { chance, digits, span } from './words.ts'

const terms: RiskTerms = {
  horizonMs: 86_400_000,
  latencyMs: 10_000,
  dynamicsOf: () => ({ kind: 'gbm', drift: 0, vol: 0.6 }),
  linked: [],
  ruinProbabilityMax: 0.001,
  closeWithinMs: 3_600_000,
  dailyVolumeOf: () => 1000,
}

const lineFor = (
  account: string,
  levels: Pick<LeveragedPosition, 'liquidationPrice' | 'bankruptcyPrice'>,
): RiskLine => {
  const position = { side: 'long', contract: 'linear', size: 1, price: 100, ...levels } as const
  const closing = { latency: 1e-6, cost: 0 }
  const curve = liquidationRisk(position, [0.001, 0.002], { kind: 'gbm', drift: 0, vol: 0.6 }, closing)
  const money = { price: 100, vol: 0.6, fee: 0.0005, exposure: 1, equity: 5 }
  const plan = account === 'no-volume' ? null : closingPlan({ terms, dailyVolume: 1000, ...money })
  return { account, instrument: 'X-PERP', move: 'falls', ...money, ...levels, curve, plan }
}

const near = { liquidationPrice: 97, bankruptcyPrice: 96 }

describe('riskPage', () => {
  test('has a section for each line, with its curve and its schedule', () => {
    const html = riskPage([lineFor('a', near), lineFor('no-volume', near)], terms, 'USDC')
    for (const id of ['all', 'by-horizon', 'positions', 'line-0', 'ruin-0', 'line-1', 'ruin-1'])
      assert.ok(html.includes(`id="${id}"`), id)
    assert.ok(html.includes('id="schedule-0"') || html.includes('id="schedule-1"'))
    assert.ok(html.includes('the volume of this market was not given'))
  })

  test('draws the likeliest and keeps all in the table', () => {
    const many = Array.from({ length: LINES_SHOWN + 3 }, (_, i) => lineFor(`trader-${i}`, near))
    const html = riskPage(many, terms, 'USDC')
    assert.ok(!html.includes(`id="line-${LINES_SHOWN}"`))
    assert.ok(html.includes(`trader-${LINES_SHOWN + 2}, X-PERP falls`))
  })

  test('says so where nothing is likely enough to draw, and escapes names', () => {
    const safe = lineFor('<b>safe</b>', { liquidationPrice: 10, bankruptcyPrice: 9 })
    const html = riskPage([safe], terms, 'USDC')
    assert.ok(html.includes('one in a hundred million'))
    assert.ok(!html.includes('<b>safe'))
  })
})

describe('words', () => {
  for (const [probability, words] of [
    [0, '0'],
    [1, 'certain'],
    [0.1234, '12.3%'],
    [0.001, '0.1%'],
    [0.0005, '1 in 2,000'],
    [2.5e-7, '1 in 4 million'],
    [1e-9, '1 in 1 billion'],
    [1e-15, 'under 1 in 10¹²'],
  ] as const)
    test(`${probability} reads ${words}`, () => assert.equal(chance(probability), words))
  test('numbers and spans', () => {
    assert.deepEqual(
      [digits(1234567), digits(-0.5), digits(0.00002), digits(1e-9)],
      ['1,234,567', '−0.5', '0.00002', 'under 10⁻⁶'],
    )
    assert.deepEqual([86_400_000, 604_800_000, 90_000, 10_000, 250].map(span), [
      '24 h',
      '7 days',
      '90 s',
      '10 s',
      '250 ms',
    ])
  })
})
