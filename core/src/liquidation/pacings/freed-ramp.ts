import { divide, formatDecimal, greatest, least, lots, magnitude, type Lots, type Ratio } from '../../units/index.ts'
import { sizeIn } from '../../accounts/index.ts'
import { decimal, decimalIn, ONE, outside, schemaOf, whole, wholeIn } from '../parameters.ts'
import { quoteNotional } from '../positions.ts'
import { BASE_ONE, positionTerms, toQuote, type PositionTerms } from '../short-market.ts'
import { SLOT_MS, slotMsIn, slotsElapsed, slotTime } from '../slots.ts'
import type { Draft, DraftLeg, LiquidationView, PacingStrategy, Reason } from '../types.ts'

const PORTION_ONE = 10_000n
const PORTION_DECIMALS = 4
const QUOTE_DECIMALS = 6

/** How much may be taken by now: slots since the episode began, of how many, and what is allowed at once [1e-4]. */
export interface Ramp {
  readonly elapsed: bigint
  readonly duration: bigint
  readonly initial: bigint
}

/** What is missing, what was freed already, and below what shortage the ramp does not count; one unit of money. */
export interface RampedShortage {
  readonly shortage: bigint
  readonly freed: bigint
  readonly tiny: bigint
}

/**
 * The portion [1e-4] of what covers a shortage that may be taken now, counting what was freed already.
 *
 *   p = min(1, ⌊elapsed / duration⌋ + initial)
 *   portion = ⌊max(0, (shortage + freed) · p - freed) / shortage⌋        1 below `tiny`
 *
 * A ramp without a duration lasts one slot.
 *
 * @source docs/policies/drift-v2.md, eq. 4
 */
export const maxPortion = ({ shortage, freed, tiny }: RampedShortage, ramp: Ramp): bigint => {
  if (shortage <= 0n || shortage < tiny) return PORTION_ONE
  const { elapsed, duration, initial } = ramp
  const passed = divide(elapsed * PORTION_ONE, greatest(1n, duration), 'down')
  const share = least(PORTION_ONE, passed + initial)
  return divide(greatest(0n, (shortage + freed) * share - freed * PORTION_ONE), shortage, 'down')
}

/** The first slot at which `maxPortion` is above 0, as far as one exists. */
const firstSlot = ({ shortage, freed }: RampedShortage, { duration, initial }: Ramp): bigint => {
  const wanted = freed + divide(shortage, PORTION_ONE, 'up')
  const share = divide(wanted * PORTION_ONE, shortage + freed, 'up')
  return greatest(0n, divide((share - initial) * greatest(1n, duration), PORTION_ONE, 'up'))
}

/**
 * Of what the sizing needs only `maxPortion`, rounded down to 1e-9 base and then up to a lot. A position of at most `tiny` goes whole as soon as
 * anything of it may; a shortage below `tiny` is not paced at all. It never waits longer than the ramp needs to let something through.
 */
export const freedRamp: PacingStrategy = {
  name: 'freed-ramp',
  formula: 'portion = max(0, (S + freed)·min(1, slots/duration + initial) - freed)/S',
  schema: schemaOf({
    buffer: decimal('buffer on the maintenance rate, at most 1; that of the exit'),
    initial: decimal('portion that may be taken at once, at most 1'),
    durationSlots: whole('slots until all may be taken', 0, 1_000_000_000),
    slotMs: SLOT_MS,
    tiny: decimal('shortage and notional in quote units below which nothing is held back'),
  }),
  check: (parameters) => [
    ...outside(parameters, 'buffer', { atMost: ONE }, 'give a share of notional such as 0.02'),
    ...outside(parameters, 'initial', { atMost: ONE }, 'give a portion such as 0.1'),
  ],
  create: (parameters) => {
    const [buffer, tiny] = [decimalIn(parameters, 'buffer'), decimalIn(parameters, 'tiny')]
    const slotMs = slotMsIn(parameters)
    const duration = BigInt(wholeIn(parameters, 'durationSlots'))
    const initial = divide(decimalIn(parameters, 'initial'), 10n ** 14n, 'down')
    return (view, draft) => {
      const market = marketOf(view, draft, buffer)
      if (market === null) return { draft, until: null }
      const short = shortageOf(view, market, tiny)
      const ramp: Ramp = { elapsed: slotsElapsed(view, slotMs), duration, initial }
      const portion = maxPortion(short, ramp)
      const legs = draft.legs.flatMap((leg) => cut(view, { draft, leg }, { portion, tiny }))
      const bound = legs.some((leg, at) => leg.size !== draft.legs[at]?.size) || legs.length < draft.legs.length
      const waits = legs.length === 0 && draft.legs.length > 0
      return {
        draft: { ...draft, legs, reasons: [...draft.reasons, reasonOf(short, ramp, portion, bound)] },
        until: waits ? slotTime(view, greatest(ramp.elapsed + 1n, firstSlot(short, ramp)), slotMs) : null,
      }
    }
  },
}

const marketOf = (view: LiquidationView, { legs }: Draft, buffer: Ratio): PositionTerms | null =>
  legs[0] === undefined ? null : positionTerms(view, legs[0].instrument, buffer)

const shortageOf = (view: LiquidationView, { shortage, unit }: PositionTerms, tiny: bigint): RampedShortage => ({
  shortage,
  freed: greatest(0n, toQuote(view.episode.freed ?? 0n, unit)),
  tiny: divide(tiny, 10n ** 12n, 'down'),
})

/** The part of a leg that a portion of what is needed lets through: nothing, or all of a tiny position. */
const cut = (
  view: LiquidationView,
  { draft, leg }: { readonly draft: Draft; readonly leg: DraftLeg },
  { portion, tiny }: { readonly portion: bigint; readonly tiny: bigint },
): readonly DraftLeg[] => {
  const instrument = view.rules.instruments.get(leg.instrument)
  if (instrument === undefined || instrument.kind === 'spot') return [leg]
  const { needed } = draft
  if (needed === null) return portion === 0n ? [] : [leg]
  const whole = needed?.instrument === leg.instrument ? needed.size : lots(magnitude(leg.size))
  const allowed = divide(divide(whole * instrument.lotSize, BASE_ONE, 'down') * portion, PORTION_ONE, 'down')
  if (allowed === 0n) return []
  const held = { instrument: leg.instrument, size: sizeIn(view.account, leg.instrument) }
  if (quoteNotional(view, held) <= tiny) return [leg]
  return [{ ...leg, size: toward(leg.size, divide(allowed * BASE_ONE, instrument.lotSize, 'up')) }]
}

const toward = (wanted: Lots, size: bigint): Lots => {
  const kept = least(magnitude(wanted), size)
  return lots(wanted < 0n ? -kept : kept)
}

const reasonOf = (short: RampedShortage, ramp: Ramp, portion: bigint, bound: boolean): Reason => ({
  part: 'pace',
  rule: 'freed-ramp',
  facts: {
    shortage: formatDecimal(short.shortage, QUOTE_DECIMALS),
    freed: formatDecimal(short.freed, QUOTE_DECIMALS),
    slotsElapsed: String(ramp.elapsed),
    portion: formatDecimal(portion, PORTION_DECIMALS),
  },
  bound,
})
