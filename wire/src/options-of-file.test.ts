import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { WireError } from './error.ts'
import { parseOptionFile } from './options-of-file.ts'

const TABLE = `id,kind,spot,strike,time,model,vol,price
a,call,100,110,0.5,bsm,0.4,
b,put,100,90,2.5e-1,,0.6,1.25
`
const JSON_FORM = {
  schema: 'ebbline.options/1',
  options: [{ kind: 'call', spot: 100, strike: 110, time: 0.5, parameters: { vol: 0.4 } }],
}
const says = (text: string): string => {
  try {
    parseOptionFile('chain', text)
  } catch (error) {
    if (error instanceof WireError) return error.message
    throw error
  }
  return 'taken'
}

describe('parseOptionFile', () => {
  test('a table: columns that are no field are parameters, empty cells are left out', () =>
    assert.deepEqual(parseOptionFile('chain', TABLE), [
      {
        place: 'row 2',
        entry: { id: 'a', kind: 'call', spot: 100, strike: 110, time: 0.5, model: 'bsm', parameters: { vol: 0.4 } },
      },
      {
        place: 'row 3',
        entry: { id: 'b', kind: 'put', spot: 100, strike: 90, time: 0.25, price: 1.25, parameters: { vol: 0.6 } },
      },
    ]))

  test('JSON by its schema', () =>
    assert.deepEqual(parseOptionFile('chain', JSON.stringify(JSON_FORM)), [
      { place: 'options.0', entry: JSON_FORM.options[0] },
    ]))

  test('CRLF, a byte-order mark and empty lines are passed over', () =>
    assert.equal(parseOptionFile('chain', `\uFEFF${TABLE.replaceAll('\n', '\r\n')}\r\n`).length, 2))

  const rows = [
    ['', /row 1 = .* allowed: a header with kind, spot, strike, time/],
    ['kind,spot,strike\ncall,1,1\n', /add the column time/],
    ['kind,spot,strike,time,vol,vol\n', /name vol once/],
    ['kind,spot,strike,time\n', /0 rows is refused; allowed: 1 to 100000 rows/],
    ['kind,spot,strike,time\ncall,1,1\n', /row 2 = 3 fields is refused; allowed: 4 fields/],
    ['kind,spot,strike,time,vol\ncall,1,1,1,NaN\n', /row 2, vol = "NaN" is refused; allowed: a finite decimal number/],
    ['kind,spot,strike,time,vol\n\ncall,1,1,1,1e999\n', /row 3, vol = "1e999" is refused/],
    ['kind,spot,strike,time\ncall,1,1,1\nput,,1,1\n', /row 3, .*spot/],
    ['kind,spot,strike,time\nboth,1,1,1\n', /row 2, kind = "both" is refused/],
    ['{"schema":"ebbline.options/1","options":[]}', /options = /],
    ['{"schema":"ebbline.options/1","options":[{"kind":"call"}]}', /options\.0.*spot/],
    ['{"schema":', /\(whole\)/],
    ['[{"kind":"call"}]', /\(whole\) = a list of 1 is refused; allowed: an object/],
  ] as const
  for (const [text, pattern] of rows)
    test(`refuses ${JSON.stringify(text.slice(0, 60))}`, () => assert.match(says(text), pattern))
})
