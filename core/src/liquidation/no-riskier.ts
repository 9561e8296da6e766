import { ratioOf, type Atoms } from '../units/index.ts'
import { scenarioLoss, type ShockGrid } from './scenario-loss.ts'
import { tradeAtMark } from './trade-at-mark.ts'
import type { DraftLeg, LiquidationView } from './types.ts'

/** The shocks by which slices are judged: 20 % of all underlyings together, 5 % of each alone, either way. */
const GRID: ShockGrid = { joint: ratioOf('0.2'), alone: ratioOf('0.05'), betas: new Map() }

/** Scenario loss before and after legs, once what is in flight has landed; numeraire atoms, at mark. */
export const lossesAround = (
  view: LiquidationView,
  legs: readonly DraftLeg[],
): { readonly before: Atoms; readonly after: Atoms } => {
  const flying = view.account.positions.map(({ instrument }) => ({
    instrument,
    size: view.inFlight(instrument),
    limit: null,
  }))
  const landed = tradeAtMark(view, flying)
  const sliced = tradeAtMark({ ...view, account: landed }, legs)
  return { before: scenarioLoss(view, landed, GRID), after: scenarioLoss(view, sliced, GRID) }
}

/** Whether filling just these legs leaves the account no riskier under the shocks. */
export const noRiskier = (view: LiquidationView, legs: readonly DraftLeg[]): boolean => {
  const { before, after } = lossesAround(view, legs)
  return after <= before
}
