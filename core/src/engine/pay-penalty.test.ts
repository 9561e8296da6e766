import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { balanceOf } from '../accounts/index.ts'
import type { Atoms } from '../units/index.ts'
import { preset, type PolicyDeclaration } from '../policy/index.ts'
import { createAuditor } from './audit.ts'
import { begin, deep, equityOf, eventsOf, person, usd, type House, type Session } from './fixtures.ts'
import { fullImbalances } from './invariants.ts'
import { allAccounts, accountOf } from './state.ts'

// 10 BTC long at 60,000 with 12,000; all is sold at 59,300, where 5,000 is left of 5,930 and one bid, 5.9 lower, takes all.
const long = person({ id: 'weakLong', cash: '12000', btc: { size: '10', entry: '60000' } })
// Holds 20 BTC throughout: 1,186,000 at 59,300.
const steady = person({ id: 'steadyLong', cash: '900000', btc: { size: '20', entry: '60000' } })

/** Closes everything below maintenance at any price, with a penalty and a split. */
const policy = (penalty: object, fees?: PolicyDeclaration['fees']): PolicyDeclaration => {
  const full = preset('full-close')
  const [close, ...rest] = full.stages
  assert.ok(close)
  const stage = { ...close, limit: { rule: 'market' }, penalty: { rule: 'flat', ...penalty } }
  return { ...full, stages: [stage, ...rest], ...(fees === undefined ? {} : { fees }) }
}
const SPLIT = [
  { to: 'fund', share: '0.5' },
  { to: 'liquidator', share: '0.2' },
  { to: 'treasury', share: '0.1' },
  { to: 'burn', share: '0.2', coverage: '0.1' },
] as const
const flat = { rate: '0.002', cap: 'equity' }

const closed = (declaration: PolicyDeclaration, house: House, price = '59300') => {
  const session = begin(declaration, [long, steady], house)
  const before = balanceOf(accountOf(session.engine.state, 'external'), 'USDC')
  const entries = session.run({ after: 1_000, prices: { btc: price }, size: deep })
  const paid = eventsOf(entries, 'moved').flatMap(({ movement: { cause } }) =>
    cause.kind === 'penalty' || cause.kind === 'burn' ? [`${cause.kind} ${cause.to} ${cause.atoms}`] : [],
  )
  const burned = balanceOf(accountOf(session.engine.state, 'external'), 'USDC') - before
  return { session, entries, paid, burned }
}

/** Sums are zero, and who reads only causes finds the same accounts. */
const holdsTogether = ({ engine, journal }: Session): void => {
  assert.deepEqual(fullImbalances(engine.state), [])
  const auditor = createAuditor()
  for (const { events } of journal) auditor.observe(events)
  assert.deepEqual(auditor.findings(allAccounts(engine.state)), [])
}

// 592,941 are sold: 0.2 % is 1,185.882. After the sale 1,186,000 are open, of which a tenth is 118,600.
describe('a split penalty', () => {
  test('goes to fund, treasury and outside while the fund covers its market; the venue itself liquidated', () => {
    const { session, paid, burned } = closed(policy(flat, SPLIT), { fund: '118600', vault: '0' })
    assert.deepEqual(paid, [
      'penalty treasury 237176400',
      'penalty treasury 118588200',
      'burn external 237176400',
      'penalty fund-btc 592941000',
    ])
    assert.equal(burned, 237_176_400n)
    holdsTogether(session)
  })
  test('is not burned in the very event in which the fund has an atom too little', () => {
    const { session, paid, burned } = closed(policy(flat, SPLIT), { fund: '118599.999999', vault: '0' })
    assert.deepEqual(paid.at(-1), 'penalty fund-btc 830117400')
    assert.equal(burned, 0n)
    holdsTogether(session)
  })
  test('all goes to the fund where the policy splits nothing', () => {
    const { paid } = closed(policy(flat), { fund: '0', vault: '0' })
    assert.deepEqual(paid, ['penalty fund-btc 1185882000'])
  })
})

describe('a penalty capped by equity', () => {
  // 20 % of 592,941 is 118,588, far more than what is left.
  const cruel = { rate: '0.2' }
  const left = usd('5000') - usd('59') - usd('296.4705')
  test('takes what is left and makes no bad debt', () => {
    const { session, entries, paid } = closed(policy({ ...cruel, cap: 'equity' }), { fund: '0', vault: '0' })
    assert.deepEqual(paid, [`penalty fund-btc ${left}`])
    assert.deepEqual(eventsOf(entries, 'shortfall'), [])
    assert.equal(equityOf(session.engine, 'weakLong').equity, 0n)
  })
  test('without the cap shows how much bad debt it makes by itself', () => {
    const { session, entries } = closed(policy({ ...cruel, cap: 'none' }), { fund: '0', vault: '0' })
    const missing: Atoms | undefined = eventsOf(entries, 'shortfall')[0]?.atoms
    assert.equal(missing, usd('118588.2') - left)
    holdsTogether(session)
  })
})
