import { divide, greatest, least, magnitude, type Lots } from '../../units/index.ts'
import type { InstrumentId } from '../../instruments/index.ts'
import { noRules, NO_PARAMETERS } from '../parameters.ts'
import { closableLegs, closingLeg, emptyPath, type Leg } from '../path.ts'
import { untouchedNow } from '../untouched.ts'
import type { DirectionStrategy, HeldSize, LiquidationView, Path } from '../types.ts'

/**
 * All positions in proportion to what the episode found: a step leaves of every position the same share of that, whatever was
 * closed before and in whatever portions.
 *
 *   left of a leg at step n of K = |found| - ⌊|found| · n / K⌋, or what is left already if that is less
 *
 * K lots of the largest position found. A position that was not there, or that has changed sides since, is not touched.
 */
export const untouchedProRata: DirectionStrategy = {
  name: 'untouched-pro-rata',
  formula: 'every position to |q0| - ⌊|q0|·n/K⌋ lots, q0 what the episode found',
  schema: NO_PARAMETERS,
  check: noRules,
  remembers: ['untouched'],
  create: () => (view) => pathOf(view, (view.episode.untouched ?? untouchedNow(view)).positions),
}

const pathOf = (view: LiquidationView, found: readonly HeldSize[]): Path => {
  const open = closableLegs(view).flatMap((leg) => shrinking(leg, found))
  const facts = { legs: open.map(({ leg }) => leg.instrument).join(' ') }
  const steps = found.reduce((most, { size }) => greatest(most, magnitude(size)), 0n)
  if (open.length === 0) return emptyPath(facts)
  const starts = open.map(({ whole, gone }) => divide(gone * steps, whole, 'down'))
  return {
    steps,
    corners: rising([...starts, steps - 1n, steps]),
    at: (step) =>
      open
        .map(({ leg, whole, gone }) => closingLeg(leg, greatest(0n, divide(whole * step, steps, 'down') - gone)))
        .filter((leg) => leg.size !== 0n),
    facts,
  }
}

interface Shrinking {
  readonly leg: Leg
  /** Lots found, and lots of them that are gone. */
  readonly whole: bigint
  readonly gone: bigint
}

const shrinking = (leg: Leg, found: readonly HeldSize[]): readonly Shrinking[] => {
  const size = sizeOf(found, leg.instrument)
  if (size === undefined || size > 0n !== leg.size > 0n) return []
  const whole = magnitude(size)
  return [{ leg, whole, gone: whole - least(whole, magnitude(leg.size)) }]
}

const sizeOf = (found: readonly HeldSize[], instrument: InstrumentId): Lots | undefined =>
  found.find((held) => held.instrument === instrument)?.size

const rising = (steps: readonly bigint[]): readonly bigint[] =>
  [...new Set(steps)].filter((step) => step > 0n).toSorted((a, b) => (a < b ? -1 : 1))
