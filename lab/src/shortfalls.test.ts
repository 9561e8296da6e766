import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  atoms,
  fillValue,
  magnitude,
  ticks,
  type Account,
  type Cause,
  type EngineEvent,
  type Instrument,
  type VenueDeclaration,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'
import { bundled, opened, planOf, POLICIES, runUntil } from './runs.fixtures.ts'
import { createShortfalls } from './shortfalls.ts'

type Shortfall = Extract<EngineEvent, { kind: 'shortfall' }>
type Part = 'atoms' | 'fund' | 'vault' | 'adl' | 'socialised' | 'unmet' | 'dust'

const shortfall = (account: string, parts: Partial<Record<Part, number>>): Shortfall => {
  const part = (name: Part) => atoms(BigInt(parts[name] ?? 0))
  const { dust, unmet, socialised } = { dust: part('dust'), unmet: part('unmet'), socialised: part('socialised') }
  const paid = { fund: part('fund'), vault: part('vault'), adl: part('adl') }
  return { kind: 'shortfall', account, atoms: part('atoms'), ...paid, socialised, unmet, dust }
}

const genesis: JournalEntry = {
  seq: 1,
  command: {
    kind: 'genesis',
    time: 0,
    venue: {} as VenueDeclaration,
    accounts: [{ id: 'fund', kind: 'fund' } as unknown as Account, { id: 'trader', kind: 'trader' } as Account],
  },
  events: [],
}
const entry = (...events: readonly EngineEvent[]): JournalEntry => ({
  seq: 2,
  command: { kind: 'clock', time: 0 },
  events,
})
const nothing = { missing: 0n, fund: 0n, vault: 0n, adl: 0n, socialised: 0n, unmet: 0n, dust: 0n }

describe('createShortfalls', () => {
  test('before the run nothing was missing', () =>
    assert.deepEqual(createShortfalls().sums(), { traders: nothing, house: nothing }))

  test('what stays unmet and is paid later is missing once, and only its last rest stays unmet', () => {
    const counter = createShortfalls()
    counter.observe(entry(shortfall('insolventTrader', { atoms: 10, fund: 6, unmet: 4 })))
    counter.observe(entry(shortfall('insolventTrader', { atoms: 4, vault: 2, adl: 1, unmet: 1 })))
    const { traders } = counter.sums()
    assert.deepEqual(traders, { ...nothing, missing: 10n, fund: 6n, vault: 2n, adl: 1n, unmet: 1n })
  })

  test('the house stands apart from the traders, and dust keeps its sign', () => {
    const counter = createShortfalls()
    counter.observe(genesis)
    counter.observe(
      entry(
        shortfall('trader', { atoms: 5, adl: 7, dust: -2 }),
        shortfall('fund', { atoms: 9, socialised: 8, dust: 1 }),
      ),
    )
    assert.deepEqual(counter.sums(), {
      traders: { ...nothing, missing: 5n, adl: 7n, dust: -2n },
      house: { ...nothing, missing: 9n, socialised: 8n, dust: 1n },
    })
  })
})

/** What one tick of a leg that changed hands is worth, settlement atoms; the bundled markets settle in the numeraire. */
const tickWorth = (instrument: Instrument, { size, price }: Extract<Cause, { kind: 'takeover' | 'adl' }>): bigint =>
  magnitude(fillValue(instrument, size, ticks(price + 1n)) - fillValue(instrument, size, price))

/**
 * How far the parts of each shortfall of a command may miss: a tick of every leg that the account handed over, and two atoms
 * for every seizure that it was party to (the price of the coins and their worth in its books each round to an atom).
 */
const slackOf = (
  events: readonly EngineEvent[],
  instruments: ReadonlyMap<string, Instrument>,
): ReadonlyMap<string, bigint> => {
  const slack = new Map<string, bigint>()
  const add = (account: string, amount: bigint): void => void slack.set(account, (slack.get(account) ?? 0n) + amount)
  for (const event of events) {
    if (event.kind !== 'moved') continue
    const { cause } = event.movement
    if (cause.kind === 'seizure') for (const party of [cause.account, cause.receiver]) add(party, 2n)
    const instrument = 'instrument' in cause ? instruments.get(cause.instrument) : undefined
    if (instrument !== undefined && (cause.kind === 'takeover' || cause.kind === 'adl'))
      add(cause.account, tickWorth(instrument, cause))
  }
  return slack
}

describe('shortfalls of smoke', () => {
  const smoke = bundled('smoke')
  for (const policy of POLICIES)
    test(`${policy}: the payers cover each shortfall to the tick of what was handed over`, () => {
      const { runner, first } = opened(planOf(smoke, policy, 'own'))
      const instruments = runner.engine.state.compiled?.rules.instruments ?? assert.fail()
      const counter = createShortfalls()
      let reports = 0
      for (const each of [first, ...runUntil(runner, runner.batches)]) {
        counter.observe(each)
        const slack = slackOf(each.events, instruments)
        for (const event of each.events) {
          if (event.kind !== 'shortfall') continue
          reports += 1
          const { fund, vault, adl, socialised, unmet, dust } = event
          assert.equal(fund + vault + adl + socialised + unmet + dust, event.atoms, `command ${each.seq}`)
          assert.ok(
            magnitude(dust) <= (slack.get(event.account) ?? 0n),
            `command ${each.seq}, ${event.account}: ${dust}`,
          )
        }
      }
      assert.ok(reports > 0)
      const { traders, house } = counter.sums()
      for (const { missing, fund, vault, adl, socialised, unmet, dust } of [traders, house])
        assert.equal(fund + vault + adl + socialised + unmet + dust, missing)
    })
})
