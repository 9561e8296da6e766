import type { TimeMs } from '../market/index.ts'
import { whole, wholeIn } from './parameters.ts'
import type { LiquidationView, Parameters, ParameterShape } from './types.ts'

/** Shape of the length of a slot. */
export const SLOT_MS: ParameterShape = whole('milliseconds of a slot', 1, 3_600_000)

/** Slots of `slotMs` since the episode began, whole ones. */
export const slotsElapsed = ({ time, episode }: LiquidationView, slotMs: number): bigint =>
  BigInt(Math.max(0, Math.floor((time - episode.started) / slotMs)))

/** When so many slots will have passed since the episode began. */
export const slotTime = ({ episode }: LiquidationView, slots: bigint, slotMs: number): TimeMs =>
  episode.started + Number(slots) * slotMs

/** The length of a slot, ms. */
export const slotMsIn = (parameters: Parameters): number => wholeIn(parameters, 'slotMs')
