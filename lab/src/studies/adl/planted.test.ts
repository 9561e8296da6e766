import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { plantedAccounts } from './planted-accounts.ts'
import { plantedStudy } from './planted.ts'

describe('plantedAccounts', () => {
  const scales = { startTicks: 6_000_000n, ethPerBtc: 20n, atomsPerTickLot: 1n }
  const people = plantedAccounts({ seed: 1, count: 400 }, scales)
  test('three quarters are long and two shorts in five are hedged, every one of them solvent at its leverage', () => {
    const count = (role: string): number => people.filter((each) => each.role === role).length
    assert.deepEqual([count('long'), count('short'), count('hedged')], [300, 60, 40])
    for (const { btc, entry, cash, leverage, eth, role } of people) {
      const equity = cash + btc * (scales.startTicks - entry)
      const notional = Number(btc < 0n ? -btc : btc) * Number(scales.startTicks)
      assert.ok(Math.abs(notional / Number(equity) - leverage) < 0.01 * leverage)
      assert.ok(cash > 0n && leverage >= 4 && leverage <= 35)
      assert.equal(eth, role === 'hedged' ? -btc : 0n)
    }
  })
})

describe('plantedStudy', () => {
  const result = plantedStudy({ seed: 1, count: 400 })
  const of = (rule: string) => result.rules.find((each) => each.rule === rule) ?? assert.fail(rule)
  test('only longs above the leverage that the drop allows go bankrupt', () => {
    const scales = { startTicks: 6_000_000n, ethPerBtc: 20n, atomsPerTickLot: 1n }
    const due = plantedAccounts({ seed: 1, count: 400 }, scales).filter(
      ({ role, leverage }) => role === 'long' && leverage > 1 / 0.035,
    )
    assert.equal(result.bankrupt, due.length)
    const demand = due.reduce((sum, { btc }) => sum + btc, 0n)
    assert.equal(Number(result.demand), Number(demand) / 1e4)
  })
  test('a queue closes whole positions, sharing asks everybody', () => {
    assert.ok(of('profit-leverage').asked - of('profit-leverage').closedWhole <= 1)
    assert.equal(of('pro-rata').asked, 100)
    assert.equal(of('pro-rata').closedWhole, 0)
  })
  test('profit-leverage makes hedged books riskier, hedge-aware none', () => {
    assert.ok(of('profit-leverage').riskier > 0)
    assert.ok(Number(of('profit-leverage').lossAfter) > Number(of('profit-leverage').lossBefore))
    assert.equal(of('hedge-aware').riskier, 0)
    assert.ok(Number(of('hedge-aware').lossAfter) <= Number(of('hedge-aware').lossBefore))
    assert.ok(of('hedge-aware').fromHedged < of('profit-leverage').fromHedged)
  })
})
