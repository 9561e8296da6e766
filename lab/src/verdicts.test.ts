import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TapeComparison } from './verdicts-types.ts'
import { recordedTapeOf, tapeOf } from './verdicts.fixtures.ts'
import { rankingsOf, verdictsOf, type Verdict } from './verdicts.ts'

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

  test('of many losses the three to most policies are told with numbers, the others by name', () => {
    const costs = ['badDebt', 'fundDrawdown', 'socialised', 'adlNotional', 'accountsBankrupt']
    const all = (value: number): Readonly<Record<string, number>> =>
      Object.fromEntries(costs.map((name) => [name, value]))
    const tape = tapeOf(1, {
      'full-close': [all(1), all(1)],
      lighter: [
        { ...all(1), badDebt: 9, socialised: 9 },
        { ...all(1), badDebt: 9, socialised: 9 },
      ],
      soft: [all(2), all(2)],
    })
    const line = summary([tape]).find((each) => each.startsWith('Where soft loses, for everybody else')) ?? ''
    assert.match(
      line,
      /: to most policies in fund drawdown .*; deleveraged .*; accounts bankrupt 2 against 1 \(full-close\);/,
    )
    assert.match(line, /; and to some in bad debt and socialised loss\.$/)
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

// Frozen under both print orders, then own impact under both. soft keeps more equity in all four; bad debt turns around in one.
const recorded = recordedTapeOf(1, {
  'full-close': [
    { equityPreserved: 0.4, badDebt: '100' },
    { equityPreserved: 0.41, badDebt: '100' },
    { equityPreserved: 0.3, badDebt: '200' },
    { equityPreserved: 0.31, badDebt: '200' },
  ],
  soft: [
    { equityPreserved: 0.5, badDebt: '90' },
    { equityPreserved: 0.6, badDebt: '90' },
    { equityPreserved: 0.45, badDebt: '150' },
    { equityPreserved: 0.46, badDebt: '201' },
  ],
})
const named = (scenario: string, tape: TapeComparison): TapeComparison => ({ ...tape, scenario })

describe('verdictsOf recorded tapes', () => {
  test('a claim needs both print orders as well, and gives its numbers as ranges', () => {
    assert.equal(
      best([recorded], 'equityPreserved').sentence,
      'Equity preserved: soft is best with 50% to 60% / 45% to 46%.',
    )
    assert.ok(
      summary([recorded]).some((line) => line.startsWith('soft is best under both bounds and both print orders')),
    )
  })

  test('one print order under one bound is enough to break a claim, and is named', () => {
    const verdict = best([recorded], 'badDebt')
    assert.equal(verdict.holds, false)
    assert.equal(
      verdict.sentence,
      'Bad debt: the best differs between bounds and print orders (frozen soft, own impact soft (nearer extreme first) or full-close (farther extreme first)), so no ranking is claimed.',
    )
  })

  test('where only the print orders disagree, the bounds are not blamed', () => {
    const runs = (first: number, second: number) => [{ badDebt: String(first) }, { badDebt: String(second) }] as const
    const tape = recordedTapeOf(1, {
      'full-close': [...runs(2, 1), ...runs(2, 1)],
      soft: [...runs(1, 2), ...runs(1, 2)],
    })
    assert.match(best([tape], 'badDebt').sentence, /differs between the print orders/)
  })

  test('over several tapes it says where a claim holds, and where it breaks and why', () => {
    const other = recordedTapeOf(1, {
      'full-close': [
        { equityPreserved: 0.9 },
        { equityPreserved: 0.9 },
        { equityPreserved: 0.9 },
        { equityPreserved: 0.9 },
      ],
      soft: [{ equityPreserved: 0.5 }, { equityPreserved: 0.5 }, { equityPreserved: 0.5 }, { equityPreserved: 0.5 }],
    })
    const tapes = [named('may', recorded), named('august', recorded), named('october', other)]
    const verdict = best(tapes, 'equityPreserved')
    assert.deepEqual(verdict.tapes, { hold: 2, of: 3 })
    assert.deepEqual(verdict.breaks, [{ scenario: 'october', seed: 1, because: 'full-close is best there' }])
    assert.equal(
      verdict.sentence,
      'Equity preserved: soft is best under both bounds and both print orders on 2 of 3 tapes; it breaks on october because full-close is best there.',
    )
    assert.match(
      versus(tapes, 'equityPreserved', 'full-close').sentence,
      /soft is better than full-close under both bounds and both print orders on 2 of 3 tapes, .*; it breaks on october because it is worse there\.$/,
    )
    assert.ok(
      summary(tapes).includes(
        'soft is best under both bounds and both print orders on 2 of 3 tapes in equity preserved; it breaks on october because full-close is best there.',
      ),
      summary(tapes).join('\n'),
    )
  })

  test('generated and recorded tapes go together', () => {
    const verdict = best([plain, named('may', recorded)], 'equityPreserved')
    assert.equal(verdict.holds, true)
    assert.match(verdict.sentence, /soft is best on all 2 tapes/)
    const line = summary([plain, named('may', recorded)]).find((each) => each.startsWith('soft is best under'))
    assert.match(line ?? '', /under both bounds and, on recorded tapes, both print orders on all 2 tapes/)
  })
})

describe('rankingsOf', () => {
  const of = (tape: TapeComparison, metric: string) =>
    rankingsOf([tape])
      .find((each) => each.metric === metric)
      ?.groups.map(({ policies, ties }) => [policies.join(' '), ties])
  const three = (a: number, b: number, c: number): TapeComparison => {
    const pair = (value: number) => [{ badDebt: String(value) }, { badDebt: String(value) }] as const
    return tapeOf(1, { a: pair(a), b: pair(b), c: pair(c) })
  }

  test('gives the whole order where all columns agree', () => {
    assert.deepEqual(of(three(3, 1, 2), 'badDebt'), [
      ['b', false],
      ['c', false],
      ['a', false],
    ])
  })
  test('a tie is a group that says so', () => {
    assert.deepEqual(of(three(2, 1, 2), 'badDebt'), [
      ['b', false],
      ['a c', true],
    ])
    assert.deepEqual(of(three(1, 1, 1), 'badDebt'), [['a b c', true]])
  })
  test('what one column contradicts stays in one group', () => {
    const tape = tapeOf(1, {
      a: [{ badDebt: '1' }, { badDebt: '2' }],
      b: [{ badDebt: '2' }, { badDebt: '1' }],
      c: [{ badDebt: '3' }, { badDebt: '3' }],
    })
    assert.deepEqual(of(tape, 'badDebt'), [
      ['a b', false],
      ['c', false],
    ])
  })
  test('nothing is ordered where something was not measured', () => {
    const tape = tapeOf(1, { a: [{ slippageBps: null }, {}], b: [{}, {}] })
    assert.deepEqual(of(tape, 'slippageBps'), [])
  })
  test('with several tapes an order over all comes first, then one for each', () => {
    const rankings = rankingsOf([named('x', three(1, 2, 3)), named('y', three(2, 1, 3))]).filter(
      ({ metric }) => metric === 'badDebt',
    )
    assert.deepEqual(
      rankings.map(({ tape, groups }) => [tape?.scenario ?? null, groups.map(({ policies }) => policies.join(' '))]),
      [
        [null, ['a b', 'c']],
        ['x', ['a', 'b', 'c']],
        ['y', ['b', 'a', 'c']],
      ],
    )
  })
})
