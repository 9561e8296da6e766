import { cappedProRata, RATIO_ONE, type CappedProRata } from '@ebbline/core'
import { exactIn, exactOf, listIn, type Adapter } from './adapter.ts'

const FILE = 'venue-docs-and-adl.json'

/** Decimals of endowments, caps and budgets; a common scale cancels in every haircut. */
const DECIMALS = 18

/** Haircuts under caps: the allocation behind the deleveraging rule `water-filling`. */
export const cappedProRataCase: Adapter = {
  file: FILE,
  formula: 'cappedProRata',
  run: (inputs) => {
    const result = cappedProRata({
      endowments: listIn(inputs, 'endowments').map((value) => exactOf('endowments', value, DECIMALS)),
      caps: listIn(inputs, 'caps').map((value) => ({
        numerator: exactOf('caps', value, DECIMALS),
        denominator: RATIO_ONE,
      })),
      budget: exactIn(inputs, 'budget', DECIMALS),
    })
    return result.kind === 'infeasible' ? { verdict: 'infeasible' } : { haircuts: rationals(result) }
  },
}

/** One haircut for all winners together: the same allocation with one endowment and no cap below the whole. */
export const proRataHaircutCase: Adapter = {
  file: FILE,
  formula: 'proRataHaircut',
  run: (inputs) => {
    const result = cappedProRata({
      endowments: [exactIn(inputs, 'winnerEndowment', DECIMALS)],
      caps: [{ numerator: 1n, denominator: 1n }],
      budget: exactIn(inputs, 'deficit', DECIMALS),
    })
    return result.kind === 'infeasible' ? { verdict: 'infeasible' } : { haircut: rationals(result)[0] }
  },
}

const rationals = (result: Extract<CappedProRata, { kind: 'haircuts' }>) =>
  result.haircuts.map(({ numerator, denominator }) => ({ num: numerator, den: denominator }))
