import { atoms, divide, greatest, least, lots, type Atoms } from '../../units/index.ts'
import { bisectInteger } from '../../math/index.ts'
import { maxSizeWithin } from '../../market/index.ts'
import { choice, noRules, schemaOf, textIn, ZERO } from '../parameters.ts'
import { emptyPath } from '../path.ts'
import {
  legsOf,
  milestones,
  proceeds,
  repaymentOf,
  saleCost,
  type Given,
  type Repayment,
  type Sale,
} from '../repayment.ts'
import type { DirectionStrategy, LiquidationView, Path } from '../types.ts'

/**
 * Sells collateral for the numeraire in its spot markets. The proceeds, after cash at hand, repay what is owed: the numeraire
 * first, then other debts in the order of the account, bought back in their own spot markets.
 *
 * `order`: by `cost`, one asset after the other, the one that loses least against mark per unit of value first, each as far as its
 * book shows buyers before any goes beyond; or all `pro-rata`. `most`: the path ends once the `debt` is repaid, fee, penalty and
 * book inside, or goes on to sell `everything`, which frees the haircut.
 *
 * @source docs/models/loans.md, section 3
 */
export const sellCollateral: DirectionStrategy = {
  name: 'sell-collateral',
  formula: 'least loss against mark first (cost) or in proportion (pro-rata), until debt = 0 or all is sold',
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

/** What each step gives up. */
interface Schedule {
  readonly steps: bigint
  readonly corners: readonly bigint[]
  readonly salesAt: (step: bigint) => readonly Sale[]
}

/** Cash at hand repays debts first, in so many even parts. */
const CASH_STEPS = 1_024n

const salePath = (view: LiquidationView, repayment: Repayment, { byCost, debtOnly }: Terms): Path => {
  const { sales, debts, cash } = repayment
  if (debtOnly && debts.length === 0 && cash >= 0n) return emptyPath({ owed: 'nothing' })
  const schedule = byCost ? inTurn(view, cheapestFirst(view, repayment)) : pro(view, sales)
  const prelude = cash > 0n && debts.length > 0 ? CASH_STEPS : 0n
  const whole = prelude + schedule.steps
  const givenAt = (step: bigint): Given => ({
    sales: schedule.salesAt(greatest(0n, step - prelude)),
    cash: step < prelude ? atoms((cash * step) / prelude) : cash,
  })
  const reached = milestones(view, repayment).map((needed) => stepBringing(view, repayment, { whole, givenAt, needed }))
  const steps = debtOnly ? (reached.at(-1) ?? whole) : whole
  const corners = new Set([prelude, ...reached, ...schedule.corners.map((corner) => prelude + corner), steps])
  return {
    steps,
    corners: [...corners].filter((corner) => corner > 0n && corner <= steps).toSorted((a, b) => (a < b ? -1 : 1)),
    at: (step) => (step <= 0n ? [] : legsOf(view, repayment, givenAt(step))),
    facts: {
      sells: sales.map(({ spot }) => spot.id).join(' '),
      repays: debts.map(({ spot }) => spot.id).join(' '),
      owedAtoms: String(cash < 0n ? -cash : 0n),
    },
  }
}

interface Search {
  readonly whole: bigint
  readonly givenAt: (step: bigint) => Given
  readonly needed: Atoms
}

/** The first step that brings an amount, cash included; the last step when none does. */
const stepBringing = (view: LiquidationView, { rate }: Repayment, { whole, givenAt, needed }: Search): bigint =>
  bisectInteger(0n, whole, (step) => {
    const { sales, cash } = givenAt(step)
    let brought: bigint = cash
    for (const sale of sales) brought += proceeds(view, sale, rate)
    return brought >= needed
  }) ?? whole

/** A sale that no book shows buyers for goes last. */
const WORTHLESS = { lost: 1n, worth: 1n } as const

const cheapestFirst = (view: LiquidationView, { sales, rate }: Repayment): readonly Sale[] => {
  const ranked = sales.map((sale) => {
    const size = lots(shown(view, sale))
    return { sale, ...(size === 0n ? WORTHLESS : saleCost(view, { ...sale, lots: size }, rate)) }
  })
  const cost = (a: bigint, b: bigint): number => (a === b ? 0 : a < b ? -1 : 1)
  return ranked.toSorted((a, b) => cost(a.lost * b.worth, b.lost * a.worth)).map(({ sale }) => sale)
}

/** One lot a step, sale after sale: first of each what its book shows buyers for, then of each what is left. */
const inTurn = (view: LiquidationView, sales: readonly Sale[]): Schedule => {
  const parts = [
    ...sales.map((sale, index) => ({ index, size: shown(view, sale) })),
    ...sales.map((sale, index) => ({ index, size: sale.lots - shown(view, sale) })),
  ]
  const corners: bigint[] = []
  for (const { size } of parts) corners.push((corners.at(-1) ?? 0n) + size)
  return {
    steps: corners.at(-1) ?? 0n,
    corners,
    salesAt: (step) => {
      const sold = sales.map(() => 0n)
      let open = step
      for (const { index, size } of parts) {
        const part = least(size, open)
        sold[index] = (sold[index] ?? 0n) + part
        open -= part
      }
      return sales.map(({ spot }, index) => ({ spot, lots: lots(sold[index] ?? 0n) }))
    },
  }
}

/** All sales in proportion, each rounded down: the last step alone sells the last lots of the smaller ones. */
const pro = (view: LiquidationView, sales: readonly Sale[]): Schedule => {
  const steps = sales.reduce((most, sale) => (sale.lots > most ? sale.lots : most), 0n)
  return {
    steps,
    corners: [...sales.map((sale) => divide(shown(view, sale) * steps, sale.lots, 'up')), steps - 1n, steps],
    salesAt: (step) => sales.map(({ spot, lots: size }) => ({ spot, lots: lots((size * step) / steps) })),
  }
}

/** Lots of a sale that its book shows buyers for. */
const shown = (view: LiquidationView, { spot, lots: size }: Sale): bigint =>
  least(size, maxSizeWithin(view.depth(spot.id), 'sell', null))
