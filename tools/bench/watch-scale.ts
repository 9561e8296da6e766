import {
  createScreen,
  createWatch,
  math,
  ratioOf,
  ticks,
  type InstrumentId,
  type Ticks,
  type Watch,
} from '@ebbline/core'
import { median, timed, type Measurement } from './measurement.ts'
import { venueOf, type Venue } from './watch-population.ts'
import { WatchDisagreement } from './watch.ts'

/** How large a bench is; the printed one and a small one for tests. */
export interface Scale {
  readonly accounts: number
  readonly markets: number
  readonly rounds: number
  /** One-market ticks between two full screens. */
  readonly ticks: number
}

/** The scale that is promised: a million accounts, fifty markets. */
export const FULL_SCALE: Scale = { accounts: 1_000_000, markets: 50, rounds: 5, ticks: 2_000 }

/** A one-market tick is at least so many times faster than a full screen; a tick of everything costs at most three of them. */
const TICK_FLOOR = 1_000
const CRASH_FLOOR = 1 / 3

const LEGS = 4
const TICK_BPS = 2n
const CRASH_BPS = 200n
const CHURN_SHARE = 100
/** Looks after which everybody lies behind edges again, whatever happened: 1/32 of all are anchored at each. */
const SETTLING = 40
const LEVEL = ratioOf('1')

/** What a bench at scale measured, with sentences about its size. */
export interface ScaleResult {
  readonly measurements: readonly Measurement[]
  readonly notes: readonly string[]
}

interface Stand {
  readonly venue: Venue
  readonly marks: Map<InstrumentId, Ticks>
  readonly watch: Watch
  readonly screen: Watch
  readonly scale: Scale
}

/**
 * Cross accounts of four positions: ticks of 2 bp in one market, and falls of 2 % in all markets at once, each against a full
 * screen of everybody that must name the same accounts.
 *
 * @throws WatchDisagreement
 */
export const benchCross = (scale: Scale): ScaleResult => {
  const { stand, notes } = build(scale, LEGS)
  const ticking = { tick: [] as number[], ratio: [] as number[] }
  for (let round = 0; round < scale.rounds; round += 1) {
    const spent = timed(() => tickOn(stand, round)) / scale.ticks
    ticking.tick.push(spent)
    ticking.ratio.push(screenOnce(stand) / spent)
  }
  const crash = { fall: [] as number[], ratio: [] as number[] }
  for (let round = 0; round < scale.rounds; round += 1) {
    shift(stand, 10_000n - CRASH_BPS)
    const spent = timed(() => stand.watch.named(stand.marks))
    crash.fall.push(spent)
    crash.ratio.push(screenOnce(stand) / spent)
    for (const [id, mark] of stand.venue.marks) stand.marks.set(id, mark)
    settle(stand)
  }
  const against = `full screen of ${scale.accounts}`
  const size = `${scale.accounts} x ${LEGS}`
  return {
    measurements: [
      rowOf(
        `one market by 2 bp, ${size}`,
        'ticks',
        { spent: ticking.tick, ratios: ticking.ratio, against },
        TICK_FLOOR,
      ),
      rowOf(`all markets by -2 %, ${size}`, 'ticks', { spent: crash.fall, ratios: crash.ratio, against }, CRASH_FLOOR),
    ],
    notes: [
      ...notes,
      `fall of 2 % everywhere against a screen: ${crash.ratio.map((ratio) => (1 / ratio).toFixed(2)).join(', ')}`,
    ],
  }
}

/**
 * Isolated accounts of one position: ticks of 2 bp in one market, alone and with one account in a hundred replaced before each.
 *
 * @throws WatchDisagreement
 */
export const benchIsolated = (scale: Scale): ScaleResult => {
  const { stand, notes } = build(scale, 1)
  const ticking = { tick: [] as number[], ratio: [] as number[] }
  const churned: number[] = []
  const replaced = Math.ceil(scale.accounts / CHURN_SHARE)
  for (let round = 0; round < scale.rounds; round += 1) {
    const spent = timed(() => tickOn(stand, round)) / scale.ticks
    ticking.tick.push(spent)
    const fresh = Array.from({ length: replaced }, (_, at) => {
      const index = (round * replaced + at) % scale.accounts
      return { index, account: stand.venue.account(index + scale.accounts, 1) }
    })
    const churn = timed(() => {
      for (const { index, account } of fresh) stand.watch.refresh(index, account, LEVEL)
      stand.watch.named(stand.marks)
    })
    churned.push(churn)
    for (const { index, account } of fresh) stand.screen.refresh(index, account, LEVEL)
    ticking.ratio.push(screenOnce(stand) / spent)
  }
  const against = `full screen of ${scale.accounts}`
  const each = (1e6 * median(churned)) / replaced
  return {
    measurements: [
      rowOf(
        `one market by 2 bp, ${scale.accounts} isolated`,
        'ticks',
        { spent: ticking.tick, ratios: ticking.ratio, against },
        TICK_FLOOR,
      ),
    ],
    notes: [
      ...notes,
      `isolated: ${Math.round(1e6 * median(ticking.tick))} ns a tick; with ${replaced} positions replaced ${Math.round(each)} ns a position, taking it out, folding it and putting it in`,
    ],
  }
}

const rowOf = (
  name: string,
  unit: string,
  {
    spent,
    ratios,
    against,
  }: { readonly spent: readonly number[]; readonly ratios: readonly number[]; readonly against: string },
  floor: number,
): Measurement => ({ name, unit, perSec: 1_000 / median(spent), against, ratio: median(ratios), floor })

const build = (scale: Scale, positions: number): { readonly stand: Stand; readonly notes: readonly string[] } => {
  const venue = venueOf(scale.markets)
  const watch = createWatch(venue.rules)
  const screen = createScreen(venue.rules)
  let filling = 0
  for (let index = 0; index < scale.accounts; index += 1) {
    const account = venue.account(index, positions)
    screen.refresh(index, account, LEVEL)
    const began = performance.now()
    watch.refresh(index, account, LEVEL)
    filling += performance.now() - began
  }
  const stand = { venue, watch, screen, scale, marks: new Map(venue.marks) }
  const settling = timed(() => settle(stand))
  for (let turn = 0; turn < 3; turn += 1) screenOnce(stand)
  const notes = [
    `${scale.accounts} accounts of ${positions} folded in ${Math.round(filling)} ms, anchored in ${Math.round(settling)} ms over their first looks`,
  ]
  return { stand, notes }
}

const settle = ({ watch, marks }: Stand): void => {
  for (let look = 0; look < SETTLING; look += 1) watch.named(marks)
}

/** Time of one full screen [ms]. */
const screenOnce = ({ watch, screen, marks }: Stand): number => {
  let named: readonly number[] = []
  const spent = timed(() => {
    named = screen.named(marks)
  })
  const given = watch.named(marks)
  if (named.length !== given.length || named.some((index, at) => index !== given[at]))
    throw new WatchDisagreement(0, given, named)
  return spent
}

const tickOn = ({ venue, watch, marks, scale }: Stand, round: number): void => {
  const stream = math.randomStream(3, round)
  for (let tick = 0; tick < scale.ticks; tick += 1) {
    const id = venue.ids[math.integer(stream, 2 * tick, venue.ids.length)] ?? ''
    const mark = marks.get(id) ?? ticks(1n)
    const step = (mark * TICK_BPS) / 10_000n
    marks.set(id, ticks(math.uniform(stream, 2 * tick + 1) < 0.5 ? mark - step : mark + step))
    watch.named(marks)
  }
}

const shift = ({ marks }: Stand, bps: bigint): void => {
  for (const [id, mark] of marks) marks.set(id, ticks((mark * bps) / 10_000n))
}
