import { least, lots, type Lots, type Ratio } from '../../units/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { choice, noRules, schemaOf, textIn, ZERO } from '../parameters.ts'
import { emptyPath } from '../path.ts'
import { legsOfSales, milestones, proceeds, repaymentOf, saleCost, type Repayment, type Sale } from '../repayment.ts'
import type { DirectionStrategy, LiquidationView, Path } from '../types.ts'

/**
 * Sells collateral for the numeraire in its spot markets. The proceeds repay what is owed: the numeraire first, then other debts
 * in the order of the account, bought back in their own spot markets.
 *
 * `order`: by `cost`, one asset after the other, the one that loses least against mark per unit of value first; or all
 * `pro-rata`. `most`: the path ends once the `debt` is repaid, fee, penalty and book inside, or goes on to sell `everything`,
 * which frees the haircut.
 *
 * @source docs/models/loans.md, section 3
 */
export const sellCollateral: DirectionStrategy = {
  name: 'sell-collateral',
  schema: schemaOf({
    order: choice('which collateral goes first', ['cost', 'pro-rata']),
    most: choice('where selling ends', ['debt', 'everything']),
  }),
  check: noRules,
  sells: true,
  create: (parameters) => {
    const terms: Terms = {
      byCost: textIn(parameters, 'order') === 'cost',
      debtOnly: textIn(parameters, 'most') === 'debt',
    }
    return (view, penaltyRate = ZERO) => salePath(view, repaymentOf(view, penaltyRate), terms)
  },
}

interface Terms {
  readonly byCost: boolean
  readonly debtOnly: boolean
}

/** How much of each sale a step sells. */
interface Schedule {
  readonly steps: bigint
  readonly corners: readonly bigint[]
  readonly salesAt: (step: bigint) => readonly Sale[]
}

const salePath = (view: LiquidationView, repayment: Repayment, { byCost, debtOnly }: Terms): Path => {
  const schedule = byCost ? inTurn(cheapestFirst(view, repayment)) : pro(repayment.sales)
  if (schedule.steps === 0n) return emptyPath({})
  const reached = milestones(view, repayment).map((needed) => stepBringing(view, schedule, needed, repayment.rate))
  const steps = debtOnly ? (reached.at(-1) ?? schedule.steps) : schedule.steps
  if (debtOnly && repayment.debts.length === 0 && repayment.cash >= 0n) return emptyPath({ owed: 'nothing' })
  const corners = new Set([1n, ...reached, ...schedule.corners, steps].map((corner) => least(corner, steps)))
  return {
    steps,
    corners: [...corners].filter((corner) => corner > 0n).toSorted((a, b) => (a < b ? -1 : 1)),
    at: (step) => (step <= 0n ? [] : legsOfSales(view, repayment, schedule.salesAt(step))),
    facts: {
      sells: repayment.sales.map(({ spot }) => spot.id).join(' '),
      repays: repayment.debts.map(({ spot }) => spot.id).join(' '),
      owedAtoms: String(repayment.cash < 0n ? -repayment.cash : 0n),
    },
  }
}

/** The first step whose sales bring an amount; the last step when none does. */
const stepBringing = (view: LiquidationView, schedule: Schedule, needed: bigint, rate: Ratio): bigint =>
  bisectInteger(0n, schedule.steps, (step) => {
    let brought = 0n
    for (const sale of schedule.salesAt(step)) brought += proceeds(view, sale, rate)
    return brought >= needed
  }) ?? schedule.steps

const cheapestFirst = (view: LiquidationView, { sales, rate }: Repayment): readonly Sale[] => {
  const ranked = sales.map((sale) => ({ sale, ...saleCost(view, sale, rate) }))
  const cost = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1)
  return ranked.toSorted((a, b) => cost(a.lost * b.worth, b.lost * a.worth)).map(({ sale }) => sale)
}

/** One lot a step, sale after sale. */
const inTurn = (sales: readonly Sale[]): Schedule => {
  const corners: bigint[] = []
  for (const sale of sales) corners.push((corners.at(-1) ?? 0n) + sale.lots)
  return {
    steps: corners.at(-1) ?? 0n,
    corners,
    salesAt: (step) => {
      let open = step
      return sales.map(({ spot, lots: size }) => {
        const sold: Lots = least(size, lots(open))
        open -= sold
        return { spot, lots: sold }
      })
    },
  }
}

/** All sales in proportion, each rounded down: the last step alone sells the last lots of the smaller ones. */
const pro = (sales: readonly Sale[]): Schedule => {
  const steps = sales.reduce((most, sale) => (sale.lots > most ? sale.lots : most), 0n)
  return {
    steps,
    corners: steps > 1n ? [steps - 1n, steps] : [steps],
    salesAt: (step) => sales.map(({ spot, lots: size }) => ({ spot, lots: lots((size * step) / steps) })),
  }
}
