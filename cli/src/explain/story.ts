import type {
  Account,
  AccountId,
  EngineEvent,
  Episode,
  InstrumentId,
  Receipt,
  Ticks,
  TimeMs,
  VenueDeclaration,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'

/** Something that happened to an account, with the marks of the moment. */
export interface Happening {
  readonly seq: number
  readonly time: TimeMs
  readonly event: EngineEvent
  readonly marks: ReadonlyMap<InstrumentId, Ticks>
}

/** One treatment of an account, from the trigger to the receipt; no receipt = still open when the run ended. */
export interface Chapter {
  readonly episode: Episode
  readonly happenings: readonly Happening[]
  readonly receipt: Receipt | null
}

/** All that a journal says about one account. */
export interface Story {
  readonly account: Account
  readonly venue: VenueDeclaration
  readonly started: TimeMs
  readonly chapters: readonly Chapter[]
  /** What others did to it outside of its own episodes: deleveraging against it, its share of a loss, orders cancelled. */
  readonly between: readonly Happening[]
}

/** Reads a journal for one account: feed it every entry in order, then ask for the story. */
export interface StoryReader {
  readonly read: (entry: JournalEntry) => void
  /** Null before genesis, or when the venue has no such account. */
  readonly story: () => Story | null
}

interface OpenChapter {
  readonly episode: Episode
  readonly happenings: Happening[]
  receipt: Receipt | null
}

/** A reader for the account of this name. */
export const createStoryReader = (id: AccountId): StoryReader => {
  const orders = new Set<string>()
  const marks = new Map<InstrumentId, Ticks>()
  const chapters: OpenChapter[] = []
  const between: Happening[] = []
  let opened: {
    readonly account: Account | undefined
    readonly venue: VenueDeclaration
    readonly time: TimeMs
  } | null = null
  const note = (seq: number, time: TimeMs, event: EngineEvent): void => {
    if (event.kind === 'opened')
      opened = { account: event.accounts.find((account) => account.id === id), venue: event.venue, time: event.time }
    if (event.kind === 'observed') for (const mark of event.marks) marks.set(mark.instrument, mark.price)
    if (!concerns(event, id, orders)) return
    if (event.kind === 'order-sent') orders.add(event.live.order.id)
    if (event.kind === 'episode-started')
      return void chapters.push({ episode: event.episode, happenings: [], receipt: null })
    const open = chapters.at(-1)
    if (event.kind === 'episode-ended' && open !== undefined) open.receipt = event.receipt
    else
      (open === undefined || open.receipt !== null ? between : open.happenings).push({
        seq,
        time,
        event,
        marks: new Map(marks),
      })
  }
  return {
    read: (entry) => {
      for (const event of entry.events) note(entry.seq, entry.command.time, event)
    },
    story: () => {
      const account = opened?.account
      if (opened === null || account === undefined) return null
      return { account, venue: opened.venue, started: opened.time, chapters, between }
    },
  }
}

const concerns = (event: EngineEvent, id: AccountId, orders: ReadonlySet<string>): boolean => {
  switch (event.kind) {
    case 'decided':
      return event.decision.account === id
    case 'episode-started':
      return event.episode.account === id
    case 'episode-ended':
      return event.receipt.account === id
    case 'order-sent':
      return event.live.account === id
    case 'order-done':
      return orders.has(event.order)
    case 'order-dropped':
      return event.account === id && event.by !== 'user'
    case 'shortfall':
    case 'refused':
      return event.account === id
    case 'moved':
      return event.movement.changes.some((change) => change.account === id)
    case 'opened':
    case 'observed':
    case 'order-put':
    case 'order-updated':
    case 'episode-updated':
    case 'budget-used':
    case 'tiers-set':
    case 'accrued':
    case 'delisted':
      return false
  }
}
