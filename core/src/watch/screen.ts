import type { MarginRules, MarkPrices } from '../margin/index.ts'
import { readMarks } from './price-table.ts'
import { changeRules, createRoster, enlist, lookAt, verdictOf, type Roster } from './roster.ts'
import type { Watch } from './types.ts'

/**
 * The full screen: evaluates every account in floats at each look, and measures exactly those that the floats cannot tell. It
 * is what `createWatch` saves, and what it is compared with.
 *
 * @source docs/models/watch-index.md, theorem 1
 */
export const createScreen = (rules: MarginRules): Watch => {
  const roster = createRoster(rules)
  return {
    refresh: (index, account, wake) => void enlist(roster, index, account, wake),
    named: (marks) => screenAll(roster, marks),
    setRules: (changed) => changeRules(roster, changed),
    looks: () => roster.looks,
  }
}

const screenAll = (roster: Roster, marks: MarkPrices): number[] => {
  readMarks(roster.table, marks)
  const found: number[] = []
  for (let index = 0; index < roster.columns.count; index += 1) {
    const verdict = verdictOf(roster, index)
    if (verdict > 0) continue
    if (verdict < 0 || lookAt(roster, marks, index) === 'breached') found.push(index)
  }
  return found
}
