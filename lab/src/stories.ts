import {
  type Ratio,
  type CompiledPolicy,
  formatRatio,
  approx,
  bankruptcyPrice,
  formatDecimal,
  ladder,
  notional,
  ratioOf,
  type Account,
  type AccountId,
  type Decision,
  type DepthCurve,
  type Engine,
  type Instrument,
  type InstrumentId,
  type Ticks,
  type TimeMs,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'
import { createAccountMirror } from './account-mirror.ts'

/** Something that closed a part of a tracked account. Price in quote units, notional in units of the settlement asset. */
export interface StoryMoment {
  readonly time: TimeMs
  readonly kind: 'trade' | 'takeover' | 'adl'
  readonly instrument: InstrumentId
  readonly price: number
  readonly notional: number
}

/** Prices of named levels of one position at one moment, quote units; null where the level is never reached on that side. */
export interface StoryRung {
  readonly name: string
  /** What begins behind it: the policy's early band, the room under maintenance, its last stage above zero, or nothing left. */
  readonly opens: 'band' | 'maintenance' | 'last-stage' | 'bankruptcy'
  readonly price: number | null
}

/** One position's levels when the account's first episode began, resting orders and all, before anything was done to it. */
export interface StoryLadder {
  readonly time: TimeMs
  readonly instrument: InstrumentId
  readonly side: 'long' | 'short'
  readonly mark: number
  readonly rungs: readonly StoryRung[]
}

/** The book that the largest slice met: sizes in base units, prices in quote units. */
export interface StoryBook {
  readonly time: TimeMs
  readonly instrument: InstrumentId
  readonly side: 'buy' | 'sell'
  readonly mark: number
  readonly bids: readonly { readonly price: number; readonly size: number }[]
  readonly asks: readonly { readonly price: number; readonly size: number }[]
  readonly wanted: number
  readonly granted: number
  /** The whole position when that was decided, before anything of it filled: what a full close would have sent. */
  readonly position: number
}

/** What a report can tell of one tracked account. */
export interface Story {
  readonly account: AccountId
  readonly ladder: readonly StoryLadder[]
  readonly moments: readonly StoryMoment[]
  readonly book: StoryBook | null
}

/** Collects the stories of tracked accounts. */
export interface StoryTeller {
  readonly observe: (entry: JournalEntry, engine: Engine) => void
  readonly list: () => readonly Story[]
}

interface Draft {
  ladder: readonly StoryLadder[]
  readonly moments: StoryMoment[]
  book: StoryBook | null
  largest: bigint
}

/** A teller before the run. */
export const createStoryTeller = (tracked: readonly AccountId[]): StoryTeller => {
  const drafts = new Map<AccountId, Draft>(
    tracked.map((id) => [id, { ladder: [], moments: [], book: null, largest: 0n }]),
  )
  const mirror = createAccountMirror(tracked)
  return {
    observe: (entry, engine) => {
      for (const event of entry.events) {
        if (event.kind === 'episode-started') noteStart(drafts, mirror.get(event.episode.account), engine)
        if (event.kind === 'decided') noteDecision(drafts, mirror.get(event.decision.account), event.decision, engine)
        if (event.kind === 'moved') noteMoment(drafts, event.movement.cause, engine)
        mirror.follow(event)
      }
    },
    list: () =>
      [...drafts].map(([account, { ladder: rungs, moments, book }]) => ({ account, ladder: rungs, moments, book })),
  }
}

type Drafts = ReadonlyMap<AccountId, Draft>

const noteStart = (drafts: Drafts, account: Account | undefined, engine: Engine): void => {
  const draft = account === undefined ? undefined : drafts.get(account.id)
  if (account === undefined || draft === undefined || draft.ladder.length > 0) return
  draft.ladder = laddersOf(engine, account)
}

const noteDecision = (drafts: Drafts, account: Account | undefined, decision: Decision, engine: Engine): void => {
  const draft = drafts.get(decision.account)
  if (draft === undefined || account === undefined) return
  const { granted } = decision
  const leg = granted[0]
  if (decision.kind !== 'trade' || leg === undefined) return
  const size = leg.size < 0n ? -leg.size : leg.size
  if (size <= draft.largest) return
  draft.largest = size
  const wanted = decision.wanted.find((each) => each.instrument === leg.instrument)
  draft.book = bookOf(engine, account, { decision, leg, wanted: wanted?.size ?? leg.size })
}

type Level = Omit<StoryRung, 'price'> & { readonly multiple: Ratio }

const MAINTENANCE: Level = { name: 'maintenance', opens: 'maintenance', multiple: ratioOf('1') }

/** The levels at which a policy acts by health alone: its earliest above maintenance, maintenance, its last above zero. */
const levelsOf = (policy: CompiledPolicy | undefined): readonly Level[] => {
  const multiples = (policy?.stages ?? []).flatMap(({ enter: { wake } }) =>
    wake.kind === 'health' ? [wake.multiple] : [],
  )
  const level = (opens: Level['opens'], multiple: Ratio): Level => {
    const text = Number(formatRatio(multiple))
      .toFixed(2)
      .replace(/\.?0+$/, '')
    return { name: `${text} × maintenance`, opens, multiple }
  }
  const early = multiples.filter((multiple) => multiple > MAINTENANCE.multiple).toSorted(descending)[0]
  const late = multiples
    .filter((multiple) => multiple > 0n && multiple < MAINTENANCE.multiple)
    .toSorted(descending)
    .at(-1)
  return [
    ...(early === undefined ? [] : [level('band', early)]),
    MAINTENANCE,
    ...(late === undefined ? [] : [level('last-stage', late)]),
  ]
}

const descending = (a: Ratio, b: Ratio): number => (a > b ? -1 : a < b ? 1 : 0)

const laddersOf = (engine: Engine, account: Account): readonly StoryLadder[] => {
  const { state } = engine
  const rules = state.compiled?.rules
  if (rules === undefined) return []
  const levels = levelsOf(state.compiled?.policies.get(state.episodes.get(account.id)?.policy ?? ''))
  return account.positions.flatMap((position): readonly StoryLadder[] => {
    const instrument = rules.instruments.get(position.instrument)
    const mark = state.prices.get(position.instrument)
    if (instrument === undefined || mark === undefined) return []
    const rungs = ladder(rules, account, state.prices, position.instrument, levels).map((rung, at) => {
      const near = position.size > 0n ? (rung.below ?? rung.above) : (rung.above ?? rung.below)
      const opens = levels[at]?.opens ?? 'maintenance'
      return { name: rung.name, opens, price: near === null ? null : quote(instrument, near.breached) }
    })
    const broke = bankruptcyPrice(rules, account, state.prices, position.instrument)
    return [
      {
        time: state.time,
        instrument: position.instrument,
        side: position.size > 0n ? 'long' : 'short',
        mark: quote(instrument, mark),
        rungs: [
          ...rungs,
          { name: 'bankruptcy', opens: 'bankruptcy', price: broke === null ? null : quote(instrument, broke.safe) },
        ],
      },
    ]
  })
}

interface Slice {
  readonly decision: Decision
  readonly leg: Decision['granted'][number]
  readonly wanted: bigint
}

const bookOf = (engine: Engine, account: Account, { decision, leg, wanted }: Slice): StoryBook | null => {
  const { state } = engine
  const instrument = state.compiled?.rules.instruments.get(leg.instrument)
  const mark = state.prices.get(leg.instrument)
  const curve = state.books.get(leg.instrument)
  if (instrument === undefined || mark === undefined || curve === undefined) return null
  const held = account.positions.find((position) => position.instrument === leg.instrument)
  const levels = (side: DepthCurve['bids']) =>
    side.map((level) => ({ price: quote(instrument, level.price), size: base(instrument, level.size) }))
  return {
    time: decision.time,
    instrument: leg.instrument,
    side: leg.size > 0n ? 'buy' : 'sell',
    mark: quote(instrument, mark),
    bids: levels(curve.bids),
    asks: levels(curve.asks),
    wanted: base(instrument, wanted),
    granted: base(instrument, leg.size),
    position: base(instrument, held?.size ?? 0n),
  }
}

type Cause = Extract<JournalEntry['events'][number], { kind: 'moved' }>['movement']['cause']

const noteMoment = (drafts: Drafts, cause: Cause, engine: Engine): void => {
  if (cause.kind !== 'fill' && cause.kind !== 'takeover' && cause.kind !== 'adl') return
  const draft = drafts.get(cause.kind === 'fill' ? cause.taker : cause.account)
  const instrument = engine.state.compiled?.rules.instruments.get(cause.instrument)
  if (draft === undefined || instrument === undefined) return
  const asset = engine.state.compiled?.declaration.assets.find((each) => each.id === instrument.settle)
  draft.moments.push({
    time: engine.state.time,
    kind: cause.kind === 'fill' ? 'trade' : cause.kind,
    instrument: cause.instrument,
    price: quote(instrument, cause.price),
    notional: Number(formatDecimal(notional(instrument, cause.size, cause.price, 'down'), asset?.decimals ?? 0)),
  })
}

/** Ticks in quote units. */
const quote = (instrument: Instrument, price: Ticks): number => Number(formatDecimal(price * instrument.tickSize, 18))

/** Magnitude of lots in base units (contracts' face value for an inverse perpetual). */
const base = (instrument: Instrument, size: bigint): number => {
  const lot = instrument.kind === 'spot' ? 1e18 * approx(instrument.lotAtoms) : approx(instrument.lotSize)
  return (Math.abs(approx(size)) * lot) / 1e18
}
