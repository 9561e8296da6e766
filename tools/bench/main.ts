/**
 * `npm run bench`: what the engine's hot rooms and the models do in a second, as ratios within one run. `--json` prints one JSON
 * value, `--only NAME` measures one part alone, `--part NAME` prints the rows of a part as JSON.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseScenario, type Scenario } from '@ebbline/wire'
import { benchEngine } from './engine.ts'
import { benchFunctions } from './functions.ts'
import { benchReplayedBook } from './l2.ts'
import type { Row } from './measurement.ts'
import { benchOrderBook } from './order-book.ts'
import { measurePart, PART_NAMES, runPart } from './parts.ts'
import { benchReplay } from './replay.ts'
import { benchLines, judge } from './table.ts'
import { benchWatch } from './watch.ts'

const scenarioOf = (name: string): Scenario => {
  const path = join(import.meta.dirname, '..', '..', 'scenarios', `${name}.json`)
  return parseScenario(path, readFileSync(path, 'utf8')).scenario
}

const say = (what: string): void => console.error(`measuring ${what} ...`)

const measuredPart = (name: string): readonly Row[] => {
  say(name)
  return measurePart(import.meta.filename, name)
}

const everything = async (): Promise<readonly Row[]> => {
  const smoke = scenarioOf('smoke')
  say('elementary functions')
  const functions = benchFunctions()
  say('the order book')
  const book = benchOrderBook(smoke)
  say('a recorded book')
  const recorded = benchReplayedBook()
  say('the engine')
  const engine = benchEngine(smoke)
  say('a whole replay')
  const replayed = await benchReplay(scenarioOf('crash'))
  say('watch on the bundled crash')
  const watch = benchWatch(scenarioOf('crash'))
  return [watch, ...PART_NAMES.flatMap(measuredPart), replayed, engine, book, recorded, ...functions]
}

const option = (flag: string): string | undefined => {
  const at = process.argv.indexOf(flag)
  return at < 0 ? undefined : (process.argv[at + 1] ?? '')
}

const main = async (): Promise<void> => {
  const only = option('--only')
  const rows = only === undefined ? await everything() : measuredPart(only)
  const result = judge(rows, process.resourceUsage().maxRSS * 1024)
  console.log(process.argv.includes('--json') ? JSON.stringify(result) : benchLines(result).join('\n'))
  if (!result.kept) process.exitCode = 3
}

const part = option('--part')
if (part === undefined) await main()
else await runPart(part)
