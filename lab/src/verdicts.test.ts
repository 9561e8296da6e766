import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TapeComparison } from './verdicts-types.ts'
import { tapeOf } from './verdicts.fixtures.ts'
import { verdictsOf, type Verdict } from './verdicts.ts'

const best = (tapes: readonly TapeComparison[], metric: string): Verdict => find(tapes, metric, 'best')

const versus = (tapes: readonly TapeComparison[], metric: string, other: string): Verdict =>
  find(tapes, metric, 'versus', other)

const find = (tapes: readonly TapeComparison[], metric: string, kind: string, other?: string): Verdict => {
  const found = verdictsOf(tapes).find(
    (each) => each.kind === kind && each.metric === metric && (other === undefined || each.policies[1] === other),
  )
  assert.ok(found, `${kind} verdict of ${metric}`)
  return found
}

const summary = (tapes: readonly TapeComparison[]): readonly string[] =>
  verdictsOf(tapes)
    .filter(({ kind }) => kind === 'summary')
    .map(({ sentence }) => sentence)

// soft keeps more equity under both bounds, spends longer at risk under both; bad debt turns around between the bounds.
const plain = tapeOf(1, {
  'full-close': [
    { equityPreserved: 0.4, timeAtRiskSec: 60, badDebt: '1000.00' },
    { equityPreserved: 0.35, timeAtRiskSec: 90, badDebt: '5000' },
  ],
  soft: [
    { equityPreserved: 0.8, timeAtRiskSec: 3600, badDebt: '1000.000001' },
    { equityPreserved: 0.75, timeAtRiskSec: 7200, badDebt: '4999.999999' },
  ],
})

describe('verdictsOf', () => {
  test('names the best of a metric where both bounds agree, with both numbers', () => {
    const verdict = best([plain], 'equityPreserved')
    assert.equal(verdict.holds, true)
    assert.equal(verdict.relation, 'best')
    assert.deepEqual(verdict.policies, ['soft'])
    assert.equal(verdict.sentence, 'Equity preserved: soft is best with 80% / 75%.')
  })

  test('reads the good end of each metric: less time at risk is better', () => {
    assert.deepEqual(best([plain], 'timeAtRiskSec').policies, ['full-close'])
    assert.equal(versus([plain], 'timeAtRiskSec', 'full-close').relation, 'worse')
  })

  test('claims nothing where the bounds disagree, though by one atom', () => {
    const verdict = best([plain], 'badDebt')
    assert.equal(verdict.holds, false)
    assert.equal(verdict.relation, 'mixed')
    assert.deepEqual(verdict.policies, ['full-close', 'soft'])
    assert.match(verdict.sentence, /frozen full-close, own impact soft.*no ranking is claimed/)
    assert.equal(versus([plain], 'badDebt', 'full-close').holds, false)
    assert.ok(summary([plain]).some((line) => line.startsWith('No best is named for bad debt (full-close or soft)')))
  })

  test('decimal texts that differ only in trailing zeros tie', () => {
    const tape = tapeOf(1, {
      'full-close': [{ badDebt: '10.50' }, { badDebt: '0' }],
      soft: [{ badDebt: '10.5' }, { badDebt: '0.0' }],
    })
    const verdict = best([tape], 'badDebt')
    assert.equal(verdict.relation, 'tied')
    assert.deepEqual(verdict.policies, ['full-close', 'soft'])
    assert.match(verdict.sentence, /all policies are equal at \$10\.5 \/ \$?0/)
    assert.equal(versus([tape], 'badDebt', 'full-close').relation, 'equal')
  })

  test('a tie under one bound leaves the policy that is best under both, and says so', () => {
    const tape = tapeOf(1, {
      'full-close': [{ accountsBankrupt: 3 }, { accountsBankrupt: 5 }],
      soft: [{ accountsBankrupt: 3 }, { accountsBankrupt: 4 }],
    })
    const verdict = best([tape], 'accountsBankrupt')
    assert.deepEqual([verdict.holds, verdict.relation, verdict.policies], [true, 'tied', ['soft']])
    assert.match(verdict.sentence, /shared under one of the bounds/)
    assert.equal(versus([tape], 'accountsBankrupt', 'full-close').relation, 'mixed')
  })

  test('a value that was not measured stops every claim about it', () => {
    const tape = tapeOf(1, {
      'full-close': [{ slippageBps: null }, { slippageBps: 9 }],
      soft: [{ slippageBps: 1 }, { slippageBps: 1 }],
    })
    assert.equal(best([tape], 'slippageBps').holds, false)
    assert.equal(versus([tape], 'slippageBps', 'full-close').holds, false)
  })

  test('counts the tapes on which a ranking holds', () => {
    const twist = tapeOf(2, {
      'full-close': [{ equityPreserved: 0.9 }, { equityPreserved: 0.35 }],
      soft: [{ equityPreserved: 0.8 }, { equityPreserved: 0.75 }],
    })
    const verdict = versus([plain, twist], 'equityPreserved', 'full-close')
    assert.equal(verdict.holds, false)
    assert.deepEqual(verdict.tapes, { hold: 1, of: 2 })
    assert.equal(verdict.values.length, 4)
    assert.deepEqual(best([plain, { ...plain, seed: 2 }], 'equityPreserved').tapes, { hold: 2, of: 2 })
  })

  test('says where soft loses and by how much, and against whom', () => {
    const lines = summary([plain])
    assert.ok(
      lines.some(
        (line) =>
          line ===
          'Where soft loses, for everybody else: time at risk 1 h / 2 h against 1 min / 1 min 30 s (full-close).',
      ),
      lines.join('\n'),
    )
    assert.ok(
      lines.some((line) =>
        line.startsWith('soft is best under both bounds (frozen path / own impact) in equity preserved (80% / 75%)'),
      ),
    )
  })

  test('says that soft loses nowhere only when it does not', () => {
    const tape = tapeOf(1, {
      'full-close': [{ badDebt: '2' }, { badDebt: '2' }],
      soft: [{ badDebt: '1' }, { badDebt: '1' }],
    })
    assert.ok(summary([tape]).includes('Where soft loses: nowhere among these metrics under both bounds.'))
  })

  test('without soft, or with one policy, it compares no more than there is', () => {
    const others = tapeOf(1, { a: [{}, {}], b: [{}, {}] })
    assert.equal(verdictsOf([others]).filter(({ kind }) => kind === 'versus').length, 0)
    assert.ok(!summary([others]).some((line) => line.includes('soft')))
    assert.deepEqual(verdictsOf([tapeOf(1, { soft: [{}, {}] })]), [])
    assert.deepEqual(verdictsOf([]), [])
  })

  test('an order of policies changes no claim', () => {
    const turned: TapeComparison = { ...plain, policies: plain.policies.toReversed() }
    const claims = (tape: TapeComparison): readonly string[] =>
      verdictsOf([tape])
        .filter(({ kind }) => kind !== 'summary')
        .map(({ metric, kind, holds, relation, policies }) =>
          [metric, kind, holds, relation, ...(kind === 'best' ? policies.toSorted() : policies)].join(' '),
        )
    assert.deepEqual(claims(turned), claims(plain))
  })
})
