import {
  defineRules,
  missingMark,
  type Account,
  type Asset,
  type Balance,
  type Instrument,
  type MarginRules,
  type MarkPrices,
  type OpenOrder,
  type Position,
  type Ticks,
} from '@ebbline/core'
import type { AccountEntry, AccountFile, PositionEntry } from './account-file.ts'
import { decodeValue } from './codec.ts'
import { entryValueOf, type Derivative } from './entry-value.ts'
import { atomsOfText, lotsOfText, ticksOfText } from './exact-values.ts'
import { createFindings, refuseRepeats, refuseUnknown, type Findings } from './findings.ts'
import { parseJson, wholeFile } from './json.ts'
import { accountFileSchema } from './schemas/account-file.ts'
import type { VenueFile } from './venue-file.ts'
import { venueTerms, type VenueTerms } from './venue-terms.ts'

/** What an account file describes, ready to be measured. */
export interface AccountsToMeasure {
  readonly terms: VenueTerms
  readonly rules: MarginRules
  readonly marks: MarkPrices
  readonly accounts: readonly Account[]
}

/** Finds the venue of a scenario by name, null when there is none; the caller knows where scenarios live. */
export type VenueByName = (name: string) => VenueFile | null

/**
 * The accounts of a file's text, exact: sizes in whole lots, prices in whole ticks, the entry value rounded against the
 * account.
 *
 * @throws WireError naming every problem found: unknown names, values off their grid, a position without a mark, an isolated
 * account with several positions.
 */
export const parseAccountFile = (file: string, text: string, venueByName: VenueByName): AccountsToMeasure => {
  const origin = wholeFile(file)
  const content = decodeValue(accountFileSchema, parseJson(origin, text), origin)
  const findings = createFindings(file)
  const venue = typeof content.venue === 'string' ? venueByName(content.venue) : content.venue
  if (venue === null) findings.refuse('venue', content.venue, 'a venue, or the name of a scenario', 'correct the name')
  const terms = venue === null ? null : venueTerms(findings, 'venue', venue)
  findings.settle()
  if (terms === null) throw new RefusalWithoutReasonError(file)
  const lookup = lookupOf(terms)
  const marks = marksOf(findings, content, lookup)
  refuseRepeats(
    findings,
    'accounts',
    content.accounts.map((account) => account.id),
    'id',
  )
  const accounts = content.accounts.map((entry, index) => accountOf(findings, `accounts.${index}`, entry, lookup))
  findings.settle()
  const rules = defineRules(terms)
  requireMarks(findings, { rules, marks, accounts })
  return { terms, rules, marks, accounts }
}

/** The venue was refused without a problem being noted: a bug of this package. */
class RefusalWithoutReasonError extends Error {
  override readonly name = 'RefusalWithoutReasonError'
  constructor(file: string) {
    super(`${file}: the venue was refused without a reason`)
  }
}

interface Lookup {
  readonly assets: ReadonlyMap<string, Asset>
  readonly instruments: ReadonlyMap<string, Instrument>
  /** Assets that count as margin. */
  readonly counted: ReadonlySet<string>
}

const lookupOf = (terms: VenueTerms): Lookup => ({
  assets: new Map(terms.assets.map((asset) => [asset.id, asset])),
  instruments: new Map(terms.instruments.map((instrument) => [instrument.id, instrument])),
  counted: new Set([terms.numeraire, ...terms.collateral.map((rule) => rule.asset)]),
})

const marksOf = (findings: Findings, { marks }: AccountFile, { instruments }: Lookup): MarkPrices => {
  refuseRepeats(
    findings,
    'marks',
    marks.map((mark) => mark.instrument),
    'instrument',
  )
  const prices = new Map<string, Ticks>()
  for (const [index, { instrument: id, price }] of marks.entries()) {
    refuseUnknown(findings, `marks.${index}.instrument`, id, [...instruments.keys()], 'a listed instrument')
    const instrument = instruments.get(id)
    if (instrument === undefined) continue
    const value = findings.attempt(`marks.${index}.price`, price, () => ticksOfText(instrument, price))
    if (value !== null) prices.set(id, value)
  }
  return prices
}

const accountOf = (findings: Findings, at: string, entry: AccountEntry, lookup: Lookup): Account => {
  const positions = positionsOf(findings, `${at}.positions`, entry, lookup)
  const mode = entry.mode ?? 'cross'
  if (mode === 'isolated' && entry.positions.length > 1)
    findings.refuse(
      `${at}.positions`,
      `${entry.positions.length} positions`,
      'one position in an isolated account',
      'write one account for each position and join them by owner',
    )
  return {
    id: entry.id,
    owner: entry.owner ?? entry.id,
    kind: 'trader',
    mode,
    balances: balancesOf(findings, `${at}.balances`, entry, lookup),
    positions,
    orders: ordersOf(findings, `${at}.orders`, entry, lookup),
  }
}

const balancesOf = (findings: Findings, at: string, entry: AccountEntry, lookup: Lookup): readonly Balance[] => {
  refuseRepeats(
    findings,
    at,
    entry.balances.map((balance) => balance.asset),
    'asset',
  )
  const balances = entry.balances.flatMap(({ asset: id, amount }, index) => {
    if (!refuseUnknown(findings, `${at}.${index}.asset`, id, lookup.counted, 'the numeraire or a collateral')) return []
    const asset = lookup.assets.get(id)
    if (asset === undefined) return []
    const value = findings.attempt(`${at}.${index}.amount`, amount, () => atomsOfText(asset, amount))
    return value === null || value === 0n ? [] : [{ asset: id, atoms: value }]
  })
  return balances.toSorted((a, b) => byText(a.asset, b.asset))
}

const positionsOf = (findings: Findings, at: string, entry: AccountEntry, lookup: Lookup): readonly Position[] => {
  refuseRepeats(
    findings,
    at,
    entry.positions.map((position) => position.instrument),
    'instrument',
  )
  const positions = entry.positions.flatMap((position, index) => {
    const field = `${at}.${index}`
    const instrument = lookup.instruments.get(position.instrument)
    if (instrument === undefined || instrument.kind === 'spot') {
      const listed = [...lookup.instruments.values()].filter(({ kind }) => kind !== 'spot').map(({ id }) => id)
      refuseUnknown(findings, `${field}.instrument`, position.instrument, listed, 'a listed derivative')
      return []
    }
    const held = positionOf(findings, field, { position, instrument, lookup })
    return held === null ? [] : [held]
  })
  return positions.toSorted((a, b) => byText(a.instrument, b.instrument))
}

interface PositionAt {
  readonly position: PositionEntry
  readonly instrument: Derivative
  readonly lookup: Lookup
}

const positionOf = (findings: Findings, at: string, { position, instrument, lookup }: PositionAt): Position | null => {
  const [base, quote] = [lookup.assets.get(instrument.base), lookup.assets.get(instrument.quote)]
  if (base === undefined || quote === undefined) return null
  const size = findings.attempt(`${at}.size`, position.size, () => lotsOfText(instrument, base, position.size))
  if (size === null) return null
  if (size === 0n) {
    findings.refuse(`${at}.size`, position.size, 'a size other than 0', 'remove the position')
    return null
  }
  const entryValue = findings.attempt(`${at}.entryPrice`, position.entryPrice, () =>
    entryValueOf({ instrument, base, quote }, size, position.entryPrice),
  )
  return entryValue === null ? null : { instrument: instrument.id, size, entryValue }
}

const ordersOf = (findings: Findings, at: string, entry: AccountEntry, lookup: Lookup): readonly OpenOrder[] => {
  const orders = (entry.orders ?? []).map((order, index) => ({ ...order, id: order.id ?? `o${index + 1}` }))
  refuseRepeats(
    findings,
    at,
    orders.map((order) => order.id),
    'id',
  )
  const open = orders.flatMap((order, index) => {
    const field = `${at}.${index}`
    const instrument = lookup.instruments.get(order.instrument)
    const base = lookup.assets.get(instrument?.base ?? '')
    refuseUnknown(
      findings,
      `${field}.instrument`,
      order.instrument,
      [...lookup.instruments.keys()],
      'a listed instrument',
    )
    if (instrument === undefined || base === undefined) return []
    const remaining = findings.attempt(`${field}.size`, order.size, () => lotsOfText(instrument, base, order.size))
    const price = findings.attempt(`${field}.price`, order.price, () => ticksOfText(instrument, order.price))
    if (remaining === null || price === null) return []
    const { id, side, reduceOnly = false } = order
    return [{ id, instrument: instrument.id, side, remaining, price, reduceOnly }]
  })
  return open.toSorted((a, b) => byText(a.id, b.id))
}

const requireMarks = (
  findings: Findings,
  {
    rules,
    marks,
    accounts,
  }: { readonly rules: MarginRules; readonly marks: MarkPrices; readonly accounts: readonly Account[] },
): void => {
  for (const [index, account] of accounts.entries()) {
    const missing = missingMark(rules, account, marks)
    if (missing !== null)
      findings.refuse(`accounts.${index}`, account.id, `a mark for ${missing}`, `add ${missing} to 'marks'`)
  }
  findings.settle()
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0)
