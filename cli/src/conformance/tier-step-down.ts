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
  type LiquidationView,
} from '@ebbline/core'
import { CaseShapeError, type Adapter, type Inputs } from './adapter.ts'
import { accountIn, marksAt, moneyOf, priceIn, rulesOf, sizeText } from './single-position.ts'

/** Contracts to the top of a lower tier: direction `largest-position` and sizing `tier-step` with contracts worth 1. */
export const tierStepDownCase: Adapter = {
  file: 'venue-docs-and-adl.json',
  formula: 'tierStepDown',
  run: (inputs) => {
    const view = viewIn(inputs)
    const direction = directions.find((known) => known.name === 'largest-position')
    const sizing = sizings.find((known) => known.name === 'tier-step')
    if (direction === undefined || sizing === undefined)
      throw new CaseShapeError('formula', 'tierStepDown', 'a core with largest-position and tier-step')
    const path = direction.create({ by: 'notional' })(view)
    const { step } = sizing.create({})(view, path, ratio(0n))
    const [leg] = path.at(step)
    return { contractsToClose: sizeText(magnitude(leg?.size ?? NO_LOTS)) }
  },
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
