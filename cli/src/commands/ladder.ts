import {
  bankruptcyPrice,
  compilePolicy,
  formatRatio,
  ladder,
  ratio,
  RATIO_ONE,
  thresholds,
  type Account,
  type BankruptcyPrice,
  type Instrument,
  type LadderRung,
  type Ratio,
  type Rung,
  type Threshold,
} from '@ebbline/core'
import { textOfTicks, type AccountsToMeasure } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { loadAccounts, type AccountChoice } from '../inputs/accounts.ts'
import { ArgumentError } from '../failure.ts'
import { loadPolicy } from '../inputs/policies.ts'
import { suggestion } from '../nearest.ts'
import { nameList, withOutput, withOverrides, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { grouped } from '../text/quantity.ts'
import { tableLines, toned, wrap, type Cell } from '../text/table.ts'

interface LadderOptions extends SharedOptions, AccountChoice {
  readonly policy: string
  readonly linked: readonly string[]
}

/** Trigger prices of one account in one market. */
interface MarketLadder {
  readonly account: Account
  readonly instrument: Instrument
  readonly rungs: readonly LadderRung[]
  readonly handover: BankruptcyPrice | null
}

/** `ebb ladder FILE`: the prices at which each account crosses each level, as last safe and first breached tick. */
export const addLadder = ({ program, io }: Context): void => {
  withOverrides(withOutput(program.command('ladder')), 'the file')
    .description('trigger prices of the accounts of a file: last safe and first breached tick of every level')
    .argument('<file>', 'account file; its form: ebb schema account')
    .option('--account <id>', 'only this account')
    .option('--policy <policy>', 'whose stages are shown: a preset, or the path of a policy file', 'soft')
    .option('--linked <instruments>', 'marks that move in proportion, such as BTC/USDC', nameList, [])
    .action((file: string, options: LadderOptions) => {
      const loaded = loadAccounts(file, io.cwd, options)
      for (const id of options.linked)
        if (!loaded.rules.instruments.has(id))
          throw new ArgumentError(
            '--linked',
            id,
            'a listed instrument',
            suggestion(id, [...loaded.rules.instruments.keys()]),
          )
      const stages = stagesOf(options.policy, io.cwd)
      const ladders = loaded.accounts.flatMap((account) => laddersOf(loaded, account, stages.rungs, options.linked))
      present(io, options, {
        json: ladders.map(ladderJson),
        text: () =>
          [...ladders.map((one) => ladderText(one, loaded, io.colour)), ...notes(stages, options, io.columns), ''].join(
            '\n',
          ),
      })
    })
}

interface Stages {
  readonly rungs: readonly Rung[]
  /** Stages that begin with something else than a price. */
  readonly others: readonly string[]
}

const stagesOf = (argument: string, cwd: string): Stages => {
  const compiled = compilePolicy(loadPolicy(argument, cwd, []))
  if (compiled.kind === 'refused')
    throw new ArgumentError(
      '--policy',
      argument,
      'a policy that compiles',
      compiled.problems.map((one) => one.remedy).join('; '),
    )
  const rungs: Rung[] = []
  const others: string[] = []
  for (const [index, { name, enter }] of compiled.policy.stages.entries()) {
    const asksMore = compiled.policy.declaration.stages[index]?.enter.rule === 'all'
    if (enter.wake.kind === 'health')
      rungs.push({ name: `stage ${name}${asksMore ? '*' : ''}`, multiple: enter.wake.multiple })
    else others.push(name)
  }
  return { rungs, others }
}

const OWN_RUNGS: readonly Rung[] = [
  { name: 'maintenance', multiple: RATIO_ONE },
  { name: 'bankruptcy', multiple: ratio(0n) },
]

const laddersOf = (
  { rules, marks }: AccountsToMeasure,
  account: Account,
  stages: readonly Rung[],
  linked: readonly string[],
): readonly MarketLadder[] =>
  account.positions.flatMap(({ instrument: id }) => {
    const instrument = rules.instruments.get(id)
    if (instrument === undefined) return []
    const others = linked.filter((other) => other !== id)
    const initial = thresholds(rules, account, marks, id, { level: 'initial', multiple: RATIO_ONE, linked: others })
    const rungs = ladder(rules, account, marks, id, [...stages, ...OWN_RUNGS].toSorted(byMultiple), others)
    const handover = bankruptcyPrice(rules, account, marks, id)
    return [{ account, instrument, rungs: [{ name: 'initial', multiple: RATIO_ONE, ...initial }, ...rungs], handover }]
  })

/** Highest multiple of maintenance first: the order in which a falling account meets them. */
const byMultiple = (a: Rung, b: Rung): number => (a.multiple > b.multiple ? -1 : a.multiple < b.multiple ? 1 : 0)

const ladderJson = ({ account, instrument, rungs, handover }: MarketLadder): unknown => {
  const pair = (threshold: Threshold | null): unknown =>
    threshold === null
      ? null
      : { safe: textOfTicks(instrument, threshold.safe), breached: textOfTicks(instrument, threshold.breached) }
  return {
    account: account.id,
    instrument: instrument.id,
    levels: rungs.map(({ name, multiple, below, above }) => ({
      name,
      requirement: name === 'initial' ? 'initial' : 'maintenance',
      multiple: formatRatio(multiple),
      below: pair(below),
      above: pair(above),
    })),
    handover: handover === null ? null : { price: textOfTicks(instrument, handover.safe), clamped: handover.clamped },
  }
}

const ladderText = (one: MarketLadder, { marks }: AccountsToMeasure, colour: boolean): string => {
  const { account, instrument, rungs, handover } = one
  const price = (value: Threshold['safe'] | undefined): Cell => ({
    text: value === undefined ? '-' : grouped(textOfTicks(instrument, value)),
  })
  const mark = marks.get(instrument.id)
  const rows = rungs.map(({ name, multiple, below, above }) => [
    { text: name },
    { text: underWhat(name, multiple) },
    price(below?.safe),
    price(below?.breached),
    price(above?.safe),
    price(above?.breached),
  ])
  const heads = ['level', 'equity under', 'falling: last safe', 'first breached', 'rising: last safe', 'first breached']
  const columns = heads.map((head, index) => ({
    head: [head],
    align: index < 2 ? ('left' as const) : ('right' as const),
  }))
  const title = `${account.id} in ${instrument.id}${mark === undefined ? '' : `, mark ${grouped(textOfTicks(instrument, mark))}`}`
  const gone =
    handover === null
      ? []
      : [
          `handover (bankruptcy) price of this leg: ${grouped(textOfTicks(instrument, handover.safe))}${handover.clamped === 'no' ? '' : `, clamped at the ${handover.clamped}`}`,
        ]
  return [toned(title, 'strong', colour), ...tableLines({ columns, rows }, colour), ...gone, ''].join('\n')
}

const underWhat = (name: string, multiple: Ratio): string => {
  if (multiple === 0n) return 'zero'
  return `${shortDecimal(formatRatio(multiple))} × ${name === 'initial' ? 'initial' : 'maintenance'}`
}

/** At most four decimals, marked where more were cut off. */
const shortDecimal = (decimal: string): string => decimal.replace(/(\.\d{4})\d+$/, '$1…')

const notes = (stages: Stages, options: LadderOptions, width: number): readonly string[] => [
  ...wrap(
    `Stages are those of ${options.policy}. ${options.linked.length === 0 ? 'All other marks stand still.' : `${options.linked.join(', ')} move in proportion, all other marks stand still.`}`,
    width,
  ),
  ...(stages.rungs.some(({ name }) => name.endsWith('*'))
    ? ['* at the earliest: the stage asks for something else as well.']
    : []),
  ...(stages.others.length === 0 ? [] : wrap(`Stages that no price alone starts: ${stages.others.join(', ')}.`, width)),
]
