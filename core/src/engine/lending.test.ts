import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { balanceOf } from '../accounts/index.ts'
import { preset, type PolicyDeclaration } from '../policy/index.ts'
import { createAuditor } from './audit.ts'
import { engineOf } from './engine.ts'
import { equityOf, eventsOf, text } from './fixtures.ts'
import { fullImbalances, runningImbalances } from './invariants.ts'
import { holderOf, lend, units, type LendingSession } from './lending.fixtures.ts'
import { foldJournal, redecideJournal } from './replay.ts'
import { restoreState, snapshotOf } from './snapshot.ts'
import { accountOf, allAccounts } from './state.ts'

/** Nothing made or lost, an auditor agrees, and the journal gives the same state folded and decided again. */
const sound = ({ engine, journal }: LendingSession): void => {
  assert.deepEqual([...runningImbalances(engine.state), ...fullImbalances(engine.state)], [])
  const auditor = createAuditor()
  for (const entry of journal) auditor.observe(entry.events)
  assert.deepEqual(auditor.findings(allAccounts(engine.state)), [])
  assert.equal(text(snapshotOf(foldJournal(journal).state)), text(snapshotOf(engine.state)))
  const again = redecideJournal(journal, (recorded, decided) => text(recorded) === text(decided))
  assert.equal(again.divergence, null)
  const restored = engineOf(restoreState(snapshotOf(engine.state)))
  assert.equal(text(snapshotOf(restored.state)), text(snapshotOf(engine.state)))
}

const held = ({ engine }: LendingSession, id: string, asset: string): bigint =>
  balanceOf(accountOf(engine.state, id), asset)

/** 1 BTC of 60 000 counts 54 000; 36 000 owed require 7 200. Maintenance is at 48 000, where 43 200 = 36 000 + 7 200. */
const borrower = holderOf({ id: 'borrower', btc: '1', usd: '-36000' })

describe('a loan', () => {
  test('is left alone at maintenance and repaid whole by loan-close one tick below', () => {
    const session = lend(preset('loan-close'), [borrower])
    session.run({ after: 1_000, btc: '48000' })
    assert.deepEqual(accountOf(session.engine.state, 'borrower'), borrower)
    const entries = session.run({ after: 2_000, btc: '47999.9' })
    assert.equal(eventsOf(entries, 'order-sent').length, 1)
    assert.ok(held(session, 'borrower', 'USD') >= 0n && held(session, 'borrower', 'USD') < units('5'))
    assert.ok(held(session, 'borrower', 'BTC') > 24_000_000n)
    const receipts = eventsOf(session.journal, 'episode-ended').map(({ receipt }) => receipt)
    assert.deepEqual(
      receipts.map(({ result, notionalAtStart, notionalAtEnd }) => [result, notionalAtStart, notionalAtEnd]),
      [['closed', units('36000'), 0n]],
    )
    for (const receipt of receipts) {
      assert.equal(receipt.marketMove, 0n)
      assert.ok((receipt.freed ?? 0n) > units('3600') && receipt.traded > units('36000'))
    }
    sound(session)
  })

  test('is trimmed by loan-soft to twice maintenance, and no lot further', () => {
    const session = lend(preset('loan-soft'), [borrower])
    session.run({ after: 1_000, btc: '51000' }) // 45 900 - 36 000 = 9 900 under 1.5 · 7 200
    const { equity, requirement } = equityOf(session.engine, 'borrower')
    assert.ok(equity >= 2n * requirement)
    // a lot of 0.0001 BTC is 5.1: it frees 0.51 of haircut and 2 · 0.2 of the 5.1 that it repays
    assert.ok(equity - 2n * requirement < units('2.6'))
    assert.equal(eventsOf(session.journal, 'episode-ended')[0]?.receipt.result, 'restored')
    sound(session)
  })

  test('in another asset is bought back in its own market with what the collateral brings', () => {
    const session = lend(preset('loan-close'), [holderOf({ id: 'borrower', btc: '1', usdc: '-36000' })])
    session.run({ after: 1_000, btc: '47000' })
    assert.deepEqual(
      eventsOf(session.journal, 'order-sent').map(({ live }) => [live.order.instrument, live.order.side]),
      [
        ['BTC/USD', 'sell'],
        ['USDC/USD', 'buy'],
      ],
    )
    for (const asset of ['USD', 'USDC']) {
      assert.ok(held(session, 'borrower', asset) >= 0n, asset)
      assert.ok(held(session, 'borrower', asset) < units('6'), asset)
    }
    sound(session)
  })

  test('waits for its book: what a thin one leaves is sold with the next batches', () => {
    const session = lend(preset('loan-close'), [borrower])
    for (let at = 1; at <= 12; at += 1)
      session.run({ after: 1_000 * at, btc: '47000', depth: { btc: '0.01', usdc: '1' } })
    assert.ok(eventsOf(session.journal, 'order-sent').length > 4)
    assert.ok(held(session, 'borrower', 'USD') >= 0n)
    sound(session)
  })
})

describe('a loan that a gap made bankrupt', () => {
  test('is taken over with its collateral; the fund pays what is missing and sells the coins', () => {
    const session = lend(preset('loan-soft'), [borrower])
    session.run({ after: 1_000, btc: '30000' }) // 27 000 counted against 36 000
    assert.deepEqual(accountOf(session.engine.state, 'borrower').balances, [])
    const shortfalls = eventsOf(session.journal, 'shortfall')
    assert.deepEqual(
      shortfalls.map(({ account, atoms, fund, unmet, dust }) => [account, atoms, fund, unmet, dust]),
      [['borrower', units('9000'), units('9000'), 0n, 0n]],
    )
    assert.equal(eventsOf(session.journal, 'episode-ended')[0]?.receipt.result, 'bankrupt')
    assert.equal(held(session, 'fund', 'BTC'), 100_000_000n)
    assert.equal(held(session, 'fund', 'USD'), units('964000'))
    sound(session)
  })

  test('walks on where the fund ends: the vault pays, and then everybody by equity', () => {
    const people = [borrower, holderOf({ id: 'rich', usd: '3000' }), holderOf({ id: 'poor', usd: '1000' })]
    const session = lend(preset('loan-soft'), people, '4000')
    session.run({ after: 1_000, btc: '30000' })
    const [paid] = eventsOf(session.journal, 'shortfall')
    assert.deepEqual([paid?.fund, paid?.vault, paid?.socialised], [units('4000'), units('4000'), units('1000')])
    assert.deepEqual([held(session, 'rich', 'USD'), held(session, 'poor', 'USD')], [units('2250'), units('750')])
    sound(session)
  })

  test('leaves the fund coins and a debt, which house-lend sells down', () => {
    const session = lend(preset('loan-soft'), [borrower], '30000')
    session.run({ after: 1_000, btc: '30000' })
    // 30 000 of its own less the debt of 36 000 that it took: 6 000 owed, a fifth of the coin
    assert.ok(held(session, 'fund', 'USD') >= 0n && held(session, 'fund', 'USD') < units('4'))
    assert.ok(held(session, 'fund', 'BTC') > 79_000_000n)
    sound(session)
  })
})

describe('collateral that falls while the position market stands still', () => {
  const cross = holderOf({ id: 'cross', btc: '0.1', usd: '-3000', perp: '0.5' })
  test('triggers, and the decision says what each choice would have cost', () => {
    // 0.09 · 45 000 - 3 000 = 1 050 against 0.02 · 30 000 + 0.2 · 3 000 = 1 200
    const session = lend(preset('loan-soft'), [cross])
    session.run({ after: 1_000, btc: '60000', perp: '60000' })
    assert.equal(eventsOf(session.journal, 'decided').length, 0)
    session.run({ after: 2_000, btc: '45000', perp: '60000' })
    const [decided] = eventsOf(session.journal, 'decided')
    const facts = decided?.decision.reasons.find(({ part }) => part === 'direction')?.facts ?? {}
    const [sale, cut] = [facts['choices[0].costAtoms'], facts['choices[1].costAtoms']].map((cost) => BigInt(cost ?? ''))
    assert.ok(sale !== undefined && cut !== undefined && sale < cut)
    assert.equal(facts['chosen'], 'sell-collateral')
    assert.deepEqual(accountOf(session.engine.state, 'cross').positions, cross.positions)
    sound(session)
  })
})

describe('isolated accounts', () => {
  test('of one owner stand alone: the end of one leaves the other as it was, to the atom', () => {
    const pair = ['first', 'second'].map((id) =>
      holderOf({ id, owner: 'both', mode: 'isolated', btc: '1', usd: id === 'first' ? '-36000' : '-20000' }),
    )
    const session = lend(preset('loan-close'), pair)
    session.run({ after: 1_000, btc: '35000' })
    assert.deepEqual(accountOf(session.engine.state, 'first').balances, [])
    assert.deepEqual(accountOf(session.engine.state, 'second'), pair[1])
    sound(session)
  })
})

describe('auto-repay', () => {
  const close = preset('loan-close')
  const [stage] = close.stages
  const limit = { of: 'atoms', most: '500000000' }
  const repay: PolicyDeclaration = {
    ...close,
    name: 'auto-repay',
    stages:
      stage === undefined
        ? []
        : [
            {
              ...stage,
              name: 'repay',
              enter: { rule: 'debt-above', ...limit },
              until: { rule: 'debt-within', ...limit },
              direction: { rule: 'sell-collateral', order: 'cost', most: 'debt' },
            },
            ...close.stages,
          ],
  }
  test('sells collateral for a debt beyond its limit, at any health, and leaves a smaller one', () => {
    const session = lend(repay, [
      holderOf({ id: 'above', btc: '1', usd: '-500.000001' }),
      holderOf({ id: 'within', btc: '1', usd: '-500' }),
    ])
    session.run({ after: 1_000, btc: '60000' })
    assert.ok(held(session, 'above', 'USD') >= 0n)
    assert.equal(held(session, 'within', 'USD'), -units('500'))
    assert.equal(eventsOf(session.journal, 'episode-ended')[0]?.receipt.result, 'closed')
    sound(session)
  })
})

describe('a policy that sells nothing', () => {
  test('leaves a loan alone at maintenance and has it seized at mark less haircut below', () => {
    const session = lend(preset('full-close'), [borrower])
    session.run({ after: 1_000, btc: '48000' })
    assert.deepEqual(accountOf(session.engine.state, 'borrower'), borrower)
    session.run({ after: 2_000, btc: '47999.9' })
    assert.equal(eventsOf(session.journal, 'order-sent').length, 0)
    // 36 000 at 0.9 · 47 999.9 are 0.83333507 BTC
    assert.equal(held(session, 'borrower', 'BTC'), 100_000_000n - 83_333_507n)
    sound(session)
  })
})
