import { readSeries, studiedMarkets, type StudiedMarket } from './study.ts'
import { tailSkill, type TailSkill } from './tail-skill.ts'

/** How the bounds did on one market. */
export interface MarketTails {
  readonly market: StudiedMarket
  readonly skills: readonly TailSkill[]
}

/**
 * Bounds of daily losses, backtested on each market of the study that is forecast by days.
 *
 * @throws WireError for a file that is missing or cannot be read; ForecastInputError for one too short
 */
export const tailStudy = async (dataDir: string, confidence: number): Promise<readonly MarketTails[]> => {
  const all: MarketTails[] = []
  for (const market of studiedMarkets.filter(({ horizon }) => horizon === 'day'))
    all.push({ market, skills: tailSkill(await readSeries(dataDir, market), confidence) })
  return all
}

/** A Markdown table: breaches against what was promised, and the p-values of the tests in percent. */
export const tailTable = (markets: readonly MarketTails[]): string => {
  const head = '| market | method | breaches | promised | both tests | Z₂ | p of Z₂ | cost |'
  const rows = markets.flatMap(({ market, skills }) => skills.map((skill) => rowOf(market.name, skill)))
  return [head, '|---|---|--:|--:|--:|--:|--:|--:|', ...rows].join('\n')
}

const rowOf = (name: string, skill: TailSkill): string => {
  const { method, breaches, days, confidence, tests, z2, z2PValue, costliness } = skill
  const promised = (days * (1 - confidence)).toFixed(1)
  const [both, ofZ2] = [tests.conditional.pValue, z2PValue].map((p) => `${(100 * p).toFixed(1)} %`)
  const cells = [name, `\`${method}\``, breaches, promised, both, z2.toFixed(2), ofZ2, costliness.toFixed(2)]
  return `| ${cells.join(' | ')} |`
}
