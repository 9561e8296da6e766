/** `npm run bench`: what the engine's hot rooms do in a second, as ratios within one run. `--json` prints one JSON value; `--part NAME` one part of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseScenario, type Scenario } from '@ebbline/wire'
import { benchEngine } from './engine.ts'
import { benchFunctions } from './functions.ts'
import { benchReplayedBook } from './l2.ts'
import { benchOrderBook } from './order-book.ts'
import { benchReplay } from './replay.ts'
import { benchLines, judge } from './table.ts'
import { measurePart, runPart, WATCH_PARTS } from './watch-parts.ts'
import { benchWatch } from './watch.ts'

const scenarioOf = (name: string): Scenario => {
  const path = join(import.meta.dirname, '..', '..', 'scenarios', `${name}.json`)
  return parseScenario(path, readFileSync(path, 'utf8')).scenario
}

const say = (what: string): void => console.error(`measuring ${what} ...`)

const main = async (): Promise<void> => {
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
  const parts = WATCH_PARTS.flatMap((part) => {
    say(part)
    return measurePart(import.meta.filename, part)
  })
  const result = judge(
    [watch, ...parts, replayed, engine, book, recorded, ...functions],
    process.resourceUsage().maxRSS * 1024,
  )
  console.log(process.argv.includes('--json') ? JSON.stringify(result) : benchLines(result).join('\n'))
  if (!result.kept) process.exitCode = 3
}

const part = process.argv.indexOf('--part')
if (part > 0) runPart(process.argv[part + 1] ?? '')
else await main()
