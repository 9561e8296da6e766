import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { balanceOf, sizeIn } from '../accounts/index.ts'
import { preset, type PolicyDeclaration, type StageDeclaration } from '../policy/index.ts'
import { createAuditor } from './audit.ts'
import { step } from './engine.ts'
import {
  begin,
  btcLots,
  btcTicks,
  deep,
  equityOf,
  eventsOf,
  person,
  START,
  text,
  usd,
  type Session,
} from './fixtures.ts'
import { fullImbalances, runningImbalances } from './invariants.ts'
import { foldJournal, redecideJournal } from './replay.ts'
import { snapshotOf } from './snapshot.ts'
import { accountOf, allAccounts } from './state.ts'
import type { Command } from './types.ts'

/** Nothing made or lost, an auditor agrees, and the journal gives the same state folded and decided again. */
const sound = ({ engine, journal }: Session): void => {
  assert.deepEqual([...runningImbalances(engine.state), ...fullImbalances(engine.state)], [])
  const auditor = createAuditor()
  for (const entry of journal) auditor.observe(entry.events)
  assert.deepEqual(auditor.findings(allAccounts(engine.state)), [])
  assert.equal(text(snapshotOf(foldJournal(journal).state)), text(snapshotOf(engine.state)))
  assert.equal(redecideJournal(journal, (recorded, decided) => text(recorded) === text(decided)).divergence, null)
}

const base = preset('full-close')

/** Below maintenance everything is handed over in proportion, 100 basis points from mark, to whom the action says. */
const handing = (changes: Partial<StageDeclaration>): PolicyDeclaration => ({
  ...base,
  name: 'handing',
  stages: base.stages.flatMap((stage) =>
    stage.name === 'close'
      ? [
          {
            ...stage,
            limit: { rule: 'mark-offset', bps: 100 },
            action: { rule: 'transfer', to: ['backstop'], margin: 'initial' },
            ...changes,
          },
        ]
      : [],
  ),
})

/** 10 BTC bought at 60 000 on 7 000: requirement 1 % of 600 000 = 6 000. At 59 800 equity is 5 000 against 5 980. */
const long = person({ id: 'long', cash: '7000', btc: { size: '10', entry: '60000' } })

const cashOf = ({ engine }: Session, id: string): bigint => balanceOf(accountOf(engine.state, id), 'USDC')
const sizeOf = ({ engine }: Session, id: string): bigint => sizeIn(accountOf(engine.state, id), 'BTC-PERP')

describe('a transfer', () => {
  test('hands everything over at the limit, and what the account lacks is shared', () => {
    const session = begin(handing({}), [long], { fund: '1000', vault: '0', backstops: { keeper: '1000000' } })
    const entries = session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
    // 10 BTC at 59 202: 592 020 - 600 000 + 7 000 = -980, which the fund pays: 20 are left in it
    assert.equal(sizeOf(session, 'long'), 0n)
    assert.equal(sizeOf(session, 'keeper'), btcLots('10'))
    assert.equal(cashOf(session, 'long'), 0n)
    assert.equal(cashOf(session, 'fund-btc'), usd('20'))
    assert.deepEqual(
      eventsOf(entries, 'shortfall').map(({ atoms, fund, vault, dust, unmet }) => [atoms, fund, vault, dust, unmet]),
      [[usd('980'), usd('980'), 0n, 0n, 0n]],
    )
    sound(session)
  })

  test('goes to each receiver as far as its initial margin carries', () => {
    const session = begin(handing({ limit: { rule: 'market' } }), [long], {
      fund: '1000',
      vault: '0',
      backstops: { small: '1196', next: '100000' },
    })
    session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
    // at mark: 2 % of 59 800 is 1 196 for 1 BTC, which small just has
    assert.equal(sizeOf(session, 'small'), btcLots('1'))
    assert.equal(sizeOf(session, 'next'), btcLots('9'))
    assert.equal(cashOf(session, 'long'), usd('5000'))
    sound(session)
  })

  test('what nobody can carry stays, and counts as unfilled', () => {
    const session = begin(handing({}), [long], { fund: '1000', vault: '0', backstops: { poor: '0.01' } })
    const entries = session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
    assert.equal(sizeOf(session, 'long'), btcLots('10'))
    assert.equal(eventsOf(entries, 'decided').filter(({ decision }) => decision.kind === 'transfer').length, 0)
    assert.equal(session.engine.state.episodes.get('long')?.memory.stageUnfilled, 1)
    sound(session)
  })

  test('`none` asks for no margin, and a penalty is taken at the price of the hand-over', () => {
    const session = begin(
      handing({
        limit: { rule: 'market' },
        size: { rule: 'fraction', share: '0.5' },
        penalty: { rule: 'flat', rate: '0.001', cap: 'equity' },
        action: { rule: 'transfer', to: ['vault'], margin: 'none' },
      }),
      [long],
      { fund: '0', vault: '0' },
    )
    session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
    assert.equal(sizeOf(session, 'vault'), btcLots('5'))
    // 5 · 59 800 · 0.1 % = 299 to the fund; 5 000 of equity before
    assert.equal(cashOf(session, 'fund-btc'), usd('299'))
    assert.equal(equityOf(session.engine, 'long').equity, usd('4701'))
    sound(session)
  })
})

describe('a seizure', () => {
  const seizing: PolicyDeclaration = {
    ...base,
    name: 'seizing',
    stages: base.stages.map((stage) =>
      stage.name === 'close'
        ? { ...stage, action: { rule: 'seize', to: 'vault' } }
        : {
            ...stage,
            enter: { rule: 'all', of: [{ rule: 'seized' }, { rule: 'since-first-action', seconds: 86_400 }] },
          },
    ),
  }
  test('takes all cash once, and the account is never let go while it holds anything', () => {
    const session = begin(seizing, [long], { fund: '0', vault: '0' })
    session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
    assert.equal(cashOf(session, 'vault'), usd('7000'))
    assert.equal(cashOf(session, 'long'), 0n)
    session.run({ after: 2_000, prices: { btc: '70000' }, size: deep })
    assert.equal(session.engine.state.episodes.get('long')?.memory.seized, true)
    assert.equal(eventsOf(session.journal, 'episode-ended').length, 0)
    sound(session)
  })

  test('pays its penalty first, to the first backstop as liquidator, and nothing can be put in again', () => {
    const charged: PolicyDeclaration = {
      ...seizing,
      fees: [{ to: 'liquidator', share: '1' }],
      stages: seizing.stages.map((stage) => ({
        ...stage,
        penalty: { rule: 'flat', rate: '0.001', cap: 'equity' },
      })),
    }
    const session = begin(charged, [long], { fund: '0', vault: '0', backstops: { keeper: '5' } })
    session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
    // 0.1 % of 598 000
    assert.equal(cashOf(session, 'keeper'), usd('603'))
    assert.equal(cashOf(session, 'vault'), usd('6402'))
    const refused = (command: Command) => {
      const entry = { command, events: step(session.engine, command) }
      session.journal.push(entry)
      return eventsOf([entry], 'refused').map(({ reason }) => reason)
    }
    const user = { account: 'long', time: START + 2_000 }
    assert.deepEqual(refused({ kind: 'deposit', ...user, asset: 'USDC', atoms: usd('99999') }), ['seized'])
    const order = {
      id: 'o',
      instrument: 'BTC-PERP',
      side: 'sell',
      remaining: btcLots('1'),
      price: btcTicks('60000'),
      reduceOnly: true,
    } as const
    assert.deepEqual(refused({ kind: 'place-order', ...user, order }), ['seized'])
    sound(session)
  })

  // flagged at 59 800: 0.03 % of 598 000 and 1 to the keeper, 6 819.60 to the vault
  const drained = [
    ['59500', [], 'taken-over'],
    // 10 000 of loss less what was seized
    ['59000', [[usd('3180.4'), usd('3180.4'), 0n]], 'bankrupt'],
  ] as const
  for (const [price, shortfalls, result] of drained)
    test(`drained at ${price}, only what it costs beyond the seizure is a shortfall`, () => {
      const session = begin('synthetix-v3', [long], { fund: '0', vault: '50000', backstops: { keeper: '1' } })
      session.run({ after: 1_000, prices: { btc: '59800' }, size: deep })
      const entries = session.run({ after: 2_000, prices: { btc: price }, size: deep })
      assert.equal(sizeOf(session, 'long'), 0n)
      assert.equal(cashOf(session, 'keeper'), usd('181.4'))
      assert.deepEqual(
        eventsOf(entries, 'shortfall').map(({ atoms, vault, unmet }) => [atoms, vault, unmet]),
        shortfalls,
      )
      assert.deepEqual(
        eventsOf(entries, 'episode-ended').map(({ receipt }) => receipt.result),
        [result],
      )
      sound(session)
    })

  test('whoever takes the cash pays the debts', () => {
    const owing = person({ id: 'long', cash: '-5000', coin: '0.2', btc: { size: '10', entry: '59700' } })
    const session = begin(seizing, [owing], { fund: '0', vault: '10000' })
    // 11 362 of coins less 5 % and 1 000 of profit less 5 000: 7 362 of 5 980; at 59 600 5 324 of 5 960
    session.run({ after: 1_000, prices: { btc: '59600' }, size: deep })
    assert.equal(cashOf(session, 'long'), 0n)
    assert.equal(cashOf(session, 'vault'), usd('5000'))
    assert.equal(balanceOf(accountOf(session.engine.state, 'vault'), 'BTC'), 20_000_000n)
    assert.equal(balanceOf(accountOf(session.engine.state, 'long'), 'BTC'), 0n)
    sound(session)
  })
})
