/** One wrong line in a rule that a system is known for, and the published cases that must notice it. */
export type Mutant = {
  readonly name: string
  /** File of the workspace. */
  readonly file: string
  /** Text that stands in it exactly once, and what takes its place. */
  readonly find: string
  readonly replace: string
  /** Vector file below the folder of vectors, and the formula of which at least one case must fail. */
  readonly vectors: string
  readonly formula: string
}

/** Mutants of three systems. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'dYdX v4: the bankruptcy share rounded up',
    file: 'core/src/margin/bankruptcy-quote.ts',
    find: "totalRequirement(rules, account, marks) * quantum, 'down') * quantum",
    replace: "totalRequirement(rules, account, marks) * quantum, 'up') * quantum",
    vectors: 'perp/dydx-v4.json',
    formula: 'bankruptcyQuote',
  },
  {
    name: 'Drift v2: a ramp that forgets what was freed',
    file: 'core/src/liquidation/pacings/freed-ramp.ts',
    find: '(shortage + freed) * share - freed * PORTION_ONE',
    replace: 'shortage * share',
    vectors: 'perp/drift-v2.json',
    formula: 'liquidateStep',
  },
  {
    name: 'Derive v2: a largest share that forgets reserved cash',
    file: 'core/src/liquidation/dutch-auction.ts',
    find: ' + sale.reserved * (RATIO_ONE - factor)',
    replace: '',
    vectors: 'perp/lyra-derive-v2.json',
    formula: 'solventBid',
  },
]
