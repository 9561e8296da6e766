import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { begin, deep, eventsOf, person, START, text, usd, type Session } from './fixtures.ts'
import { step } from './engine.ts'
import { redecideJournal } from './replay.ts'
import { restoreState, snapshotOf } from './snapshot.ts'
import { preset, type PolicyDeclaration } from '../policy/index.ts'

/** 10 BTC bought at 50 000 on 6 000; at 49 000 equity is -4 000 and the requirement 4 900: 8 900 may be lost. */
const people = [
  person({ id: 'insolvent', cash: '6000', btc: { size: '10', entry: '50000' } }),
  person({ id: 'saver', cash: '1000' }),
]

const crashed = (policy: string | PolicyDeclaration, fund: string): Session => {
  const session = begin(policy, people, { fund, vault: '0' })
  session.run({ after: 0, prices: { btc: '50000' }, size: deep })
  session.run({ after: 1_000, prices: { btc: '49000' }, size: deep })
  return session
}

/** Why a withdrawal of 10 USDC is refused after so many ms; null when it is not. */
const refusal = ({ engine }: Session, after: number): readonly [string, Readonly<Record<string, string>>] | null => {
  const command = { kind: 'withdraw', time: START + after, account: 'saver', asset: 'USDC', atoms: usd('10') } as const
  const [refused] = eventsOf([{ command, events: step(engine, command) }], 'refused')
  return refused === undefined ? null : [refused.reason, refused.facts]
}

describe('withdraw under a lock', () => {
  test('insolvent-requirement: refused while insolvent accounts may cost more than the funds hold', () =>
    assert.deepEqual(refusal(crashed('derive-v2', '4449.999999'), 2_000), [
      'withdrawals-locked',
      { rule: 'insolvent-requirement', insolventRequirementAtoms: '8900000000', fundCashAtoms: '8899999998' },
    ]))
  test('insolvent-requirement: free when they hold as much', () =>
    assert.equal(refusal(crashed('derive-v2', '4450'), 2_000), null))

  const locked: PolicyDeclaration = {
    ...preset('full-close'),
    name: 'locked',
    withdrawals: { rule: 'after-shortfall', seconds: 60 },
  }
  test('after-shortfall: refused for a while after the last one, then free', () => {
    const session = crashed(locked, '100000')
    assert.equal(eventsOf(session.journal, 'shortfall').length, 1)
    assert.equal(refusal(session, 60_999)?.[0], 'withdrawals-locked')
    assert.equal(refusal(session, 61_000), null)
  })
  test('after-shortfall: a restored state remembers the last one, another venue does not know it', () => {
    const { state } = crashed(locked, '100000').engine
    assert.equal(restoreState(snapshotOf(state)).lastShortfall, START + 1_000)
    assert.equal('lastShortfall' in snapshotOf(crashed('full-close', '100000').engine.state), false)
  })
  test('a journal of an auction is decided again to the byte', () => {
    const backstops = { bidder: '100000' }
    const session = begin('derive-v2', people, { fund: '100000', vault: '0', backstops })
    for (const [after, btc] of [
      [0, '50000'],
      [1_000, '49880'],
      [500_000, '49880'],
      [900_000, '49000'],
      [4_000_000, '49000'],
    ] as const)
      session.run({ after, prices: { btc }, size: deep })
    assert.equal(eventsOf(session.journal, 'decided').filter(({ decision }) => decision.kind === 'transfer').length, 2)
    assert.equal(redecideJournal(session.journal, (a, b) => text(a) === text(b)).divergence, null)
  })
  test('after-shortfall: free before any', () => {
    const session = begin(locked, people, { fund: '100000', vault: '0' })
    session.run({ after: 0, prices: { btc: '50000' }, size: deep })
    assert.equal(refusal(session, 500), null)
  })
})
