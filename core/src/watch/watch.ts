import type { MarginRules, MarkPrices } from '../margin/index.ts'
import { anchor } from './anchor.ts'
import { ROUTE } from './columns.ts'
import {
  clearEdges,
  createEdges,
  fallingLine,
  meet,
  pointOn,
  reachEdges,
  risingLine,
  unlinkAll,
  type Edges,
} from './edges.ts'
import { addIndex, createIndexSet, nextIndex, reachIndex, removeIndex, type IndexSet } from './index-set.ts'
import { readMarks } from './price-table.ts'
import { changeRules, createRoster, enlist, lookAt, verdictOf, type Roster } from './roster.ts'
import type { Watch } from './types.ts'

/** Where an account stands between looks: not named until an edge is met, named until one is, to be evaluated at every look. */
const QUIET = 0
const NAMED = 1
const RESTLESS = 2

/** Accounts that one look anchors at most: some, and one in so many. The rest stays restless and costs an evaluation a look. */
const ANCHORED_MIN = 64
const ANCHORED_SHARE = 32

/** Once a look has met one edge in so many, evaluating everybody is cheaper than going on. */
const MET_SHARE = 16

/**
 * The index that the engine asks: it names what `createExactSweep` names, and touches only accounts that marks could have
 * taken across their level since the last look.
 *
 * Every account whose verdict is sure lies still behind edges, log prices that a mark must meet before the verdict can change:
 * one for a position with its own cash, one a leg for a cross account. Accounts whose edges are met, that changed, or that
 * only the exact path can tell are *restless*: a look evaluates them, names some, and anchors those that it is sure of.
 *
 * @source docs/models/watch-index.md
 */
export const createWatch = (rules: MarginRules): Watch => {
  const roster = createRoster(rules)
  const index: Index = {
    roster,
    edges: createEdges(roster.table.markets.length, roster.columns.routes.length),
    standing: new Uint8Array(roster.columns.routes.length),
    attention: createIndexSet(roster.columns.routes.length),
  }
  return {
    refresh: (at, account, wake) => {
      makeRoom(index, enlist(roster, at, account, wake))
      unlinkAll(index.edges, at)
      stand(index, at)
    },
    named: (marks) => {
      wakeCrossed(index, marks)
      return nameAll(index, marks)
    },
    setRules: (changed) => {
      changeRules(roster, changed)
      index.edges = createEdges(roster.table.markets.length, roster.columns.routes.length)
      wakeAll(index)
    },
    looks: () => roster.looks,
  }
}

interface Index {
  readonly roster: Roster
  edges: Edges
  /** QUIET, NAMED or RESTLESS. */
  standing: Uint8Array
  /** Everybody who is named or restless. */
  readonly attention: IndexSet
}

const makeRoom = (index: Index, room: number): void => {
  if (room === index.standing.length) return
  reachEdges(index.edges, room)
  reachIndex(index.attention, room)
  const larger = new Uint8Array(room)
  larger.set(index.standing)
  index.standing = larger
}

/** Where an account stands before anything is known of it. */
const stand = (index: Index, at: number): void => {
  const route = index.roster.columns.routes[at] as number
  index.standing[at] = route === ROUTE.never ? QUIET : route === ROUTE.always ? NAMED : RESTLESS
  if (route === ROUTE.never) removeIndex(index.attention, at)
  else addIndex(index.attention, at)
}

/** Reads the marks and makes everybody restless whose edges they meet; everybody at all, if that is cheaper or must be. */
const wakeCrossed = (index: Index, marks: MarkPrices): void => {
  const { roster, edges, standing, attention } = index
  const { table } = roster
  if (readMarks(table, marks)) return wakeAll(index)
  const wake = (at: number): void => {
    standing[at] = RESTLESS
    addIndex(attention, at)
  }
  let left = ANCHORED_MIN + edges.linked / MET_SHARE
  for (let change = 0; change < table.changes && left > 0; change += 1) {
    const market = table.changed[change] as number
    const logPrice = table.logPrices[market] as number
    for (const line of [fallingLine(market), risingLine(market)])
      left -= meet(edges, line, pointOn(line, logPrice), wake)
  }
  if (left <= 0) wakeAll(index)
}

const wakeAll = (index: Index): void => {
  clearEdges(index.edges)
  for (let at = 0; at < index.roster.columns.count; at += 1) stand(index, at)
}

const nameAll = (index: Index, marks: MarkPrices): number[] => {
  const { standing, attention, roster } = index
  const found: number[] = []
  let left = ANCHORED_MIN + roster.columns.count / ANCHORED_SHARE
  for (let at = nextIndex(attention, 0); at >= 0; at = nextIndex(attention, at + 1)) {
    if (standing[at] === NAMED) {
      found.push(at)
      continue
    }
    const verdict = verdictOf(roster, at)
    if (verdict < 0 || (!(verdict > 0) && doubt(index, marks, at))) found.push(at)
    if (left <= 0 || !(verdict > 0 || verdict < 0)) continue
    left -= 1
    settle(index, at, verdict)
  }
  return found
}

/** Whether the exact path names an account. Without a mark it need not be asked again until one appears. */
const doubt = (index: Index, marks: MarkPrices, at: number): boolean => {
  const exact = lookAt(index.roster, marks, at)
  if (exact === 'unmarked') quiet(index, at)
  return exact === 'breached'
}

/** Lets an account lie still behind new edges. */
const settle = (index: Index, at: number, verdict: number): void => {
  const { roster, edges } = index
  anchor(edges, roster.columns, roster.table, at, verdict)
  if (verdict > 0) quiet(index, at)
  else index.standing[at] = NAMED
}

const quiet = (index: Index, at: number): void => {
  index.standing[at] = QUIET
  removeIndex(index.attention, at)
}
