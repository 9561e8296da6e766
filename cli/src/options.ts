import { InvalidArgumentError, Option, type Command } from 'commander'
import { parseOverride, type Override } from './inputs/override.ts'

/** Options that every command knows. */
export interface SharedOptions {
  readonly json?: boolean
  readonly quiet?: boolean
  readonly out?: string
}

/** Adds `--json`, `--quiet` and `--out FILE`, which every command that prints a result knows. */
export const withOutput = (command: Command): Command =>
  withTalk(command).option('--out <file>', 'write the result to a file instead of stdout')

/** Adds `--json` and `--quiet`. */
export const withTalk = (command: Command): Command =>
  command
    .option('--json', 'print one JSON value on stdout and nothing else')
    .option('--quiet', 'no progress and no notes on stderr')

/** Adds `--set path=value`, repeatable. */
export const withOverrides = (command: Command, what: string): Command =>
  command.addOption(
    new Option('--set <path=value>', `replace a field of ${what}, such as a.b.0.c=1; may be repeated`)
      .argParser((text: string, before: readonly Override[] | undefined): readonly Override[] => {
        const override = parseOverride(text)
        if (override === null) throw new InvalidArgumentError('Write it as a.b.c=value.')
        return [...(before ?? []), override]
      })
      .default([], 'none'),
  )

/** Adds `--data DIR`. */
export const withData = (command: Command): Command =>
  command.option('--data <folder>', 'folder of recorded datasets (else the environment variable EBB_DATA)')

/** Parser of a whole number within bounds, both included. */
export const wholeNumber =
  (least: number, most: number): ((text: string) => number) =>
  (text) => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`Give a whole number from ${least} to ${most}.`)
    return value
  }

/** Parser of a finite decimal number, with an exponent if need be. */
export const decimalNumber = (text: string): number => {
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(value)) throw new InvalidArgumentError('Give a finite number such as 0.25 or 1e-3.')
  return value
}

/** Parser of a list `a,b,c`: at least one name, each once, no blanks. */
export const nameList = (text: string): readonly string[] => {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('')) throw new InvalidArgumentError('Give names joined by commas, such as full-close,soft.')
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new InvalidArgumentError(`'${twice}' is named twice.`)
  return names
}
