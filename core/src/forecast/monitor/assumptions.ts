import { archLm } from './arch-lm.ts'
import { bipowerRatio, leeMykland } from './jump-tests.ts'
import { ljungBox } from './ljung-box.ts'
import { jarqueBera } from './normality.ts'
import { hillTailIndex } from './tail-index.ts'

/** How long the memories of the tests are, and how much of the series is its tail. */
export type MonitorWindows = {
  /** Lags of the autocorrelation of returns. */
  readonly returnLags: number
  /** Lags of squared returns in the ARCH test. */
  readonly squareLags: number
  /** Lags of the autocorrelation of absolute returns. */
  readonly sizeLags: number
  /** Share of the largest absolute returns that are the tail. */
  readonly tailShare: number
  /** Returns before each that say how volatile the market is, for the jump test. */
  readonly jumpWindow: number
}

/** What Black, Scholes and Merton assume of returns, and how a series shows that it does not hold: the larger, the worse. */
export type Assumption = {
  readonly name:
    | 'normal'
    | 'thin-tails'
    | 'uncorrelated'
    | 'constant-volatility'
    | 'no-clustering'
    | 'no-jumps'
    | 'continuous'
  readonly test: string
  readonly statistic: (returns: Float64Array, windows: MonitorWindows) => number
  /** What a violation means, given the statistic, in words for a desk. */
  readonly violated: (statistic: number) => string
}

const round = (value: number): string => value.toFixed(value < 10 ? 2 : 0)

/** Every assumption that is tested on returns whose mean was taken out. */
export const ASSUMPTIONS: readonly Assumption[] = [
  {
    name: 'normal',
    test: 'Jarque-Bera',
    statistic: (returns) => jarqueBera(returns).statistic,
    violated: (statistic) => `returns are not normal: skewness and kurtosis give ${round(statistic)}`,
  },
  {
    name: 'thin-tails',
    test: 'Hill',
    statistic: (returns, { tailShare }) => 1 / hillTailIndex(returns, tailShare).index,
    violated: (statistic) =>
      `tails are fat: large moves fade as a power of ${round(1 / statistic)}, not as a normal law`,
  },
  {
    name: 'uncorrelated',
    test: 'Ljung-Box on returns',
    statistic: (returns, { returnLags }) => ljungBox(returns, returnLags).statistic,
    violated: (statistic) => `returns follow from earlier returns: autocorrelation gives ${round(statistic)}`,
  },
  {
    name: 'constant-volatility',
    test: 'ARCH-LM',
    statistic: (returns, { squareLags }) => archLm(returns, squareLags).statistic,
    violated: (statistic) =>
      `volatility is not constant: squared returns follow from earlier ones, ${round(statistic)}`,
  },
  {
    name: 'no-clustering',
    test: 'Ljung-Box on absolute returns',
    statistic: (returns, { sizeLags }) =>
      ljungBox(
        returns.map((each) => Math.abs(each)),
        sizeLags,
      ).statistic,
    violated: (statistic) => `volatility clusters: sizes of moves are autocorrelated, ${round(statistic)}`,
  },
  {
    name: 'no-jumps',
    test: 'Lee-Mykland',
    statistic: (returns, { jumpWindow }) => leeMykland(returns, jumpWindow).statistic,
    violated: (statistic) => `prices jump: the largest move is ${round(statistic)} times the volatility just before it`,
  },
  {
    name: 'continuous',
    test: 'bipower ratio',
    statistic: (returns) => bipowerRatio(returns).statistic,
    violated: (statistic) =>
      `variance comes in jumps: what lies between neighbours is missing by ${round(statistic)} deviations`,
  },
]
