import {
  applyAll,
  changeAccount,
  createEngine,
  lots,
  ratioOf,
  scenarioLoss,
  type Account,
  type Decision,
  type Engine,
  type PolicyDeclaration,
  type ShockGrid,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'

/** What one slice that was chosen with hedges in view did to the scenario loss of its account [numeraire atoms]. */
export interface HedgedSlice {
  readonly decision: string
  readonly stage: string
  /** Whether the account was long one market and short another. */
  readonly hedged: boolean
  readonly before: bigint
  readonly after: bigint
  /** What one lot of each of its markets can lose: sizes are whole lots, so a hedge cannot be cut closer than that. */
  readonly oneLotEach: bigint
}

/** Slices after which an account could lose more than before, by more than lots can tell. */
export const nakedBy = (slices: readonly HedgedSlice[]): readonly HedgedSlice[] =>
  slices.filter(({ before, after, oneLotEach }) => after > before + oneLotEach)

/** All filled slices of a policy's hedge-aware stages, from the journal alone: it is folded, and fills are put on the account before them. */
export const slicesOf = (policy: PolicyDeclaration, entries: readonly JournalEntry[]): readonly HedgedSlice[] => {
  const grids = new Map(
    policy.stages.flatMap(({ name, direction }) =>
      direction.rule === 'hedge-aware' ? [[name, gridOf(direction)] as const] : [],
    ),
  )
  const engine = createEngine()
  const open = new Map<string, Decision>()
  const slices: HedgedSlice[] = []
  for (const entry of entries) {
    for (const { decision, account } of filledIn(engine, entry, open)) {
      const grid = grids.get(decision.stage)
      const before = engine.state.accounts.get(decision.account)
      if (grid === undefined || before === undefined || decision.policy !== policy.name) continue
      slices.push({
        decision: decision.id,
        stage: decision.stage,
        hedged: isHedged(before),
        before: lossOf(engine, before, grid),
        after: lossOf(engine, account, grid),
        oneLotEach: before.positions.reduce((sum, position) => {
          const lot = { ...position, size: lots(1n) }
          return sum + lossOf(engine, { ...before, balances: [], positions: [lot] }, grid)
        }, 0n),
      })
    }
    applyAll(engine, entry)
    for (const event of entry.events) if (event.kind === 'decided') open.set(event.decision.id, event.decision)
  }
  return slices
}

interface Filled {
  readonly decision: Decision
  /** The account with nothing but the fills of this decision on top of what it was before the entry. */
  readonly account: Account
}

const filledIn = (engine: Engine, entry: JournalEntry, open: ReadonlyMap<string, Decision>): readonly Filled[] => {
  const filled = new Map<string, Filled>()
  for (const event of entry.events) {
    if (event.kind !== 'moved' || event.movement.cause.kind !== 'fill') continue
    const { takerOrder } = event.movement.cause
    const decision = open.get(takerOrder.slice(0, takerOrder.lastIndexOf('.')))
    if (decision === undefined) continue
    const account = filled.get(decision.id)?.account ?? engine.state.accounts.get(decision.account)
    const change = event.movement.changes.find((each) => each.account === decision.account)
    if (account !== undefined && change !== undefined)
      filled.set(decision.id, { decision, account: changeAccount(account, change) })
  }
  return [...filled.values()]
}

const lossOf = (engine: Engine, account: Account, grid: ShockGrid): bigint => {
  const { compiled, prices } = engine.state
  return compiled === null ? 0n : scenarioLoss({ rules: compiled.rules, marks: prices }, account, grid)
}

const isHedged = ({ positions }: Account): boolean =>
  positions.some(({ size }) => size > 0n) && positions.some(({ size }) => size < 0n)

const gridOf = (direction: PolicyDeclaration['stages'][number]['direction']): ShockGrid => ({
  joint: ratioOf(String(direction['joint'])),
  alone: ratioOf(String(direction['alone'])),
  betas: new Map(),
})
