import type { Account } from '../accounts/index.ts'
import type { MarginRules, MarkPrices } from '../margin/index.ts'
import { radiusOf, restingRadius } from './clearance.ts'
import { createColumns, reach, ROUTE, writeFolded, type Columns } from './columns.ts'
import { fold } from './fold.ts'
import { layTable, moveBetween, readMarks, type PriceTable } from './price-table.ts'
import { wakesNow } from './sweep.ts'
import type { WakeLevel, Watch } from './types.ts'

/** A new anchor is dropped once more than one account in so many had to be screened at a look, and could be told. */
const SCREENED_SHARE = 16

/**
 * The float screen in front of the exact path; it names what `createExactSweep` names.
 *
 * Every account carries the relative move of all marks, from an anchor, up to which it is surely safe. A look compares that
 * radius (or surely breached, then with a minus) with the largest move since the anchor; accounts beyond it are screened at
 * the present marks, and only those that the screen cannot tell are measured exactly. Once many had to be screened, the next
 * look becomes the new anchor.
 *
 * @source docs/models/watch-screen.md
 */
export const createScreen = (rules: MarginRules): Watch => {
  const table = layTable(rules)
  const columns = createColumns(1_024)
  const screen: Screen = { rules, table, anchor: table, stale: true, looks: 0, columns, accounts: [], wakes: [] }
  return {
    refresh: (index, account, wake) => {
      reach(columns, index)
      while (screen.accounts.length < index) {
        screen.accounts.push(null)
        screen.wakes.push(null)
      }
      screen.accounts[index] = account
      screen.wakes[index] = wake
      place(screen, index)
    },
    named: (marks) => look(screen, marks),
    setRules: (changed) => {
      screen.rules = changed
      screen.table = layTable(changed)
      screen.anchor = screen.table
      screen.stale = true
      for (let index = 0; index < columns.count; index += 1) place(screen, index)
    },
    looks: () => screen.looks,
  }
}

interface Screen {
  rules: MarginRules
  /** Marks of the present look. */
  table: PriceTable
  /** Marks from which radii count. */
  anchor: PriceTable
  /** Whether the next look becomes the anchor. */
  stale: boolean
  looks: number
  readonly columns: Columns
  readonly accounts: (Account | null)[]
  readonly wakes: WakeLevel[]
}

/** One pass over all accounts: told by radius, else told by the screen at the present marks, else measured exactly. */
const look = (screen: Screen, marks: MarkPrices): number[] => {
  const { columns, table } = screen
  readMarks(table, marks)
  if (screen.stale || moveBetween(table, screen.anchor.prices) === Number.POSITIVE_INFINITY) dropAnchor(screen)
  const moved = moveBetween(table, screen.anchor.prices)
  const found: number[] = []
  const { radii, count } = columns
  let screened = 0
  for (let index = 0; index < count; index += 1) {
    const anchored = radii[index] ?? 0
    if (anchored > moved) continue
    if (-anchored > moved) {
      found.push(index)
      continue
    }
    const radius = radiusAt(columns, table, index)
    if (radius > 0 || radius < 0) screened += 1
    if (radius > 0) continue
    if (radius < 0 || breachedExactly(screen, marks, index)) found.push(index)
  }
  screen.stale = screened * SCREENED_SHARE > count
  return found
}

const breachedExactly = (screen: Screen, marks: MarkPrices, index: number): boolean => {
  const account = screen.accounts[index] ?? null
  const wake = screen.wakes[index] ?? null
  if (account === null || wake === null) return false
  screen.looks += 1
  return wakesNow(screen.rules, account, marks, wake)
}

const dropAnchor = (screen: Screen): void => {
  const { columns, table } = screen
  screen.anchor = { ...table, prices: table.prices.slice() }
  for (let index = 0; index < columns.count; index += 1) columns.radii[index] = radiusAt(columns, screen.anchor, index)
  screen.stale = false
}

/** Folds an account into the columns, if it can be, and gives it its radius. */
const place = (screen: Screen, index: number): void => {
  const { columns, anchor } = screen
  columns.routes[index] = routeOf(screen, index)
  columns.radii[index] = radiusAt(columns, anchor, index)
}

const routeOf = ({ columns, rules, table, accounts, wakes }: Screen, index: number): number => {
  const account = accounts[index] ?? null
  const wake = wakes[index] ?? null
  if (account === null || wake === null) return ROUTE.never
  if (wake === 'always') return ROUTE.always
  const route = fold(rules, table, account, wake)
  if (route.kind !== 'screen') return ROUTE[route.kind]
  writeFolded(columns, index, route.folded)
  return route.folded.ordered ? ROUTE.screenOrders : ROUTE.screen
}

/**
 * Radius at a table's marks: endless for accounts never or always named, NaN for those that only the exact path knows. A
 * resting order can only add to the requirement, so it limits how far an account is safe, not how far it is breached.
 */
const radiusAt = (columns: Columns, table: PriceTable, index: number): number => {
  const route: number = columns.routes[index] ?? ROUTE.never
  switch (route) {
    case ROUTE.screen:
      return radiusOf(columns, table, index)
    case ROUTE.screenOrders:
      return Math.min(radiusOf(columns, table, index), restingRadius(columns, table, index))
    case ROUTE.look:
      return Number.NaN
    case ROUTE.always:
      return Number.NEGATIVE_INFINITY
    default:
      return Number.POSITIVE_INFINITY
  }
}
