/** A case worked out by hand, or printed in a paper: file, formula, inputs, expected outputs, tolerance. */
export type HandRow = readonly [string, string, object, object, unknown]

/** 100 · (2 N(0.1) - 1): an option at the money, a year to run, 20 % volatility, no rates. */
const AT_THE_MONEY = 7.965567455405804
/** N(0.1) and 2 N(-1). */
const [HALF_AND_SOME, TWICE_THE_TAIL] = [0.539827837277029, 0.31731050786291415]

const close = { rel: 1e-12, abs: 1e-12 }
const option = { type: 'call', K: 100, T: 1, vol: 0.2, r: 0 }
const onSpot = { ...option, S: 100, q: 0 }
const forward = { type: 'call', F: 100, K: 100, T: 1 }
const firm = { D: 100, r: 0, T: 1 }
/** All in one period: nothing is left to vary. */
const oneBlock = {
  X: 1e6,
  T_days: 1,
  N: 1,
  sigma: 0.95,
  sigma_per_sqrt_day: 0.95,
  epsilon: 0.0625,
  gamma: 2.5e-7,
  eta: 2.5e-6,
  lambda_u: 1e-6,
}
const symmetric = { a: 0.04, b: 0.1, rho: 0, m: 0, sigma: 0.5 }
/** Axel Vogt's slice and its jump wings, as Gatheral and Jacquier (2014) print them. */
const vogt = { a: -0.041, b: 0.1331, rho: 0.306, m: 0.3586, sigma: 0.4153, T: 1 }
const vogtWings = { v: 0.01742625, psi: -0.1752111, p: 0.6997381, c: 1.316798, v_tilde: 0.0116249 }
const oneEvent = { events: [1], T: 1, mu: 1 }

/** One row for each adapter of a model. */
export const modelRows: readonly HandRow[] = [
  ['black76_price_greeks.json', 'black76', { ...option, F: 100 }, { price: AT_THE_MONEY, delta: HALF_AND_SOME }, close],
  ['bsm_price_greeks.json', 'blackScholesMerton', onSpot, { price: AT_THE_MONEY, delta: HALF_AND_SOME }, close],
  ['haug_european_published.json', 'europeanPrice', onSpot, { price: AT_THE_MONEY }, close],
  ['haug_european_published.json', 'europeanGreek', { ...onSpot, greek: 'delta' }, { value: HALF_AND_SOME }, close],
  ['implied_vol_inversion.json', 'impliedVol', { ...forward, price: AT_THE_MONEY }, { vol: 0.2 }, close],
  ['implied_vol_inversion.json', 'impliedVolReject', { ...forward, price: 101 }, { verdict: 'reject' }, 0],
  // w(0) = 0.04 + 0.1 · 0.5, w'(0) = 0, w''(0) = 0.1 / 0.5, so g(0) = 1 + 0.2 / 2
  [
    'svi.json',
    'sviSlice',
    { ...symmetric, T: 1, F: 100, k: [0] },
    { total_variance: [0.09], implied_vol: [0.3], g: [1.1], arbitrage_free_on_minus3_3: true },
    close,
  ],
  ['svi.json', 'sviNegativeInterval', vogt, { low: 0.6425, high: 1.2569 }, { abs: 1e-4 }],
  // √(0.3² + 0.4²) = 0.5: w(0) = 0.09, psi = 0.05 · (-0.6) / 0.3, slopes 0.1 / 0.3, least 0.04 + 0.1 · 0.4; 1/3 - 2 · 0.1
  [
    'svi.json',
    'sviJw',
    { ...symmetric, m: 0.3, sigma: 0.4, t: 1 },
    { v: 0.09, psi: -0.1, p: 1 / 3, c: 1 / 3, v_tilde: 0.08, repaired_c: 2 / 15 },
    close,
  ],
  ['svi.json', 'sviJwButterfly', { ...vogtWings, t: 1 }, { butterfly_arbitrage: true }, 0],
  // no drift of the log: 2 N(ln(e^-0.2) / 0.2)
  [
    'first_passage_gbm.json',
    'touchProbability',
    { vol: 0.2, mu: 0.02, days: 365, barrier_ratio: 0.8187307530779818 },
    { probability: TWICE_THE_TAIL },
    close,
  ],
  [
    'first_passage_kou.json',
    'crossingProbability',
    { direction: 'up', t: 1, b: 0.2, mu: 0, sigma: 0.2, jump_intensity: 0, p_up: 0.5, eta_up: 10, eta_down: 10 },
    { probability: TWICE_THE_TAIL },
    { abs: 1e-7 },
  ],
  [
    'merton_structural.json',
    'mertonForward',
    { ...firm, V: 100, sigma_V: 0.2 },
    { E: AT_THE_MONEY, PD: HALF_AND_SOME, d2: -0.1, debt_value: 100 - AT_THE_MONEY },
    close,
  ],
  // sigma_E = N(0.1) · 0.2 · 100 / E
  [
    'merton_structural.json',
    'mertonInverse',
    { ...firm, E: AT_THE_MONEY, sigma_E: (20 * HALF_AND_SOME) / AT_THE_MONEY },
    { V: 100, sigma_V: 0.2 },
    { rel: 1e-9 },
  ],
  // Hull, Options, Futures, and Other Derivatives, example of Merton's model
  [
    'merton_structural.json',
    'mertonInversePublished',
    { E: 3, sigma_E: 0.8, D: 10, r: 0.05, T: 1 },
    { V: 12.4, sigma_V: 0.2123, PD: 0.127, riskfree_debt: 9.51, expected_loss_pct: 1.2 },
    { abs: 0.05 },
  ],
  // epsilon X + (eta / tau) X² = 62,500 + 2,500,000
  [
    'almgren_chriss_2000.json',
    'mainCase',
    oneBlock,
    { holdings: [1e6, 0], trades: [1e6], expected_cost: 2_562_500, variance: 0 },
    close,
  ],
  ['almgren_chriss_2000.json', 'trajectory', oneBlock, { holdings_pct: [100, 0] }, close],
  ['almgren_chriss_2000.json', 'frontier', oneBlock, { mean_million: 2.5625, variance_1e12: 0 }, close],
  // 0.3 · 1 % and 0.1 · 1 %, half of the first and all of the second
  [
    'almgren_2005_impact.json',
    'marketImpact',
    {
      adv_shares: 100,
      shares_outstanding: 100,
      size_over_adv: 1,
      T_days: 1,
      daily_vol: 0.01,
      gamma: 0.3,
      eta: 0.1,
      beta: 0.6,
      delta: 0.25,
    },
    { permanent_bp: 30, temporary_bp: 10, cost_bp: 25 },
    close,
  ],
  // √(9/2 + 1/2)
  ['ewma_garch.json', 'ewmaStep', { lam: 0.5, vol_prev: 3, ret_prev: 1 }, { vol: Math.sqrt(5) }, close],
  // 1 + 4/4 + 4/2, and 1 / (1 - 1/4 - 1/2)
  [
    'ewma_garch.json',
    'garchStep',
    { omega: 1, alpha: 0.25, beta: 0.5, vol_prev: 2, ret_prev: 2 },
    { variance: 4, vol: 2, long_run_variance: 4, long_run_vol: 2 },
    close,
  ],
  [
    'ewma_garch.json',
    'garchSeriesCached',
    { omega: 0.25, alpha: 0, beta: 0, returns: [1, 2] },
    { vol: [0.5, 0.5] },
    close,
  ],
  // mean of (ln 0.25 + r² / 0.25) / 2 over r = 1, 2
  [
    'ewma_garch.json',
    'garchSeries',
    { omega: 0.25, alpha: 0, beta: 0, returns: [1, 2] },
    { vol: [0.5, 0.5], cost: 5 - Math.LN2 },
    close,
  ],
  // the density at 0 over one half
  ['var_es.json', 'varEsNormal', { alpha: 0.5 }, { VaR: 0, ES: 0.7978845608028654 }, close],
  // f(0) = 2 / (π √3) for three degrees; times 2 · 3/2
  ['var_es.json', 'varEsStudentT', { nu: 3, alpha: 0.5 }, { VaR: 0, ES: 6 / (Math.PI * Math.sqrt(3)) }, close],
  [
    'hawkes.json',
    'expKernel',
    { ...oneEvent, alpha: 1, beta: 2, times: [1] },
    { branching_ratio: 0.5, loglik: -1, compensator_at_events: [1], intensity: [1], compensator_T: 1 },
    close,
  ],
  [
    'hawkes.json',
    'expKernelNoEvents',
    { events: [], T: 3, mu: 2, alpha: 1, beta: 2, times: [1] },
    { branching_ratio: 0.5, intensity: [2], compensator_T: 6 },
    close,
  ],
  ['hawkes.json', 'powerKernel', { ...oneEvent, k: 1, c: 1, p: 2 }, { loglik: -1, compensator_at_events: [1] }, close],
  [
    'hawkes.json',
    'bivariateExp',
    {
      events: [1],
      ids: [0],
      T: 1,
      mu: [1, 1],
      alpha: [
        [0, 0],
        [0, 0],
      ],
      beta: [1, 1],
    },
    { loglik: -2, intensity_at_8: [1, 1], spectral_radius: 0 },
    close,
  ],
  [
    'hawkes.json',
    'expMoments',
    { mu: 2, alpha: 0, beta: 1, bin: 3, lag: 1 },
    { meanIntensity: 2, meanCount: 6, variance: 6, autocovariance: 0 },
    close,
  ],
]
