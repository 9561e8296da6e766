import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { closeNotional, type ClosingImpact, type ClosingProblem } from './close-notional.ts'

const problem = (equity: number, impact: ClosingImpact, fee = 0): ClosingProblem => ({
  equity,
  notional: 1000,
  targetRatio: 0.1,
  fee,
  impact,
})
const NONE: ClosingImpact = { kind: 'none', parameter: 0 }

const near = (got: number, wanted: number, tolerance = 1e-12): void =>
  assert.ok(Math.abs(got - wanted) <= tolerance * Math.max(1, Math.abs(wanted)), `${got} is not ${wanted}`)

const closing = (given: ClosingProblem): number => {
  const answer = closeNotional(given)
  assert.equal(answer.kind, 'close')
  return answer.kind === 'close' ? answer.notional : Number.NaN
}

// N = 1000, τ = 0.1: wanted equity 100 before any close.
describe('closeNotional', () => {
  test('needs nothing at or above the target', () => {
    assert.deepEqual(closeNotional(problem(100, NONE)), { kind: 'none' })
    assert.deepEqual(closeNotional(problem(150, NONE)), { kind: 'none' })
  })
  test('without impact divides the deficit by target less fee', () => {
    near(closing(problem(90, NONE)), 100) // 10 / 0.1
    near(closing(problem(90, NONE, 0.02)), 125) // 10 / 0.08
    near(closing(problem(0, NONE)), 1000) // exactly everything
  })
  test('linear impact: 0.1·x - 0.0001·x²/2 = 45 at x = 683.772…', () => {
    // x = (0.1 - √(0.01 - 0.009)) / 0.0001 = 1000 - 316.227766
    near(closing(problem(55, { kind: 'linear', parameter: 0.0001 })), 683.772233983162)
  })
  test('square-root impact: 0.1·x - 0.001·x^1.5 = 32 at x = 400', () => {
    // 0.1 · 400 - 0.001 · 8000 = 32
    near(closing(problem(68, { kind: 'sqrt', parameter: 0.001 })), 400)
  })
  test('is infeasible when each unit costs more than it frees', () => {
    assert.deepEqual(closeNotional(problem(90, NONE, 0.1)), { kind: 'infeasible' })
    assert.deepEqual(closeNotional(problem(90, NONE, 0.2)), { kind: 'infeasible' })
  })
  test('is infeasible when the top of the curve is below the deficit', () => {
    // linear: a²/(2λ) = 0.01 / 0.0004 = 25; square root: 4·a³/(27·k²) = 0.004 / (27 · 0.00000625) = 23.7
    assert.deepEqual(closeNotional(problem(74, { kind: 'linear', parameter: 0.0002 })), { kind: 'infeasible' })
    assert.equal(closeNotional(problem(76, { kind: 'linear', parameter: 0.0002 })).kind, 'close')
    assert.deepEqual(closeNotional(problem(76, { kind: 'sqrt', parameter: 0.0025 })), { kind: 'infeasible' })
    assert.equal(closeNotional(problem(77, { kind: 'sqrt', parameter: 0.0025 })).kind, 'close')
  })
  test('is infeasible when even the whole is too little', () => {
    assert.deepEqual(closeNotional(problem(-1, NONE)), { kind: 'infeasible' })
  })
  test('keeps its digits for a tiny deficit', () => {
    const deficit = 100 - (100 - 1e-9)
    for (const kind of ['linear', 'sqrt'] as const)
      near(closing(problem(100 - 1e-9, { kind, parameter: 1e-6 })) / (deficit / 0.1), 1, 1e-8)
  })
})

const cost = ({ kind, parameter }: ClosingImpact, x: number): number => {
  if (kind === 'none') return 0
  return kind === 'linear' ? (parameter * x * x) / 2 : parameter * x * Math.sqrt(x)
}

/** Smallest x with a surplus of at least zero, by bisection between 0 and the top of the concave surplus. */
const twin = (given: ClosingProblem): number | null => {
  const surplus = (x: number): number =>
    given.equity - given.fee * x - cost(given.impact, x) - given.targetRatio * (given.notional - x)
  let [low, high] = [0, given.notional]
  for (let round = 0; round < 300; round += 1) {
    const [left, right] = [low + (high - low) / 3, high - (high - low) / 3]
    if (surplus(left) < surplus(right)) low = left
    else high = right
  }
  if (surplus(high) < 0) return null
  let [miss, reach] = [0, high]
  for (let round = 0; round < 200; round += 1) {
    const middle = (miss + reach) / 2
    if (surplus(middle) >= 0) reach = middle
    else miss = middle
  }
  return reach
}

describe('closeNotional against bisection', () => {
  test('both find the same close', () => {
    const ratios = fc.double({ min: 0.005, max: 0.2, noNaN: true })
    fc.assert(
      fc.property(
        ratios,
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.constantFrom('none', 'linear', 'sqrt' as const),
        fc.double({ min: 0.001, max: 2, noNaN: true }),
        (targetRatio, health, feeShare, kind, strength) => {
          const notional = 1000
          const parameter = (strength * targetRatio) / (kind === 'linear' ? notional : Math.sqrt(notional))
          const given = {
            equity: health * targetRatio * notional,
            notional,
            targetRatio,
            fee: feeShare * targetRatio,
            impact: { kind, parameter: kind === 'none' ? 0 : parameter },
          } as const
          const answer = closeNotional(given)
          const expected = twin(given)
          // Near the top of the curve the root is ill-conditioned and either verdict is right.
          if (answer.kind !== 'close' || expected === null) {
            const eased = closeNotional({ ...given, equity: given.equity + 1e-9 * notional })
            assert.ok(answer.kind === 'infeasible' ? expected === null || eased.kind === 'close' : expected !== null)
            return
          }
          near(answer.notional, expected, 1e-5)
        },
      ),
      { numRuns: 300 },
    )
  })
})

interface VectorFile {
  readonly vectors: readonly {
    readonly id: string
    readonly inputs: {
      readonly equity: number
      readonly notional: number
      readonly target_ratio: number
      readonly fee: number
      readonly impact: 'none' | 'linear' | 'sqrt'
      readonly impact_param: number
    }
    readonly expected: { readonly close_notional?: number; readonly verdict?: string }
  }[]
}

const folder = process.env['EBB_VECTORS']
const file = folder === undefined ? undefined : join(folder, 'theory', 'partial_close_sizing.json')

describe('closeNotional against published vectors', { skip: file === undefined || !existsSync(file) }, () => {
  const { vectors } =
    file === undefined || !existsSync(file) ? { vectors: [] } : (JSON.parse(readFileSync(file, 'utf8')) as VectorFile)
  for (const { id, inputs, expected } of vectors)
    test(id, () => {
      const answer = closeNotional({
        equity: inputs.equity,
        notional: inputs.notional,
        targetRatio: inputs.target_ratio,
        fee: inputs.fee,
        impact: { kind: inputs.impact, parameter: inputs.impact_param },
      })
      if (expected.close_notional === undefined) assert.equal(answer.kind, expected.verdict)
      else near(answer.kind === 'close' ? answer.notional : 0, expected.close_notional, 1e-9)
    })
})
