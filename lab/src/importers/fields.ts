import type { WireError } from '@ebbline/wire'
import { decimalAt, isEmptyAt, placesOf, scaledAt, textAt, type CsvBatch, type CsvTable } from './csv.ts'
import { refusal } from './refusal.ts'

/** A column of numbers: what its values must be, and how to read one. */
export interface NumberField {
  /** The value in the batch's row `index`. @throws WireError with row, field, value, what is allowed and the remedy */
  readonly at: (batch: CsvBatch, index: number) => number
}

/** A column of text. */
export interface TextField {
  /** The text in the batch's row `index`, not empty. @throws WireError */
  readonly at: (batch: CsvBatch, index: number) => string
}

interface Rule {
  readonly holds: (value: number) => boolean
  readonly allowed: string
  readonly remedy: string
}

const MEND = 'mend the row, or fetch the file again'

/** What a number must be. */
export type NumberRule = 'positive' | 'not-negative' | 'not-zero' | 'any'

const RULES: Readonly<Record<NumberRule, Rule>> = {
  positive: { holds: (value) => value > 0, allowed: 'a finite number above 0', remedy: MEND },
  'not-negative': { holds: (value) => value >= 0, allowed: 'a finite number of at least 0', remedy: MEND },
  'not-zero': { holds: (value) => value < 0 || value > 0, allowed: 'a finite number other than 0', remedy: MEND },
  any: { holds: (value) => !Number.isNaN(value), allowed: 'a finite number', remedy: MEND },
}

/** A column of numbers: above zero, at least zero, or any finite one. @throws WireError when the column is missing */
export const numberField = (table: CsvTable, name: string, rule: NumberRule): NumberField => {
  const { holds } = RULES[rule]
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  return {
    at: (batch, index) => {
      const value = decimalAt(batch, width, index, column)
      if (!holds(value)) throw refusedAt(table, batch, index, name, RULES[rule])
      return value
    },
  }
}

/** A column of whole numbers of at least 0, such as ids. @throws WireError when the column is missing */
export const wholeField = (table: CsvTable, name: string): NumberField => {
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  return {
    at: (batch, index) => {
      const value = decimalAt(batch, width, index, column)
      if (!(value >= 0 && Number.isSafeInteger(value)))
        throw refusedAt(table, batch, index, name, { allowed: 'a whole number below 2^53', remedy: MEND })
      return value
    },
  }
}

/** A column of names. @throws WireError when the column is missing */
export const textField = (table: CsvTable, name: string): TextField => {
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  return {
    at: (batch, index) => {
      const text = textAt(batch, width, index, column)
      if (text === '' || text.length > NAME_MAX)
        throw refusedAt(table, batch, index, name, { allowed: `1 to ${NAME_MAX} characters`, remedy: MEND })
      return text
    },
  }
}

const NAME_MAX = 200

/** Pairs of columns that name a series. */
const SERIES_COLUMNS = [
  ['exchange', 'symbol'],
  ['venue', 'coin'],
] as const

/** The series of a row as `venue:symbol`, just `symbol` where no venue is named, and nothing in a file of one series. */
export const seriesField = (table: CsvTable): TextField & { readonly columns: readonly string[] } => {
  const pair = SERIES_COLUMNS.find(([, symbol]) => table.columns.includes(symbol))
  if (pair === undefined) return { columns: [], at: () => '' }
  const columns = table.columns.includes(pair[0]) ? pair : [pair[1]]
  const fields = columns.map((name) => textField(table, name))
  return { columns, at: (batch, index) => fields.map((field) => field.at(batch, index)).join(':') }
}

/** Units of time that columns are in, by the end of their names. */
export type TimeUnit = 's' | 'ms' | 'us'

const PER_MS = { s: 1000, ms: 1, us: 1 / 1000 } as const

/** 2009-01-01 (the first block of Bitcoin) and 2100-01-01 in milliseconds: a time outside is in another unit. */
export const TIME_MS_MIN: number = 1_230_768_000_000
export const TIME_MS_MAX: number = 4_102_444_800_000

const UNIT_NAMES = { s: 'seconds', ms: 'milliseconds', us: 'microseconds' } as const

/**
 * A column of moments, as they stand in the file: whole numbers of seconds, milliseconds or microseconds since 1970 UTC, between
 * 2009 and 2100. Units a thousand apart cannot both fall there, so a file that mixes them is refused at the row where it does.
 */
export const timeField = (table: CsvTable, name: string, unit: TimeUnit): NumberField => {
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  const [least, most] = [TIME_MS_MIN / PER_MS[unit], TIME_MS_MAX / PER_MS[unit]]
  return {
    at: (batch, index) => {
      const value = decimalAt(batch, width, index, column)
      if (!(value >= least && value < most && Number.isInteger(value)))
        throw refusedAt(table, batch, index, name, timeRule(value, unit))
      return value
    },
  }
}

const timeRule = (value: number, unit: TimeUnit): Omit<Rule, 'holds'> => ({
  allowed: `whole ${UNIT_NAMES[unit]} since 1970 between 2009 and 2100`,
  remedy: unitRemedy(value),
})

/** What a time in the wrong unit is likely to be in. */
export const unitRemedy = (value: number): string => {
  const likely = (['s', 'ms', 'us'] as const).find(
    (unit) => value * PER_MS[unit] >= TIME_MS_MIN && value * PER_MS[unit] < TIME_MS_MAX,
  )
  return likely === undefined
    ? MEND
    : `this looks like ${UNIT_NAMES[likely]}: bring the whole column into one unit, the one its name ends in`
}

/** The error of one field of a row. */
export const refusedAt = (
  table: CsvTable,
  batch: CsvBatch,
  index: number,
  name: string,
  why: { readonly allowed: string; readonly remedy: string },
): WireError => {
  const value = textAt(batch, table.columns.length, index, table.columns.indexOf(name))
  return refusal(table.path, { row: batch.firstRow + index, field: name, value, ...why })
}

/** A column of one of a few words. @throws WireError when the column is missing */
export const choiceField = (table: CsvTable, name: string, words: readonly string[]): TextField => {
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  return {
    at: (batch, index) => {
      const text = textAt(batch, width, index, column)
      if (!words.includes(text))
        throw refusedAt(table, batch, index, name, { allowed: words.join(' or '), remedy: MEND })
      return text
    },
  }
}

/** A column of exact prices or sizes, as whole numbers of 1e-8. @throws WireError when the column is missing */
export const scaledField = (table: CsvTable, name: string, rule: 'positive' | 'not-negative'): NumberField => {
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  const least = rule === 'positive' ? 1 : 0
  const why = {
    allowed: `a decimal ${rule === 'positive' ? 'above 0' : 'of at least 0'}, at most 8 digits after the point, below 90 million`,
    remedy: `${MEND}; state cheap coins in thousands`,
  }
  return {
    at: (batch, index) => {
      const value = scaledAt(batch, width, index, column)
      if (!(value >= least)) throw refusedAt(table, batch, index, name, why)
      return value
    },
  }
}

/** The same column where a field may be empty: then NaN. */
export const orNothing = (table: CsvTable, name: string, field: NumberField): NumberField => {
  const [column = 0] = placesOf(table, [name])
  const width = table.columns.length
  return {
    at: (batch, index) => (isEmptyAt(batch, width, index, column) ? Number.NaN : field.at(batch, index)),
  }
}

/** A column of days such as `2022-01-31`, as the milliseconds UTC at which they begin. @throws WireError when the column is missing */
export const dayField = (table: CsvTable, name: string): NumberField => {
  const text = textField(table, name)
  return {
    at: (batch, index) => {
      const day = text.at(batch, index)
      const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
      if (!(time >= TIME_MS_MIN && time < TIME_MS_MAX))
        throw refusedAt(table, batch, index, name, {
          allowed: 'a day such as 2022-01-31 from 2009 to 2099',
          remedy: MEND,
        })
      return time
    },
  }
}
