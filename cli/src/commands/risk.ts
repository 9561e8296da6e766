import { join, resolve } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'
import type { RiskLine, RiskTerms } from '@ebbline/lab'
import type { Context } from '../context.ts'
import { loadAccounts, type AccountChoice } from '../inputs/accounts.ts'
import { writeWhole } from '../inputs/files.ts'
import { intoWholeFolder, requireFree } from '../inputs/out-folder.ts'
import { perMarket, riskTermsOf, spanOf, type MarketNumber, type RiskFlags } from '../inputs/risk-terms.ts'
import { decimalNumber, nameList, withOverrides, withTalk, type SharedOptions } from '../options.ts'
import { jsonText, present } from '../output.ts'

interface RiskOptions extends SharedOptions, AccountChoice, RiskFlags {}

/** `ebb risk FILE`: how likely accounts are to be liquidated or to end in bad debt, and how they would be closed in time. */
export const addRisk = ({ program, io }: Context): void => {
  withOverrides(withTalk(program.command('risk')), 'the file')
    .description('probability of liquidation, bad debt and its size for the accounts of a file, over a horizon')
    .argument('<file>', 'account file; its form: ebb schema account')
    .option('--account <id>', 'only this account')
    .option('--vol <number>', 'volatility a year, 0.8 for 80 %, or MARKET=0.8; may be repeated', gather)
    .option('--surface <file>', 'take volatility from what ebb surface wrote, surface.json')
    .option('--drift <rate>', 'drift of prices a year', decimalNumber, 0)
    .option('--jumps <list>', 'jumps a year, share up, rate up, rate down, such as 60,0.35,60,40', jumpList)
    .addOption(spanOption('--horizon <span>', 'how far to look, such as 30m, 24h or 7d', '24h'))
    .addOption(spanOption('--latency <span>', 'from breach to fill', '10s'))
    .option('--epsilon <probability>', 'ruin that a schedule may risk', decimalNumber, 0.001)
    .addOption(spanOption('--close-within <span>', 'longest schedule', '1h'))
    .option('--volume <number>', 'units traded a day, or MARKET=units; may be repeated; needed for schedules', gather)
    .addOption(
      new Option('--linked <instruments>', 'marks that move in proportion, such as BTC/USDC')
        .argParser(nameList)
        .default([], 'none'),
    )
    .option('--out <folder>', 'keep report.html and risk.json in this folder')
    .action(async (file: string, options: RiskOptions) => {
      const { accountRisks } = await import('@ebbline/lab')
      const { riskLines } = await import('../text/risk-lines.ts')
      const loaded = loadAccounts(file, io.cwd, options)
      const terms = riskTermsOf(options, loaded.rules.instruments, io.cwd)
      const lines = accountRisks(loaded, terms)
      const { numeraire } = loaded.terms
      const json = lines.map(lineJson)
      if (options.out !== undefined) await keep(resolve(io.cwd, options.out), { lines, terms, numeraire, json })
      const read = options.out === undefined ? [] : ['', `Read on in ${join(options.out, 'report.html')}`]
      const form = options.json === undefined ? {} : { json: options.json }
      const text = (): string => `${[...riskLines(lines, terms, numeraire, io.colour), ...read].join('\n')}\n`
      present(io, form, { json, text })
    })
}

const gather = (text: string, before: readonly MarketNumber[] | undefined): readonly MarketNumber[] => [
  ...(before ?? []),
  perMarket(text),
]

/** A span with a default, which help shows as it would be written. */
const spanOption = (flags: string, meaning: string, fallback: string): Option =>
  new Option(flags, meaning).argParser(spanMs).default(spanMs(fallback), fallback)

const spanMs = (text: string): number => {
  const ms = spanOf(text)
  if (ms === null) throw new InvalidArgumentError('Write it as 500ms, 10s, 30m, 24h or 7d, above 0 and up to 3650d.')
  return ms
}

const jumpList = (text: string): readonly number[] => {
  const numbers = text.split(',').map((part) => decimalNumber(part.trim()))
  if (numbers.length !== 4)
    throw new InvalidArgumentError('Give four numbers: jumps a year, share up, rate up, rate down.')
  return numbers
}

const OUR_FILES = ['risk.json'] as const

interface Kept {
  readonly lines: readonly RiskLine[]
  readonly terms: RiskTerms
  readonly numeraire: string
  readonly json: unknown
}

const keep = async (folder: string, { lines, terms, numeraire, json }: Kept): Promise<void> => {
  requireFree(folder, OUR_FILES)
  const { riskPage } = await import('@ebbline/lab')
  await intoWholeFolder(folder, async (place) => {
    writeWhole(join(place, 'report.html'), riskPage(lines, terms, numeraire))
    writeWhole(join(place, 'risk.json'), jsonText(json))
  })
}

const lineJson = ({ plan, ...line }: RiskLine): unknown => ({ ...line, plan: plan === null ? null : planJson(plan) })

const planJson = ({ timeMs, found, even, evenRuin }: NonNullable<RiskLine['plan']>): unknown => {
  const plain = { cost: even.expectedCost, ruinProbability: evenRuin }
  if (found.kind === 'not-rescuable') {
    const { ruinProbability, schedule } = found.least
    return { kind: found.kind, timeMs, least: { ruinProbability, cost: schedule.expectedCost }, even: plain }
  }
  const { schedule, ruinProbability, isBound, riskAversion } = found
  const { expectedCost: cost, holdings } = schedule
  return { kind: found.kind, timeMs, cost, ruinProbability, isBound, riskAversion, holdings, even: plain }
}
