import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { ticks } from '../../units/index.ts'
import { atMark, holder, viewOf } from '../fixtures.ts'
import { startMemory } from '../memory.ts'
import { untouchedNow } from '../untouched.ts'
import { recovered } from './recovered.ts'

const exit = recovered.create({ multiple: '1.5' })
const found = untouchedNow(viewOf({ account: holder('1000', [atMark('BTC-PERP', 100n)]) }))

/** 100 lots on 1 000 were found; so many are left, with so much cash, at a BTC mark. */
const view = (left: bigint, cash: string, mark = 50_000n) => {
  const whole = viewOf({ account: holder(cash, [atMark('BTC-PERP', left)]) })
  const marks = new Map([...whole.marks, ['BTC-PERP', ticks(mark)] as const])
  return viewOf({ account: whole.account, marks, episode: { ...startMemory(0), untouched: found } })
}

describe('recovered', () => {
  for (const [what, state, reached] of [
    ['what own closing did ends nothing: 1 000 of 400, untouched 1 000 of 1 000', view(40n, '1000'), false],
    // at 50 515: 1 206 of 404.12 left, 1 515 of 1 010.3 untouched; a tick more makes that 1 516 of 1 010.32
    ['prices one tick short', view(40n, '1000', 50_515n), false],
    ['prices that came back for both', view(40n, '1000', 50_516n), true],
    // untouched 1 516 of 1 010.32, but what is left lost 900 in costs: 306.4 of 404.128
    ['prices that came back, but not for what is left', view(40n, '100', 50_516n), false],
  ] as const)
    test(what, () => assert.equal(exit.reached(state).holds, reached))
  test('without a memory it asks the account alone', () => {
    const alone = (cash: string) => viewOf({ account: holder(cash, [atMark('BTC-PERP', 100n)]) })
    assert.deepEqual([exit.reached(alone('1500')).holds, exit.reached(alone('1499.999999')).holds], [true, false])
  })
  test('publishes its level and refuses one below maintenance', () => {
    assert.equal(exit.multiple, 1_500_000_000_000_000_000n)
    assert.match(recovered.check({ multiple: '0.9' })[0]?.allowed ?? '', /multiple 0\.9 >= 1 is required/u)
  })
})
