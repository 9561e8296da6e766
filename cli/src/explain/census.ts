import {
  atoms,
  lots,
  magnitude,
  type AccountId,
  type Atoms,
  type InstrumentId,
  type Lots,
  type Receipt,
  type VenueDeclaration,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'

/** What all treatments of one account came to. */
export interface Touched {
  readonly account: AccountId
  readonly receipts: readonly Receipt[]
  /** Equity lost to trades, fees and penalties, numeraire atoms. */
  readonly cost: Atoms
}

/** Who was deleveraged against in a market, how often, and how much in total (lots > 0). */
export interface Counterparty {
  readonly account: AccountId
  readonly instrument: InstrumentId
  readonly times: number
  readonly size: Lots
}

/** The accounts of a run worth reading about. */
export interface Census {
  readonly venue: VenueDeclaration
  readonly touched: readonly Touched[]
  readonly bankrupt: readonly Touched[]
  /** Every stage that was used, in the order of its policy, with the accounts that reached it, first come first. */
  readonly stages: readonly {
    readonly policy: string
    readonly stage: string
    readonly accounts: readonly AccountId[]
  }[]
  readonly counterparties: readonly Counterparty[]
}

/** Counts a journal: feed it every entry in order. */
export interface CensusReader {
  readonly read: (entry: JournalEntry) => void
  readonly census: () => Census | null
}

/** A reader of everything. */
export const createCensusReader = (): CensusReader => {
  const receipts = new Map<AccountId, Receipt[]>()
  const stages = new Map<
    string,
    { readonly policy: string; readonly stage: string; readonly accounts: Set<AccountId> }
  >()
  const takings = new Map<string, Counterparty>()
  let venue: VenueDeclaration | null = null
  const read = ({ events }: JournalEntry): void => {
    for (const event of events) {
      if (event.kind === 'opened') venue = event.venue
      if (event.kind === 'episode-ended') pushTo(receipts, event.receipt.account, event.receipt)
      if (event.kind === 'decided') {
        const { policy, stage, account } = event.decision
        const known = stages.get(`${policy} ${stage}`) ?? { policy, stage, accounts: new Set() }
        known.accounts.add(account)
        stages.set(`${policy} ${stage}`, known)
      }
      if (event.kind === 'moved' && event.movement.cause.kind === 'adl') {
        const { counterparty, instrument, size } = event.movement.cause
        takings.set(`${counterparty} ${instrument}`, added(takings, { account: counterparty, instrument, size }))
      }
    }
  }
  return {
    read,
    census: () => {
      if (venue === null) return null
      const touched = [...receipts].map(([account, list]) => ({ account, receipts: list, cost: costOf(list) }))
      return {
        venue,
        touched: touched.toSorted(byCost),
        bankrupt: touched.filter((one) => one.receipts.some(({ result }) => result === 'bankrupt')).toSorted(byCost),
        stages: stagesInOrder(venue, stages),
        counterparties: [...takings.values()].toSorted((a, b) => b.times - a.times || byText(a.account, b.account)),
      }
    },
  }
}

interface UsedStage {
  readonly policy: string
  readonly stage: string
  readonly accounts: ReadonlySet<AccountId>
}

const stagesInOrder = (venue: VenueDeclaration, used: ReadonlyMap<string, UsedStage>): Census['stages'] =>
  venue.policies.flatMap(({ name, stages }) =>
    stages.flatMap((stage) => {
      const found = used.get(`${name} ${stage.name}`)
      return found === undefined ? [] : [{ ...found, accounts: [...found.accounts] }]
    }),
  )

const pushTo = <V>(map: Map<string, V[]>, key: string, value: V): void => {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

const added = (
  takings: ReadonlyMap<string, Counterparty>,
  taking: { readonly account: AccountId; readonly instrument: InstrumentId; readonly size: Lots },
): Counterparty => {
  const known = takings.get(`${taking.account} ${taking.instrument}`)
  return { ...taking, times: (known?.times ?? 0) + 1, size: lots((known?.size ?? 0n) + magnitude(taking.size)) }
}

const costOf = (receipts: readonly Receipt[]): Atoms =>
  atoms(receipts.reduce((sum, { slippage, fees, penalties }) => sum + slippage + fees + penalties, 0n))

const byCost = (a: Touched, b: Touched): number =>
  a.cost > b.cost ? -1 : a.cost < b.cost ? 1 : byText(a.account, b.account)

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
