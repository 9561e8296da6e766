import type { Account } from '../accounts/index.ts'
import type { MarginRules } from '../margin/index.ts'
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
export const createScreen = (initial: MarginRules): Watch => {
  const accounts: (Account | null)[] = []
  const wakes: WakeLevel[] = []
  const columns = createColumns(1_024)
  let rules = initial
  let table = layTable(rules)
  let anchor = layTable(rules)
  let stale = true
  let looks = 0

  const place = (index: number): void => {
    columns.routes[index] = routeOf(columns, index, { rules, table, account: accounts[index], wake: wakes[index] })
    columns.radii[index] = anchoredRadius(columns, anchor, index)
  }

  const drop = (): void => {
    anchor = { ...table, prices: table.prices.slice() }
    for (let index = 0; index < columns.count; index += 1) columns.radii[index] = anchoredRadius(columns, anchor, index)
    stale = false
  }

  return {
    refresh: (index, account, wake) => {
      reach(columns, index)
      while (accounts.length < index) {
        accounts.push(null)
        wakes.push(null)
      }
      accounts[index] = account
      wakes[index] = wake
      place(index)
    },
    named: (marks) => {
      readMarks(table, marks)
      if (stale || moveBetween(table, anchor.prices) === Number.POSITIVE_INFINITY) drop()
      const moved = moveBetween(table, anchor.prices)
      const found: number[] = []
      const { radii, count } = columns
      let screened = 0
      for (let index = 0; index < count; index += 1) {
        const anchored = radii[index] ?? 0
        if (anchored > moved) continue
        const radius = -anchored > moved ? anchored : anchoredRadius(columns, table, index)
        if (radius < 0) found.push(index)
        if (radius > 0 || radius < 0) {
          if (-anchored <= moved) screened += 1
          continue
        }
        const account = accounts[index] ?? null
        const wake = wakes[index] ?? null
        if (account === null || wake === null) continue
        looks += 1
        if (wakesNow(rules, account, marks, wake)) found.push(index)
      }
      stale = screened * SCREENED_SHARE > count
      return found
    },
    setRules: (changed) => {
      rules = changed
      table = layTable(rules)
      anchor = layTable(rules)
      stale = true
      for (let index = 0; index < columns.count; index += 1) place(index)
    },
    looks: () => looks,
  }
}

interface Watched {
  readonly rules: MarginRules
  readonly table: PriceTable
  readonly account: Account | null | undefined
  readonly wake: WakeLevel | undefined
}

/** Folds an account into the columns, if it can be, and says how to treat it. */
const routeOf = (columns: Columns, index: number, { rules, table, account, wake }: Watched): number => {
  if (account === null || account === undefined || wake === null || wake === undefined) return ROUTE.never
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
const anchoredRadius = (columns: Columns, table: PriceTable, index: number): number => {
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
