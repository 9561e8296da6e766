import { approx, formatRatio, least, lots, magnitude, ratio, RATIO_ONE } from '../../units/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { asymptoticShare, steepnessIn, type CurveLevels, type SteepnessRule } from '../asymptotic-share.ts'
import { decimal, decimalIn, decimalOr, outside, schemaOf, ZERO } from '../parameters.ts'
import { closable, notionalOf } from '../positions.ts'
import { untouchedNow } from '../untouched.ts'
import type { HeldSize, LiquidationView, Parameters, Path, Problem, SizingStrategy } from '../types.ts'

/**
 * Closes so much that the share of the account as the episode found it which is closed by now is F of the lowest health that this
 * account would have had, had nobody touched it:
 *
 *   u = (from - min h) / (from - to)        F(u) = 1 - exp(-κ u / (1 - u))        κ = κ0 (σ/σ̄)^α min(1, δ/δ̄)^β
 *
 * The share is one of notional at the present marks. Because health is that of the untouched account, what is closed hangs on how
 * far prices went and not on the number of ticks in which they went there. What the trader closes counts too.
 *
 * @source docs/models/asymptotic-curve.md, eq. 1 to 4
 */
export const asymptoticCurve: SizingStrategy = {
  name: 'asymptotic-curve',
  formula:
    'x = F·N0 less what is closed; F = 1 - exp(-κ u/(1-u)), u = (from - min E/M)/(from - to), κ = steepness·(σ/volatility)^α·min(1, δ/depth)^β',
  schema: schemaOf(
    {
      from: decimal('health, as a multiple of the maintenance requirement, at which nothing is closed yet, above `to`'),
      to: decimal('health at which everything is closed; absent = 0'),
      steepness: decimal(
        'κ0, slope of the closed share at the start in a market as the references say, above 0, at most 20',
      ),
      volatility: decimal('σ̄, annual volatility of reference, above 0; absent: volatility does not matter'),
      volatilityExponent: decimal('α, at most 3; absent = 1'),
      depth: decimal(
        'δ̄, size shown within 1 % of mark over size held, of reference, above 0; absent: depth does not matter',
      ),
      depthExponent: decimal('β, at most 3; absent = 0.5'),
    },
    ['to', 'volatility', 'volatilityExponent', 'depth', 'depthExponent'],
  ),
  check: (parameters) => [
    ...levelProblems(parameters),
    ...outside(parameters, 'steepness', { above: ZERO, atMost: ratio(20n * RATIO_ONE) }, 'give a slope such as 1.5'),
    ...outside(parameters, 'volatility', { above: ZERO }, 'give an annual volatility such as 0.8'),
    ...outside(parameters, 'volatilityExponent', { atMost: HIGHEST_EXPONENT }, 'give an exponent such as 1'),
    ...outside(parameters, 'depth', { above: ZERO }, 'give a multiple of the account such as 4'),
    ...outside(parameters, 'depthExponent', { atMost: HIGHEST_EXPONENT }, 'give an exponent such as 0.5'),
  ],
  remembers: ['untouched', 'volatility'],
  create: (parameters) => {
    const levels: CurveLevels = { from: decimalIn(parameters, 'from'), to: decimalOr(parameters, 'to', ZERO) }
    const rule = ruleOf(parameters)
    return (view, path) => {
      const untouched = view.episode.untouched ?? untouchedNow(view)
      const steepness = steepnessIn(rule, untouched)
      const share = asymptoticShare(untouched.lowest, levels, steepness)
      const wanted = share * notionalOfAll(view, untouched.positions)
      const step = bisectInteger(
        0n,
        path.steps,
        (step) => closedAt(view, untouched.positions, path, step) * RATIO_ONE >= wanted,
      )
      const facts = {
        share: formatRatio(share),
        lowest: formatRatio(untouched.lowest),
        steepness: steepness.toFixed(6),
      }
      return { step: step ?? path.steps, facts, reachable: step !== null }
    }
  },
}

const levelProblems = (parameters: Parameters): readonly Problem[] => {
  const to = decimalOr(parameters, 'to', ZERO)
  return outside(parameters, 'from', { above: to }, 'start above `to`, or nothing lies between').map((problem) => ({
    ...problem,
    allowed: `from ${problem.value} > to ${formatRatio(to)} is required`,
  }))
}

const HIGHEST_EXPONENT = ratio(3n * RATIO_ONE)

const ruleOf = (parameters: Parameters): SteepnessRule => {
  const read = (field: string, absent: string): number =>
    approx(decimalOr(parameters, field, ratio(BigInt(absent)))) / approx(RATIO_ONE)
  const has = (field: string): boolean => parameters[field] !== undefined
  return {
    steepness: read('steepness', '0'),
    volatility: has('volatility') ? read('volatility', '0') : 1,
    volatilityExponent: has('volatility') ? read('volatilityExponent', `${RATIO_ONE}`) : 0,
    depth: has('depth') ? read('depth', '0') : 1,
    depthExponent: has('depth') ? read('depthExponent', `${RATIO_ONE / 2n}`) : 0,
  }
}

const notionalOfAll = (view: LiquidationView, held: readonly HeldSize[]): bigint =>
  held.reduce((sum, { instrument, size }) => sum + notionalOf(view, instrument, size), 0n)

/** Notional of what is closed of the untouched account once a step of the path is: what is gone, in flight, or in the step. */
const closedAt = (view: LiquidationView, untouched: readonly HeldSize[], path: Path, step: bigint): bigint => {
  const cuts = new Map(path.at(step).map((leg) => [leg.instrument, magnitude(leg.size)]))
  return untouched.reduce((sum, { instrument, size }) => {
    const position = view.account.positions.find((held) => held.instrument === instrument)
    const same = position !== undefined && position.size > 0n === size > 0n
    const left = same ? magnitude(closable(view, position)) - (cuts.get(instrument) ?? 0n) : 0n
    return sum + notionalOf(view, instrument, lots(magnitude(size) - least(left, magnitude(size))))
  }, 0n)
}
