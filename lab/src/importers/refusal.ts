import { WireError } from '@ebbline/wire'

/** Where and why a file of data is refused. Rows are lines of the unpacked file: the header is row 1. */
export interface Refusal {
  readonly row?: number
  readonly field?: string
  readonly value: string
  readonly allowed: string
  readonly remedy: string
}

/** Longest piece of an input that an error repeats. */
const SHOWN_MAX = 60

/** The one error of all importers: file, row and field, value, what is allowed, remedy. */
export const refusal = (file: string, { row, field, value, allowed, remedy }: Refusal): WireError => {
  const place = [row === undefined ? [] : [`row ${row}`], field === undefined ? [] : [field]].flat().join(', ')
  return new WireError(file, [{ field: place === '' ? '(whole)' : place, value: printable(value), allowed, remedy }])
}

/** A value on one line, without control characters, at most 60 characters. */
export const printable = (value: string): string => {
  const plain = value.slice(0, SHOWN_MAX + 1).replace(/[\p{C}\uFFFD]/gu, '?')
  if (plain === '') return 'nothing'
  return plain.length > SHOWN_MAX ? `${plain.slice(0, SHOWN_MAX - 1)}…` : plain
}
