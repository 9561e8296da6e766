import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { log } from '../math/index.ts'
import {
  clearEdges,
  createEdges,
  edgeOn,
  fallingLine,
  link,
  meet,
  pointOn,
  reachEdges,
  risingLine,
  unlinkAll,
} from './edges.ts'

const LINES = [fallingLine(0), risingLine(0), fallingLine(1), risingLine(1)]
const near = fc.oneof(fc.integer({ min: -2_000, max: 2_000 }), fc.integer({ min: -600_000, max: 600_000 }))
const anyLine = fc.constantFrom(...LINES)
const anyStep = fc.oneof(
  fc.record({ kind: fc.constant('link' as const), account: fc.nat(30), line: anyLine, point: near }),
  fc.record({ kind: fc.constant('unlink' as const), account: fc.nat(30) }),
  fc.record({ kind: fc.constant('meet' as const), line: anyLine, point: near }),
)

describe('Edges', () => {
  test('a price meets exactly the edges at or above its point, whatever was linked, unlinked and met before', () =>
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 120 }), (steps) => {
        const edges = createEdges(2, 1)
        // the slow twin: a plain list of edges, and how many of its 18 places each account has used
        let plain: { account: number; line: number; point: number }[] = []
        const used = new Map<number, number>()
        for (const step of steps) {
          if (step.kind === 'link') {
            if ((used.get(step.account) ?? 0) === 18) continue
            used.set(step.account, (used.get(step.account) ?? 0) + 1)
            reachEdges(edges, step.account + 1)
            link(edges, step.account, step.line, step.point)
            plain.push(step)
          } else if (step.kind === 'unlink') {
            reachEdges(edges, step.account + 1)
            unlinkAll(edges, step.account)
            plain = plain.filter(({ account }) => account !== step.account)
            used.delete(step.account)
          } else {
            const told: number[] = []
            const met = plain.filter(({ line, point }) => line === step.line && point >= step.point)
            assert.equal(
              meet(edges, step.line, step.point, (account) => told.push(account)),
              met.length,
            )
            assert.deepEqual(
              told.sort((a, b) => a - b),
              met.map(({ account }) => account).sort((a, b) => a - b),
            )
            plain = plain.filter((edge) => !met.includes(edge))
          }
          assert.equal(edges.linked, plain.length)
        }
      }),
      { numRuns: 200 },
    ))

  test('a price that reaches an edge meets it, on either side, down to neighbouring doubles', () => {
    for (const price of [3, 60_000, 7e-300, 2 ** 60 + 4096, 1.7e308]) {
      const fall = fallingLine(0)
      const rise = risingLine(0)
      assert.ok(pointOn(fall, log(price)) <= edgeOn(fall, log(price)))
      assert.ok(pointOn(rise, log(price)) <= edgeOn(rise, log(price)))
      // a basis point before the edge nothing is met
      assert.ok(pointOn(fall, log(price) + 1e-4) > edgeOn(fall, log(price)))
      assert.ok(pointOn(rise, log(price) - 1e-4) > edgeOn(rise, log(price)))
    }
  })

  test('once cleared, nothing is met and everybody can be linked again', () => {
    const edges = createEdges(1, 4)
    const told: number[] = []
    const tell = (account: number) => void told.push(account)
    for (let account = 0; account < 4; account += 1) link(edges, account, 0, 100 * account)
    clearEdges(edges)
    assert.equal(meet(edges, 0, -1_000, tell), 0)
    link(edges, 2, 0, 50)
    assert.equal(meet(edges, 0, 50, tell), 1)
    assert.deepEqual(told, [2])
  })
})
