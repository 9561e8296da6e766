import {
  applyRatio,
  atoms,
  divide,
  formatRatio,
  greatest,
  least,
  ratio,
  RATIO_ONE,
  type Ratio,
} from '../../units/index.ts'
import { breaches, measure } from '../../margin/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { bufferedMultiple, factorNow, onSale, PHASES, phaseProblems, phasesIn } from '../auction-view.ts'
import { bufferMargin, maxProportion, sliceTerms, type ExactShare } from '../dutch-auction.ts'
import { decimal, decimalIn, decimalOr, ONE, outside, schemaOf, ZERO } from '../parameters.ts'
import { grossNotional, legsNotional } from '../positions.ts'
import { tradeAtMark } from '../trade-at-mark.ts'
import type { LiquidationView, Path, SizingStrategy } from '../types.ts'

/**
 * The share of the whole account that a solvent auction sells at once: what brings its margin to `1 + buffer` times the requirement at
 * the present price, then as many lots more as rounding and the penalty ask for; not more than `most` of it.
 *
 *   f = BM / (BM − E·d − R·(1 − d)),  BM = E − (1 + buffer)·requirement
 *
 * E equity · d price as a share of value · R cash that earlier buyers paid in. The requirement is taken to shrink in proportion.
 *
 * @source docs/models/dutch-auction.md, eq. 4
 */
export const auctionFraction: SizingStrategy = {
  name: 'auction-fraction',
  formula:
    'BM / (BM - E d - R (1 - d)) of everything, BM = E - (1 + buffer) M; d price as a share of value, R paid in before',
  schema: schemaOf(
    {
      ...PHASES,
      buffer: decimal('share by which the requirement is exceeded afterwards, at most 4'),
      most: decimal('most of the account that one buyer asks for, above 0, at most 1; absent: all of it'),
    },
    ['most'],
  ),
  check: (parameters) => [
    ...phaseProblems(parameters),
    ...outside(parameters, 'buffer', { atMost: ratio(4n * RATIO_ONE) }, 'a buffer is a share of the requirement'),
    ...outside(parameters, 'most', { above: ZERO, atMost: ONE }, 'give a share of the account'),
  ],
  create: (parameters) => {
    const phases = phasesIn(parameters)
    const buffer = decimalIn(parameters, 'buffer')
    const most = decimalOr(parameters, 'most', ONE)
    return (view, path, penaltyRate) => {
      const sale = onSale(view)
      const factor = factorNow(view, phases)
      const share = maxProportion(sale, factor, buffer)
      const { numerator, denominator } = share
      const facts = {
        priceFactor: formatRatio(factor),
        markToMarketAtoms: String(sale.markToMarket),
        maintenanceMarginAtoms: String(sale.maintenanceMargin),
        bufferMarginAtoms: String(bufferMargin(sale, buffer)),
        reservedAtoms: String(sale.reserved),
        maxProportion: formatRatio(ratio(divide(numerator * RATIO_ONE, denominator, 'up'))),
      }
      if (numerator === 0n || path.steps === 0n) return { step: 0n, facts, reachable: numerator === 0n }
      const sold = { factor, buffer, penaltyRate }
      const step = firstRestoring(view, path, guessOf(view, path, share, penaltyRate), sold)
      const wanted = greatest(1n, divide(path.steps * most, RATIO_ONE, 'down'))
      return { step: least(step ?? path.steps, wanted), facts, reachable: step !== null && step <= wanted }
    }
  },
}

interface Sold {
  readonly factor: Ratio
  readonly buffer: Ratio
  readonly penaltyRate: Ratio
}

/** The step of the largest share, made larger by what a penalty on its notional takes out of the buffer; the whole where it takes all. */
const guessOf = (
  view: LiquidationView,
  path: Path,
  { numerator, denominator }: ExactShare,
  penaltyRate: Ratio,
): bigint => {
  const left = denominator - (penaltyRate === 0n ? 0n : penaltyRate * grossNotional(view, view.account))
  return left <= 0n ? path.steps : least(divide(numerator * path.steps, left, 'up'), path.steps)
}

/** The first step from a guess on that restores the buffer, found in growing strides, for the guess is off by little. */
const firstRestoring = (view: LiquidationView, path: Path, guess: bigint, sold: Sold): bigint | null => {
  const restores = (step: bigint): boolean => isRestored(view, path, step, sold)
  let below = guess
  for (let stride = 1n; ; stride *= 4n) {
    const step = least(below + stride - 1n, path.steps)
    if (restores(step)) return bisectInteger(below, step, restores)
    if (step === path.steps) return null
    below = step + 1n
  }
}

/** Whether the account holds `1 + buffer` times its requirement once a step was sold at its mark less the discount and the penalty. */
const isRestored = (
  view: LiquidationView,
  path: Path,
  step: bigint,
  { factor, buffer, penaltyRate }: Sold,
): boolean => {
  const legs = path.at(step)
  const after = measure(view.rules, tradeAtMark(view, legs), view.marks, 'maintenance')
  const penalty =
    penaltyRate === 0n ? 0n : applyRatio(legsNotional(view, legs), penaltyRate, 'up') + BigInt(legs.length)
  const { discount } = sliceTerms(onSale(view), factor, { numerator: step, denominator: path.steps })
  return !breaches({ ...after, equity: atoms(after.equity - discount - penalty) }, bufferedMultiple(buffer))
}
