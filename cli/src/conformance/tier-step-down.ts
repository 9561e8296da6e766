import {
  directions,
  lots,
  magnitude,
  measure,
  NO_ATOMS,
  NO_LOTS,
  ratio,
  ratioOf,
  sizings,
  startMemory,
  triggers,
  type LiquidationView,
} from '@ebbline/core'
import { CaseShapeError, type Adapter, type Inputs } from './adapter.ts'
import { accountIn, marksAt, moneyOf, priceIn, rulesOf, sizeText } from './single-position.ts'

/** Contracts to the top of a lower tier, none in the lowest: trigger `tier-above-lowest`, direction `largest-position` and sizing `tier-step` with contracts worth 1. */
export const tierStepDownCase: Adapter = {
  file: 'venue-docs-and-adl.json',
  formula: 'tierStepDown',
  run: (inputs) => {
    const view = viewIn(inputs)
    const trigger = triggers.find((known) => known.name === 'tier-above-lowest')
    const direction = directions.find((known) => known.name === 'largest-position')
    const sizing = sizings.find((known) => known.name === 'tier-step')
    if (trigger === undefined || direction === undefined || sizing === undefined)
      throw new CaseShapeError(
        'formula',
        'tierStepDown',
        'a core with tier-above-lowest, largest-position and tier-step',
      )
    if (!trigger.create({}, unnested).holds(view).holds) return { contractsToClose: sizeText(NO_LOTS) }
    const path = direction.create({ by: 'notional' })(view)
    const { step } = sizing.create({})(view, path, ratio(0n))
    const [leg] = path.at(step)
    return { contractsToClose: sizeText(magnitude(leg?.size ?? NO_LOTS)) }
  },
}

const unnested = (nested: unknown): never => {
  throw new CaseShapeError('enter', nested, 'a rule without nested rules')
}

const viewIn = (inputs: Inputs): LiquidationView => {
  const rate = ratioOf('0.01')
  const rules = rulesOf([
    { floor: NO_ATOMS, initialRate: rate, maintenanceRate: rate },
    { floor: moneyOf('targetTierMax', inputs['targetTierMax']), initialRate: rate, maintenanceRate: rate },
  ])
  const position = { size: inputs['positionContracts'], entry: 1, collateral: 0 }
  const account = accountIn(position, 'long')
  const marks = marksAt(priceIn(position, 'entry'))
  return {
    time: 0,
    account,
    rules,
    marks,
    index: marks,
    maintenance: measure(rules, account, marks, 'maintenance'),
    depth: (instrument) => ({ instrument, bids: [], asks: [] }),
    feeRate: ratio(0n),
    inFlight: () => lots(0n),
    fund: () => NO_ATOMS,
    episode: startMemory(0),
  }
}
