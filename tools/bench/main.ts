/** `npm run bench`: what the engine's hot rooms do in a second, as ratios within one run. `--json` prints one JSON value. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseScenario, type Scenario } from '@ebbline/wire'
import { benchEngine } from './engine.ts'
import { benchFunctions } from './functions.ts'
import { benchOrderBook } from './order-book.ts'
import { benchLines, judge } from './table.ts'
import { benchWatch } from './watch.ts'

const scenarioOf = (name: string): Scenario => {
  const path = join(import.meta.dirname, '..', '..', 'scenarios', `${name}.json`)
  return parseScenario(path, readFileSync(path, 'utf8')).scenario
}

const say = (what: string): void => console.error(`measuring ${what} ...`)

const main = (): void => {
  const smoke = scenarioOf('smoke')
  say('elementary functions')
  const functions = benchFunctions()
  say('the order book')
  const book = benchOrderBook(smoke)
  say('the engine')
  const engine = benchEngine(smoke)
  say('watch on the bundled crash')
  const watch = benchWatch(scenarioOf('crash'))
  const result = judge([watch, engine, book, ...functions], process.resourceUsage().maxRSS * 1024)
  console.log(process.argv.includes('--json') ? JSON.stringify(result) : benchLines(result).join('\n'))
  if (!result.kept) process.exitCode = 3
}

main()
