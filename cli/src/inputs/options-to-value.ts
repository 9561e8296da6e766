import { resolve } from 'node:path'
import { parseOptionFile, type OptionEntry, type PlacedOption } from '@ebbline/wire'
import { ArgumentError } from '../failure.ts'
import { readText } from './files.ts'

/** One option as flags say it. */
export interface OptionFlags {
  readonly model?: string
  readonly kind?: 'call' | 'put'
  readonly spot?: number
  readonly strike?: number
  readonly time?: number
  readonly rate?: number
  readonly dividend?: number
  readonly vol?: number
  readonly price?: number
  readonly param: readonly (readonly [name: string, value: number])[]
}

/** Options to be valued, and the file they stand in; null when flags describe the only one. */
export interface OptionsToValue {
  readonly file: string | null
  readonly options: readonly PlacedOption[]
}

/** What a file or the flags describe. @throws WireError, ArgumentError for flags beside a file or missing ones. */
export const loadOptions = (path: string | undefined, flags: OptionFlags, cwd: string): OptionsToValue => {
  if (path === undefined) return { file: null, options: [{ place: '', entry: entryOf(flags) }] }
  const { param, model: _, ...rest } = flags
  const beside = Object.keys(rest).filter((name) => FIELDS.includes(name))
  const first = param.length > 0 ? 'param' : beside[0]
  if (first !== undefined)
    throw new ArgumentError(`--${first}`, 'given', 'flags of one option, or a file', 'leave out the one or the other')
  const file = resolve(cwd, path)
  const options = parseOptionFile(file, readText(file)).map(({ place, entry }) => ({
    place,
    entry: flags.model === undefined || entry.model !== undefined ? entry : { ...entry, model: flags.model },
  }))
  return { file, options }
}

const FIELDS: readonly string[] = ['kind', 'spot', 'strike', 'time', 'rate', 'dividend', 'vol', 'price']

const entryOf = (flags: OptionFlags): OptionEntry => {
  const { kind, spot, strike, time, vol, param, model, rate, dividend, price } = flags
  if (kind === undefined) throw missing('--kind', 'call or put')
  if (spot === undefined) throw missing('--spot', 'the price of the underlying')
  if (strike === undefined) throw missing('--strike', 'a price')
  if (time === undefined) throw missing('--time', 'years to expiry')
  const parameters = Object.fromEntries([...param, ...(vol === undefined ? [] : [['vol', vol] as const])])
  return {
    kind,
    spot,
    strike,
    time,
    parameters,
    ...(model === undefined ? {} : { model }),
    ...(rate === undefined ? {} : { rate }),
    ...(dividend === undefined ? {} : { dividend }),
    ...(price === undefined ? {} : { price }),
  }
}

const missing = (flag: string, allowed: string): ArgumentError =>
  new ArgumentError(flag, 'nothing', allowed, 'give it, or name a file of options')
