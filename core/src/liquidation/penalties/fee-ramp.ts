import { least, ratio } from '../../units/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, whole, wholeIn } from '../parameters.ts'
import { SLOT_MS, slotMsIn, slotsElapsed } from '../slots.ts'
import type { LiquidationView, Parameters, ParameterShape, PenaltyStrategy, Problem } from '../types.ts'

/** What a keeper is paid as an episode goes on; rates at one scale. */
export interface FeeRamp {
  readonly base: bigint
  readonly most: bigint
  readonly graceSlots: bigint
  readonly perSlot: bigint
}

/**
 * The keeper's fee: `base` until the grace period is over, then every slot since the start counts, up to `most`.
 *
 *   fee = base                                   elapsed < grace
 *       = min(most, base + elapsed · perSlot)    else
 *
 * @source docs/policies/drift-v2.md, eq. 5
 */
export const rampedFee = ({ base, most, graceSlots, perSlot }: FeeRamp, elapsed: bigint): bigint =>
  elapsed < graceSlots ? base : least(most, base + elapsed * perSlot)

/** Shapes of the parameters of a keeper's fee. */
export const FEE_RAMP: Readonly<Record<string, ParameterShape>> = {
  keeper: decimal("keeper's fee at first, a share of notional, at most 1"),
  keeperMost: decimal("most of the keeper's fee, at least the first, at most 1"),
  graceSlots: whole('slots before the fee rises', 0, 1_000_000_000),
  perSlot: decimal('rise of the fee a slot, all slots counted'),
  slotMs: SLOT_MS,
}

/** Fees above one, and a fee that would fall. */
export const feeRampProblems = (parameters: Parameters): readonly Problem[] => {
  const [first, most] = [decimalIn(parameters, 'keeper'), decimalIn(parameters, 'keeperMost')]
  const above = outside(parameters, 'keeperMost', { atMost: ONE }, 'give a share of notional such as 0.05')
  if (first <= most) return above
  const field = { field: 'keeperMost', value: String(parameters['keeperMost']) }
  const allowed = `keeper ${String(parameters['keeper'])} <= keeperMost ${field.value} is required`
  return [...above, { ...field, allowed, remedy: 'raise keeperMost or lower keeper: the fee never falls' }]
}

/** The fee of a stage now, 1e-18. */
export const feeRampIn = (parameters: Parameters): ((view: LiquidationView) => bigint) => {
  const slotMs = slotMsIn(parameters)
  const ramp: FeeRamp = {
    base: decimalIn(parameters, 'keeper'),
    most: decimalIn(parameters, 'keeperMost'),
    graceSlots: BigInt(wholeIn(parameters, 'graceSlots')),
    perSlot: decimalIn(parameters, 'perSlot'),
  }
  return (view) => rampedFee(ramp, slotsElapsed(view, slotMs))
}

/** What whoever takes a transferred slice is paid: a share of its notional that rises with the age of the episode. */
export const feeRamp: PenaltyStrategy = {
  name: 'fee-ramp',
  formula: 'keeper: base, after the grace min(most, base + slots · perSlot)',
  schema: schemaOf(FEE_RAMP),
  check: feeRampProblems,
  create: (parameters) => {
    const fee = feeRampIn(parameters)
    return (view) => ({ rate: ratio(0n), base: 'notional', cap: 'none', round: 'down', keeper: ratio(fee(view)) })
  },
}
