import type { Account } from '../accounts/index.ts'
import { breaches, measure, missingMark, type MarginRules, type MarkPrices } from '../margin/index.ts'
import { clearanceOf, restingRadius } from './clearance.ts'
import { createColumns, reach, ROUTE, writeFolded, type Columns } from './columns.ts'
import { fold } from './fold.ts'
import { layTable, type PriceTable } from './price-table.ts'
import { setBand, sideOf } from './trigger.ts'
import type { WakeLevel } from './types.ts'

/** Everybody who is watched: as they are, and folded into columns for the screen. */
export interface Roster {
  rules: MarginRules
  table: PriceTable
  /** Exact measures made so far. */
  looks: number
  readonly columns: Columns
  readonly accounts: (Account | null)[]
  readonly wakes: WakeLevel[]
}

/** Nobody yet. */
export const createRoster = (rules: MarginRules): Roster => ({
  rules,
  table: layTable(rules),
  looks: 0,
  columns: createColumns(64),
  accounts: [],
  wakes: [],
})

/** Sets who stands at an index. @returns the room in the columns. */
export const enlist = (roster: Roster, index: number, account: Account | null, wake: WakeLevel): number => {
  const { columns, accounts, wakes } = roster
  const room = reach(columns, index)
  while (accounts.length < index) {
    accounts.push(null)
    wakes.push(null)
  }
  accounts[index] = account
  wakes[index] = wake
  columns.routes[index] = routeOf(roster, index)
  return room
}

/** Changes the rules; everybody is folded anew, and no mark is known until the next reading. */
export const changeRules = (roster: Roster, rules: MarginRules): void => {
  roster.rules = rules
  roster.table = layTable(rules)
  for (let index = 0; index < roster.columns.count; index += 1) roster.columns.routes[index] = routeOf(roster, index)
}

const routeOf = ({ columns, rules, table, accounts, wakes }: Roster, index: number): number => {
  const account = accounts[index] ?? null
  const wake = wakes[index] ?? null
  if (account === null || wake === null) return ROUTE.never
  if (wake === 'always') return ROUTE.always
  const route = fold(rules, table, account, wake)
  if (route.kind !== 'screen') return ROUTE[route.kind]
  writeFolded(columns, index, route.folded)
  if (route.folded.ordered) return ROUTE.screenOrders
  return setBand(columns, table, index) ? ROUTE.trigger : ROUTE.screen
}

/**
 * What the screen says at the table's marks: above 0 surely safe, below 0 surely to be named, 0 or NaN: only the exact path can
 * tell. A resting order that may lose can only add to the requirement, so it spoils what is safe, not what is breached.
 */
export const verdictOf = ({ columns, table }: Roster, index: number): number => {
  const route = columns.routes[index] as number
  if (route === ROUTE.screen) return clearanceOf(columns, table, index)
  if (route === ROUTE.trigger) return sideOf(columns, table, index)
  if (route === ROUTE.look) return Number.NaN
  if (route === ROUTE.screenOrders) return withOrders(columns, table, index)
  return route === ROUTE.always ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}

const withOrders = (columns: Columns, table: PriceTable, index: number): number => {
  const clearance = clearanceOf(columns, table, index)
  return clearance > 0 && restingRadius(columns, table, index) === 0 ? 0 : clearance
}

/** What the exact path says of an account; one without a mark can neither be measured nor be named. */
export type ExactVerdict = 'safe' | 'breached' | 'unmarked'

/** Measures one account exactly. */
export const lookAt = (roster: Roster, marks: MarkPrices, index: number): ExactVerdict => {
  const account = roster.accounts[index] ?? null
  const wake = roster.wakes[index] ?? null
  if (account === null || wake === null) return 'safe'
  if (wake === 'always') return 'breached'
  if (missingMark(roster.rules, account, marks) !== null) return 'unmarked'
  roster.looks += 1
  return breaches(measure(roster.rules, account, marks, 'maintenance'), wake) ? 'breached' : 'safe'
}
