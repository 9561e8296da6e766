import { almgrenChriss, impactOfTrade, type AlmgrenChriss } from '@ebbline/core'
import { numberIn, type Adapter, type Inputs } from './adapter.ts'

const FILE = 'almgren_chriss_2000.json'

/** The paper's example with everything it prints. */
export const almgrenMainCase: Adapter = {
  file: FILE,
  formula: 'mainCase',
  run: (inputs) => {
    const plan = planIn(inputs, 'sigma_per_sqrt_day')
    return {
      holdings: plan.holdings,
      trades: plan.trades,
      kappa: plan.kappa,
      kappa_tilde: plan.kappaTilde,
      half_life_days: plan.halfLife,
      expected_cost: plan.expectedCost,
      variance: plan.variance,
      period_mean: plan.periodCosts,
      permanent_incr: plan.permanentCosts,
      temporary_incr: plan.temporaryCosts,
    }
  },
}

/** Holdings in percent. */
export const almgrenTrajectoryCase: Adapter = {
  file: FILE,
  formula: 'trajectory',
  run: (inputs) => {
    const share = 100 / numberIn(inputs, 'X')
    return { holdings_pct: planIn(inputs, 'sigma_per_sqrt_day').holdings.map((holding) => holding * share) }
  },
}

/** One point of the frontier, in millions. */
export const almgrenFrontierCase: Adapter = {
  file: FILE,
  formula: 'frontier',
  run: (inputs) => {
    const { expectedCost, variance, utility, halfLife } = planIn(inputs, 'sigma')
    return {
      mean_million: expectedCost / 1e6,
      variance_1e12: variance / 1e12,
      utility_million: utility / 1e6,
      half_life_days: halfLife,
    }
  },
}

/** Impact with a power of the rate, in basis points. */
export const almgrenImpactCase: Adapter = {
  file: 'almgren_2005_impact.json',
  formula: 'marketImpact',
  run: (inputs) => {
    const { permanent, temporary, cost } = impactOfTrade({
      sizeOverVolume: numberIn(inputs, 'size_over_adv'),
      time: numberIn(inputs, 'T_days'),
      dailyVol: numberIn(inputs, 'daily_vol'),
      outstandingOverVolume: numberIn(inputs, 'shares_outstanding') / numberIn(inputs, 'adv_shares'),
      gamma: numberIn(inputs, 'gamma'),
      eta: numberIn(inputs, 'eta'),
      beta: numberIn(inputs, 'beta'),
      delta: numberIn(inputs, 'delta'),
    })
    return { permanent_bp: permanent * 1e4, temporary_bp: temporary * 1e4, cost_bp: cost * 1e4 }
  },
}

const planIn = (inputs: Inputs, vol: string): AlmgrenChriss =>
  almgrenChriss(
    { quantity: numberIn(inputs, 'X'), time: numberIn(inputs, 'T_days'), periods: numberIn(inputs, 'N') },
    {
      vol: numberIn(inputs, vol),
      permanent: numberIn(inputs, 'gamma'),
      temporary: numberIn(inputs, 'eta'),
      fixed: numberIn(inputs, 'epsilon'),
    },
    numberIn(inputs, 'lambda_u'),
  )
