/** A field of a table: text, a number, or nothing. */
export type CsvCell = string | number | null

const cell = (value: CsvCell): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A spreadsheet runs a text that begins like a formula; an apostrophe makes it text again. Plain decimals stay.
  const inert = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** Rows as CSV (RFC 4180 quoting, lines end with LF), the header first; `null` is an empty field. */
export const toCsv = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('')
