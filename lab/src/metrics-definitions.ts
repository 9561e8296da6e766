/** One number that every run states, defined once for tables, reports and documents. */
export interface MetricDefinition {
  readonly name: string
  readonly title: string
  /** `money` is a decimal text in the numeraire; `count` a whole number; the others plain numbers. Any may be null: nothing to measure. */
  readonly unit: 'money' | 'ratio' | 'bps' | 'seconds' | 'count'
  readonly better: 'lower' | 'higher'
  /** `benefit`: what it does to the accounts under treatment; `cost`: what it does to the venue, its other users and the market. */
  readonly side: 'benefit' | 'cost'
  readonly definition: string
  readonly source: string
}

const PAGE = 'docs/models/metrics.md'

type Row = readonly [
  name: string,
  title: string,
  unit: MetricDefinition['unit'],
  better: MetricDefinition['better'],
  definition: string,
]

const benefits: readonly Row[] = [
  [
    'equityPreserved',
    'Equity preserved',
    'ratio',
    'higher',
    'Equity of touched accounts when their last episode ended (or the run, if earlier) over their equity when first triggered, both floored at zero.',
  ],
  [
    'equityAtHorizon',
    'Equity at horizon',
    'ratio',
    'higher',
    "Equity of touched accounts at the run's end over their equity when first triggered, both floored at zero.",
  ],
  [
    'equityIfHeld',
    'Equity if held',
    'ratio',
    'higher',
    'What equity at horizon would have been on the exogenous path without any action; the yardstick beside equity at horizon.',
  ],
  [
    'traderLoss',
    'Trader loss',
    'money',
    'lower',
    'Sum over the traders whose worth fell from the start of the run to its end of how much it fell, both floored at zero: the same accounts and prices at the start under every policy.',
  ],
  [
    'positionPreserved',
    'Position preserved',
    'ratio',
    'higher',
    'One less the forced closing in lots over the position at first trigger, both valued at the marks of that trigger.',
  ],
  [
    'forcedNotional',
    'Forced closing',
    'money',
    'lower',
    'Notional of trader positions closed without their consent, by trade, takeover or deleveraging, at the mark of the moment.',
  ],
  [
    'overLiquidationRatio',
    'Over-liquidation',
    'ratio',
    'lower',
    'Forced closing over the smallest closing that the touched accounts needed on the exogenous path, less one: what restores 1.25 × maintenance where the holdings of first trigger first stand under it.',
  ],
  [
    'unnecessaryRate',
    'Unnecessary closing',
    'ratio',
    'lower',
    'Share of forced closing whose account, left alone on the exogenous path, never went bankrupt in four hours and stood above maintenance at their end.',
  ],
  [
    'slippageBps',
    'Slippage',
    'bps',
    'lower',
    'Loss of forced trades against the mark at which their orders were sent, over the notional traded.',
  ],
  ['fees', 'Fees', 'money', 'lower', 'Taker fees that traders paid on forced trades.'],
  ['penalties', 'Penalties', 'money', 'lower', 'Liquidation penalties that traders paid.'],
  [
    'forfeited',
    'Forfeited',
    'money',
    'lower',
    'What traders gave up beyond prices to whoever took their positions over: discounts and seized cash, less what they were given.',
  ],
  [
    'largestBlock',
    'Largest block',
    'money',
    'lower',
    '99th percentile of the notional closed by one order, takeover or deleveraging.',
  ],
  ['accountsTouched', 'Accounts touched', 'count', 'lower', 'Traders against whom at least one action was taken.'],
  [
    'accountsRestored',
    'Accounts restored',
    'count',
    'higher',
    'Touched accounts whose last episode ended with positions left and the target met.',
  ],
  [
    'timeToRestoreSec',
    'Time to restore',
    'seconds',
    'lower',
    'Mean length of the last episode of the accounts restored.',
  ],
  [
    'lossSizeCorrelation',
    'Loss and size',
    'ratio',
    'lower',
    'Correlation over touched accounts of the share of equity lost with the log of equity at first trigger; nearer zero treats sizes alike.',
  ],
  [
    'giniOfLosses',
    'Inequality of losses',
    'ratio',
    'lower',
    'Gini coefficient over touched accounts of the share of equity lost between first trigger and end of treatment, weighted by that equity; 0 = all lost the same share.',
  ],
]

const costs: readonly Row[] = [
  [
    'venueLoss',
    'Venue loss',
    'money',
    'lower',
    'Fall in equity at mark of insurance funds, vault and backstops together from start to end, less their gains, plus what deleveraged counterparties gave up against the mark, plus socialised loss.',
  ],
  [
    'badDebt',
    'Bad debt',
    'money',
    'lower',
    'Sum over traders of what their equity was below zero at close-out, each atom counted once.',
  ],
  [
    'badDebtBps',
    'Bad debt of open interest',
    'bps',
    'lower',
    'Bad debt over the open interest (long side) at the start.',
  ],
  [
    'fundDrawdown',
    'Fund drawdown',
    'money',
    'lower',
    "Largest fall of the insurance funds' summed equity at mark from an earlier peak.",
  ],
  [
    'fundsExhausted',
    'Funds exhausted',
    'count',
    'lower',
    'Insurance funds whose equity fell below one hundredth of what they started with.',
  ],
  [
    'vaultResult',
    'Vault result',
    'money',
    'higher',
    "Change of the backstop vault's equity at mark from start to end.",
  ],
  [
    'backstopResult',
    'Backstop result',
    'money',
    'higher',
    "Change of the backstops' summed equity at mark from start to end.",
  ],
  ['socialised', 'Socialised loss', 'money', 'lower', 'Shortfall spread over all other traders, or left unmet.'],
  [
    'adlNotional',
    'Deleveraged',
    'money',
    'lower',
    'Notional of positions of others closed by auto-deleveraging, at the mark of the moment.',
  ],
  [
    'adlOvershoot',
    'Deleveraging overshoot',
    'money',
    'lower',
    'What deleveraged counterparties gave up against the mark, less the shortfall that deleveraging had to cover.',
  ],
  [
    'giniOfAdl',
    'Inequality of deleveraging',
    'ratio',
    'lower',
    'Gini coefficient of the share of profitable opposite positions closed by deleveraging, over the traders who held one when deleveraging began there, or were deleveraged; 0 = all alike.',
  ],
  [
    'peakImpactBps',
    'Peak impact',
    'bps',
    'lower',
    "Largest distance of the venue's middle price, after a batch's forced trades, from the exogenous price.",
  ],
  [
    'amplification',
    'Amplification',
    'ratio',
    'lower',
    'Log fall of the mark from start to its lowest over that of the exogenous price, for the worst market; 1 = no own impact.',
  ],
  [
    'timeAtRiskSec',
    'Time at risk',
    'seconds',
    'lower',
    'Account-seconds that traders spent below maintenance with an episode open, as seen at the end of each batch.',
  ],
  [
    'accountsBankrupt',
    'Accounts bankrupt',
    'count',
    'lower',
    'Traders whose equity was below zero when they were closed out.',
  ],
]

const define =
  (side: MetricDefinition['side']) =>
  ([name, title, unit, better, definition]: Row): MetricDefinition => ({
    name,
    title,
    unit,
    better,
    side,
    definition,
    source: `${PAGE}, ${name}`,
  })

/** Every metric of a run in the order in which it is shown: benefit first, cost beside it. */
export const metricDefinitions: readonly MetricDefinition[] = [
  ...benefits.map(define('benefit')),
  ...costs.map(define('cost')),
]
