import { join, resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import { appraiseOption, inDeskUnits, OPTION_MODELS, optionModel, PricingInputError } from '@ebbline/core'
import type { ValuedOption } from '@ebbline/lab'
import { WireError, type PlacedOption } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { ArgumentError } from '../failure.ts'
import { writeWhole } from '../inputs/files.ts'
import { loadOptions, type OptionFlags, type OptionsToValue } from '../inputs/options-to-value.ts'
import { intoWholeFolder, requireFree } from '../inputs/out-folder.ts'
import { decimalNumber, withTalk, type SharedOptions } from '../options.ts'
import { jsonText, present } from '../output.ts'
import { modelLines, valueLines } from '../text/option-values.ts'

interface PriceOptions extends SharedOptions, OptionFlags {
  readonly models?: boolean
}

/** `ebb price [FILE]`: value and Greeks of one option by flags, or of many by a file. */
export const addPrice = ({ program, io }: Context): void => {
  withTerms(withTalk(program.command('price')))
    .description('value and Greeks of an option, or of a file of them; its form: ebb schema option')
    .argument('[file]', 'options as JSON, or as a table with commas')
    .option('--models', 'list the models with the parameters that they read')
    .option('--out <folder>', 'keep report.html and values.json in this folder')
    .action(async (path: string | undefined, options: PriceOptions) => {
      const form = options.json === undefined ? {} : { json: options.json }
      if (options.models === true) {
        present(io, form, { json: modelsJson(), text: () => `${modelLines(OPTION_MODELS, io.columns).join('\n')}\n` })
        return
      }
      const valued = valuedOptions(loadOptions(path, options, io.cwd))
      const json = valued.map(valueJson)
      if (options.out !== undefined) await keep(resolve(io.cwd, options.out), valued, json)
      const read = options.out === undefined ? [] : ['', `Read on in ${join(options.out, 'report.html')}`]
      present(io, form, { json, text: () => `${[...valueLines(valued, io.colour), ...read].join('\n')}\n` })
    })
}

const withTerms = (command: Command): Command =>
  command
    .option('--model <name>', 'how to value it (default bsm); --models lists them')
    .addOption(new Option('--kind <kind>', 'call or put').choices(['call', 'put']))
    .option('--spot <price>', 'price of the underlying, or of the future', decimalNumber)
    .option('--strike <price>', 'strike in the unit of the spot', decimalNumber)
    .option('--time <years>', 'years to expiry, act/365', decimalNumber)
    .option('--vol <volatility>', 'volatility per √year, 0.8 for 80 %', decimalNumber)
    .option('--rate <rate>', 'continuous rate of the currency a year', decimalNumber)
    .option('--dividend <rate>', 'continuous carry of the underlying a year', decimalNumber)
    .option('--price <price>', 'what it trades at: tells the implied volatility', decimalNumber)
    .addOption(
      new Option('--param <name=value>', 'another parameter of the model; may be repeated')
        .argParser((text: string, before: OptionFlags['param'] | undefined) => [...(before ?? []), parameterOf(text)])
        .default([], 'none'),
    )

const parameterOf = (text: string): readonly [string, number] => {
  const match = /^([A-Za-z]\w*)=(.+)$/.exec(text)
  if (match === null) throw new InvalidArgumentError('Write it as name=value.')
  return [match[1] ?? '', decimalNumber(match[2] ?? '')]
}

const OUR_FILES = ['values.json'] as const

const keep = async (folder: string, valued: readonly ValuedOption[], json: unknown): Promise<void> => {
  requireFree(folder, OUR_FILES)
  const { pricePage } = await import('@ebbline/lab')
  await intoWholeFolder(folder, async (place) => {
    writeWhole(join(place, 'report.html'), pricePage(valued))
    writeWhole(join(place, 'values.json'), jsonText(json))
  })
}

const valuedOptions = ({ file, options }: OptionsToValue): readonly ValuedOption[] =>
  options.map((placed, index) => {
    try {
      return valuedOption(placed, index)
    } catch (error) {
      throw error instanceof PricingInputError ? refusalOf(file, placed.place, error) : error
    }
  })

const valuedOption = ({ entry }: PlacedOption, index: number): ValuedOption => {
  const { id, kind, spot, strike, time, rate = 0, dividend = 0, price } = entry
  const model = optionModel(entry.model ?? 'bsm')
  const market = { kind, spot, strike, time, rate, dividend }
  const tradedAt = price ?? null
  const appraisal = appraiseOption(model, market, new Map(Object.entries(entry.parameters ?? {})), tradedAt)
  return { name: id ?? String(index + 1), model, market, tradedAt, ...appraisal }
}

const FLAGS: ReadonlySet<string> = new Set('model kind spot strike time vol rate dividend price'.split(' '))

/** A refusal of core under the flag or the place in the file that it is about. */
const refusalOf = (file: string | null, place: string, error: PricingInputError): Error => {
  const { field, value, allowed, remedy } = error
  if (file === null) return new ArgumentError(FLAGS.has(field) ? `--${field}` : field, String(value), allowed, remedy)
  const separator = place.startsWith('row') ? ', ' : '.'
  return new WireError(file, [{ field: `${place}${separator}${field}`, value: String(value), allowed, remedy }])
}

const valueJson = ({ name, model, market, parameters, value, impliedVol, tradedAt }: ValuedOption): unknown => ({
  id: name,
  model: model.name,
  settlement: model.settlement,
  ...market,
  parameters: Object.fromEntries(parameters),
  value,
  desk: inDeskUnits(value),
  tradedAt,
  impliedVol,
})

const modelsJson = (): unknown =>
  OPTION_MODELS.map(({ name, meaning, underlying, settlement, parameters }) => ({
    name,
    meaning,
    underlying,
    settlement,
    parameters,
  }))
