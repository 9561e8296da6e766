import { lots, magnitude } from '../../units/index.ts'
import { subtractDepth, type DepthCurve } from '../../market/index.ts'
import type { DraftLeg } from '../types.ts'

/** A book after the legs on its instrument took what they could from the best level on. */
export const bookAfter = (curve: DepthCurve, legs: readonly DraftLeg[]): DepthCurve =>
  legs
    .filter((leg) => leg.instrument === curve.instrument)
    .reduce((left, leg) => subtractDepth(left, leg.size > 0n ? 'buy' : 'sell', lots(magnitude(leg.size))), curve)
