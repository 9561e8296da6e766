import { join } from 'node:path'
import { readCandles } from '../importers/index.ts'
import { periodsOf, type PeriodSeries } from './periods.ts'
import { modelsOf, periodOf, scheduleOf, skillOf, type Horizon, type ModelSkill } from './skill.ts'

/** A recorded market that the study forecasts; its file is named relative to the folder of recorded data. */
export interface StudiedMarket {
  readonly name: string
  readonly file: string
  readonly horizon: Horizon
  /** First period [ms UTC]; before it the recording is known to be poor. */
  readonly fromMs: number
}

const market = (name: string, file: string, horizon: Horizon, fromMs = 0): StudiedMarket => ({
  name,
  file: `${file}.csv.gz`,
  horizon,
  fromMs,
})

const FROM_2017 = Date.UTC(2017, 0, 1)
const hourly = 'candles-1h-history'
const five = 'crash-candles-5m'
const one = 'crash-candles-1m'

/** Markets of the study: days from hourly bars, hours from bars of five minutes and of one. */
export const studiedMarkets: readonly StudiedMarket[] = [
  market('BTC spot 2017-24', `${hourly}/binance-spot_BTCUSDT_1h_2017-08_2024-04`, 'day'),
  market('ETH spot 2017-22', `${hourly}/binance-spot_ETHUSDT_1h_2017-08_2022-10`, 'day'),
  market('BTC perpetual 2019-25', `${hourly}/binance-usdm_BTCUSDT_1h_2019-09_2025-06`, 'day'),
  market('BTC Kraken 2017-23', `${hourly}/kraken-spot_XBTUSD_1h`, 'day', FROM_2017),
  market('ETH Kraken 2017-23', `${hourly}/kraken-spot_ETHUSD_1h`, 'day', FROM_2017),
  market('BTC 2019-20', `${five}/binance-spot_BTCUSDT_5m_2019-11-15_2020-03-12`, 'hour'),
  market('BTC 2021-05', `${five}/binance-spot_BTCUSDT_5m_2021-04-30_2021-05-30`, 'hour'),
  market('ETH 2021-05', `${five}/binance-spot_ETHUSDT_5m_2021-04-30_2021-05-30`, 'hour'),
  market('BTC 2022', `${five}/binance-spot_BTCUSDT_5m_2022-04-01_2022-08-04`, 'hour'),
  market('ETH 2022', `${five}/binance-spot_ETHUSDT_5m_2022-04-01_2022-08-04`, 'hour'),
  market('SOL 2022', `${five}/binance-spot_SOLUSDT_5m_2022-04-01_2022-08-04`, 'hour'),
  market('ETH 2022-11', `${five}/binance-spot_ETHUSDT_5m_2022-10-01_2023-01-02`, 'hour'),
  market('BTC perpetual 2025', `${five}/binance-usdm_BTCUSDT_5m_2025-01-01_2026-01-15`, 'hour'),
  market('ETH perpetual 2025', `${five}/binance-usdm_ETHUSDT_5m_2025-01-01_2026-01-15`, 'hour'),
  market('BTC 2021-05, minutes', `${one}/binance-spot_BTCUSDT_1m_2021-04-20_2021-05-20`, 'hour'),
  market('DOGE 2021-05, minutes', `${one}/binance-spot_DOGEUSDT_1m_2021-04-20_2021-05-20`, 'hour'),
  market('BTC 2024-08, minutes', `${one}/binance-spot_BTCUSDT_1m_2024-07-26_2024-08-25`, 'hour'),
  market('ETH 2024-08, minutes', `${one}/binance-spot_ETHUSDT_1m_2024-07-26_2024-08-25`, 'hour'),
  market('LINK perpetual 2026-02, minutes', `${one}/binance-usdm_LINKUSDT_1m_2026-02`, 'hour'),
  market('AVAX perpetual 2026-02, minutes', `${one}/binance-usdm_AVAXUSDT_1m_2026-02`, 'hour'),
]

/** Skill of all models on one market. */
export interface MarketSkill {
  readonly market: StudiedMarket
  /** Periods forecast. */
  readonly forecasts: number
  /** Periods left out for want of bars. */
  readonly left: number
  readonly models: readonly ModelSkill[]
}

/**
 * Walk-forward skill on one market of a folder of recorded data. Flawed rows are kept as they are and only counted by the importer.
 *
 * @throws WireError for a file that is missing or cannot be read; ForecastInputError for one too short
 */
export const marketSkill = async (dataDir: string, studied: StudiedMarket): Promise<MarketSkill> => {
  const series = await readSeries(dataDir, studied)
  const { horizon } = studied
  const models = skillOf(series, horizon)
  return { market: studied, forecasts: series.variance.length - scheduleOf(horizon).warmUp, left: series.left, models }
}

/** The periods of one market. @throws WireError for a file that is missing or cannot be read */
export const readSeries = async (dataDir: string, { file, horizon, fromMs }: StudiedMarket): Promise<PeriodSeries> => {
  const { data } = await readCandles(join(dataDir, file), { flaws: 'report' })
  return periodsOf(data, { periodMs: periodOf(horizon), fromMs })
}

/** Skill on each market in turn, `onMarket` after each. @throws what `marketSkill` throws */
export const volatilitySkill = async (
  dataDir: string,
  onMarket: (done: MarketSkill) => void = () => {},
): Promise<readonly MarketSkill[]> => {
  const all: MarketSkill[] = []
  for (const studied of studiedMarkets) {
    const done = await marketSkill(dataDir, studied)
    all.push(done)
    onMarket(done)
  }
  return all
}

/** A Markdown table of one horizon: skill against `ewma-0.94` in percent, `*` where the 95 % interval of the loss excludes none. */
export const skillTable = (skills: readonly MarketSkill[], horizon: Horizon): string => {
  const names = modelsOf(horizon).map(({ name }) => name)
  const head = `| market | forecasts | QLIKE of ewma-0.94 | ${names.filter((name) => name !== EWMA).join(' | ')} |`
  const rule = `|---|${'--:|'.repeat(names.length + 1)}`
  const rows = skills.filter(({ market: { horizon: of } }) => of === horizon).map(rowOf)
  return [head, rule, ...rows].join('\n')
}

const EWMA = 'ewma-0.94'

const rowOf = ({ market: { name }, forecasts, models }: MarketSkill): string => {
  const base = models.find(({ model }) => model === EWMA)?.meanQlike ?? NaN
  const others = models.filter(({ model }) => model !== EWMA)
  const cells = others.map(({ againstEwma, difference }) => {
    const sure = difference !== null && (difference.low > 0 || difference.high < 0)
    return `${(100 * againstEwma).toFixed(1)}${sure ? ' *' : ''}`
  })
  return `| ${name} | ${forecasts.toLocaleString('en-US')} | ${base.toFixed(3)} | ${cells.join(' | ')} |`
}
