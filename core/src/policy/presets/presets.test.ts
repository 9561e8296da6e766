import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { atoms } from '../../units/index.ts'
import { changeAccount } from '../../accounts/index.ts'
import { atMark, book, holder, restingBuy, shown, viewOf } from '../../liquidation/fixtures.ts'
import {
  advance,
  afterAction,
  afterUnfilled,
  enters,
  enterStage,
  simulateTrade,
  startMemory,
  type LiquidationView,
  type Outcome,
  type Stage,
} from '../../liquidation/index.ts'
import { compilePolicy, preset } from '../index.ts'

const stagesOf = (name: string): readonly Stage[] => {
  const result = compilePolicy(preset(name))
  return result.kind === 'compiled' ? result.policy.stages : assert.fail(`${name} does not compile`)
}

/** An outcome as `kind stage: legs`. */
const story = (stages: readonly Stage[], view: LiquidationView): string => {
  const outcome: Outcome = advance(stages, view)
  if (!('stage' in outcome)) return outcome.kind
  const legs = 'draft' in outcome ? `: ${shown(outcome.draft.legs).join(', ')}` : ''
  return `${outcome.kind} ${stages[outcome.stage]?.name}${legs}`
}

// 100 BTC lots of 500: notional 50 000, requirement 1 000; a lot is worth 0.01 a tick.
const small = (cash: string, size = 100n) => viewOf({ account: holder(cash, [atMark('BTC-PERP', size)]) })

describe('full-close', () => {
  const stages = stagesOf('full-close')
  test('closes everything, not beyond bankruptcy', () => {
    assert.equal(enters(stages, small('1000')), false)
    assert.equal(story(stages, small('900')), 'trade close: BTC-PERP -100@49100') // 900 / (100 · 0.01) = 900 ticks
  })
  test('hands a bankrupt account over', () => {
    assert.match(story(stages, small('-1')), /^takeover takeover: BTC-PERP -100/u)
  })
})

describe('bybit-tier-step', () => {
  const stages = stagesOf('bybit-tier-step')
  // 300 lots: 150 000 in the second tier from 100 000; requirement 4 000.
  const large = small('3900', 300n)
  test('steps down one tier, fill or kill', () => {
    const outcome = advance(stages, large)
    assert.match(story(stages, large), /^trade step-down: BTC-PERP -100@/u)
    assert.equal(outcome.kind === 'trade' ? outcome.timeInForce : '', 'FOK')
  })
  test('takes over when the order could not fill', () => {
    const view = { ...large, episode: afterUnfilled(afterAction(startMemory(0), 0)) }
    assert.match(story(stages, view), /^takeover takeover: BTC-PERP -300/u)
  })
  test('takes over in the lowest tier', () => {
    assert.match(story(stages, small('900')), /^takeover takeover: BTC-PERP -100/u)
  })
  test('cancels orders first', () => {
    const view = viewOf({ account: holder('3900', [atMark('BTC-PERP', 300n)], [restingBuy]) })
    assert.equal(story(stages, view), 'cancel-orders step-down')
  })
})

describe('hyperliquid-like', () => {
  const stages = stagesOf('hyperliquid-like')
  // 400 lots: 200 000, requirement 6 000, two thirds 4 000.
  const large = small('5900', 400n)
  const acted = { ...large, time: 20_000, episode: afterAction(enterStage(startMemory(0), 1, 0), 0) }
  test('closes a small account at once', () => {
    assert.equal(story(stages, small('900')), 'trade whole: BTC-PERP -100')
  })
  test('closes a fifth of a large one first', () => {
    assert.equal(story(stages, large), 'trade first-fifth: BTC-PERP -80')
  })
  test('waits 30 seconds and then closes the rest', () => {
    const waiting = advance(stages, acted)
    assert.deepEqual([waiting.kind, waiting.kind === 'wait' ? waiting.until : null], ['wait', 30_000])
    assert.equal(story(stages, { ...acted, time: 29_999 }), 'wait first-fifth')
    assert.equal(story(stages, { ...acted, time: 30_000 }), 'trade rest: BTC-PERP -400')
  })
  test('lets go of an account that is back at maintenance and was left alone for 30 seconds', () => {
    const back = { ...small('6000', 400n), episode: acted.episode }
    assert.equal(story(stages, { ...back, time: 29_999 }), 'wait first-fifth')
    assert.equal(story(stages, { ...back, time: 30_000 }), 'restored')
  })
  test('hands over below two thirds of maintenance', () => {
    assert.match(story(stages, small('4000', 400n)), /^trade first-fifth/u)
    assert.match(story(stages, small('3999.99', 400n)), /^takeover backstop: BTC-PERP -400/u)
  })
})

describe('soft', () => {
  const stages = stagesOf('soft')
  for (const [cash, expected] of [
    ['1999.999999', 'trade trim: BTC-PERP -34@49875'], // 1 000 short of 3 000; a lot frees 30: 33.3 lots
    ['999', 'trade hasten: BTC-PERP -67@49250'], // 2 001 / 30 = 66.7
    ['799', 'trade close: BTC-PERP -100@49202'], // everything, to the bankruptcy price: 798.999998 pays for 798 ticks
    ['-1', 'takeover takeover: BTC-PERP -100@50001'], // one tick of 100 lots is worth 1
  ] as const)
    test(`equity ${cash} of a requirement of 1 000: ${expected}`, () => {
      assert.equal(story(stages, small(cash)), expected)
    })
  test('leaves an account at twice maintenance alone, and one in an episode only at three times', () => {
    assert.equal(enters(stages, small('2000')), false)
    assert.match(story(stages, small('2999.9')), /^trade trim/u)
    assert.equal(story(stages, small('3000')), 'restored')
  })
  test('cuts risk and keeps the hedge', () => {
    // Long 200 BTC lots = 100 000 against short 200 ETH lots = 50 000: requirement 4 000.
    const view = (cash: string) =>
      viewOf({ account: holder(cash, [atMark('BTC-PERP', 200n), atMark('ETH-PERP', -200n)]) })
    // (12 000 - 9 001) / 30 = 99.97 lots of the 100 by which the account is long
    assert.equal(story(stages, view('9001')), 'trade trim: BTC-PERP -100@49875')
    // 3 000 of the missing 7 500 by these 100, then pairs of 1 BTC lot and 2 ETH lots that free 90: 50 of them
    assert.equal(story(stages, view('4500')), 'trade trim: BTC-PERP -150@49875, ETH-PERP 100@25062')
  })
  test('one slice that fills ends the episode, fee and book inside', () => {
    const books = [
      book(
        'BTC-PERP',
        [
          [49_980n, 30n],
          [49_950n, 500n],
        ],
        [],
      ),
    ]
    const view = viewOf({ account: holder('1100', [atMark('BTC-PERP', 100n)]), books, feeRate: '0.0005' })
    const outcome = advance(stages, view)
    assert.equal(outcome.kind, 'trade')
    if (outcome.kind !== 'trade') return
    const { account } = simulateTrade(view, outcome.draft.legs, outcome.draft.penalty.rate)
    assert.equal(advance(stages, viewOf({ account, books, feeRate: '0.0005' })).kind, 'restored')
    const short = changeAccount(account, {
      account: account.id,
      cash: [{ asset: 'USDC', atoms: atoms(-14_000_000n) }], // more than the one lot that was rounded up
      positions: [],
    })
    assert.equal(advance(stages, viewOf({ account: short, books, feeRate: '0.0005' })).kind, 'trade')
  })
})

describe('house-unwind', () => {
  const stages = stagesOf('house-unwind')
  test('sells inventory however healthy the house is', () => {
    assert.equal(story(stages, small('100000')), 'trade unwind: BTC-PERP -100@49750')
  })
  test('is over when nothing is left', () => {
    assert.equal(enters(stages, viewOf({ account: holder('5', []) })), false)
  })
  test('hands over when the house is bankrupt', () => {
    assert.match(story(stages, small('-1')), /^takeover bankrupt: BTC-PERP -100/u)
  })
})
