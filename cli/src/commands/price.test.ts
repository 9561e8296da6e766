import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { ebb, ebbJson } from '../run.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'price-'))
after(() => rmSync(folder, { recursive: true }))

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const TERMS = 'price --kind call --spot 60 --strike 65 --time 0.25 --rate 0.08'
const flags = (...more: readonly string[]): readonly string[] => [...TERMS.split(' '), ...more]

interface Priced {
  readonly id: string
  readonly model: string
  readonly value: Readonly<Record<string, number | null>>
  readonly desk: Readonly<Record<string, number | null>>
  readonly parameters: Readonly<Record<string, number>>
  readonly impliedVol: number | null
}
const priced = async (argv: readonly string[]): Promise<readonly Priced[]> => (await ebbJson(argv)) as readonly Priced[]

describe('ebb price', () => {
  // Haug (1998), p. 3: 2.1334.
  test('prices an option by flags', async () => {
    const { code, out } = await ebb(flags('--vol', '0.3'))
    assert.equal(code, 0)
    const cells = out.trimEnd().split('\n').at(-1)?.split(/ +/) ?? []
    assert.deepEqual(cells.slice(0, 7), ['1', 'bsm', 'call', '60', '65', '0.25', '2.13337'])
  })

  test('a price tells its implied volatility, at which the option is valued when no other is given', async () => {
    const [known] = await priced(flags('--vol', '0.3'))
    const [found] = await priced(flags('--price', String(known?.value['price'])))
    assert.ok(Math.abs((found?.impliedVol ?? 0) - 0.3) < 1e-13)
    assert.ok(Math.abs((found?.value['vega'] ?? 0) - (known?.value['vega'] ?? 1)) < 1e-10)
  })

  test('a price in coins is a price in currency over the spot', async () => {
    const [coin] = await priced(flags('--model', 'inverse', '--vol', '0.3'))
    const [plain] = await priced(flags('--vol', '0.3'))
    assert.ok(Math.abs((coin?.value['price'] ?? 0) * 60 - (plain?.value['price'] ?? 1)) < 1e-14)
    const [back] = await priced(flags('--model', 'inverse', '--price', String(coin?.value['price'])))
    assert.ok(Math.abs((back?.impliedVol ?? 0) - 0.3) < 1e-13)
  })

  test('desk units: vega a vol point, theta a day, rho a percentage point', async () => {
    const [one] = await priced(flags('--vol', '0.3'))
    const ratios = ['vega', 'theta', 'rho'].map((name) => (one?.value[name] ?? 0) / (one?.desk[name] ?? 1))
    assert.deepEqual(ratios.map(Math.round), [100, 365, 100])
  })

  test('prices a table, each row by its model', async () => {
    const path = file(
      'chain.csv',
      'id,model,kind,spot,strike,time,vol,cost,interval\na,,call,100,110,0.5,0.4,,\nb,leland,put,100,90,0.5,0.4,0.001,0.01\n',
    )
    const options = await priced(['price', path])
    assert.deepEqual(
      options.map(({ id, model, parameters }) => [id, model, parameters]),
      [
        ['a', 'bsm', { vol: 0.4 }],
        ['b', 'leland', { vol: 0.4, cost: 0.001, interval: 0.01 }],
      ],
    )
  })

  test('--out keeps a page and the values, and replaces only its own', async () => {
    const out = join(folder, 'page')
    const { code } = await ebb(flags('--vol', '0.3', '--out', out))
    assert.equal(code, 0)
    assert.deepEqual(readdirSync(out).toSorted(), ['report.html', 'values.json'])
    assert.match(readFileSync(join(out, 'report.html'), 'utf8'), /Price and Greeks by spot/)
    assert.equal((await ebb(flags('--vol', '0.4', '--out', out))).code, 0)
    assert.equal((await ebb(flags('--vol', '0.4', '--out', folder))).code, 2)
  })

  test('--models names every model with what it reads', async () => {
    const { out } = await ebb(['price', '--models'])
    for (const name of ['bsm', 'black76', 'inverse', 'leland']) assert.match(out, new RegExp(`^${name}: `, 'm'))
  })

  const refused = [
    [
      ['--time', '-1', '--vol', '0.3'],
      /^ebb: --time = -1 is refused; allowed: a number above 0; the option has expired/,
    ],
    [['--time', '0', '--vol', '0.3'], /--time = 0 is refused/],
    [['--vol', '0'], /--vol = 0 is refused/],
    [['--vol', 'NaN'], /argument 'NaN' is invalid\. Give a finite number/],
    [[], /--vol = nothing is refused; allowed: a number: volatility/],
    [['--price', '61'], /--price = .* is refused; allowed: 0 \(intrinsic\) to below/],
    [['--price', '-1'], /--price = -.* is refused/],
    [['--vol', '0.3', '--spot', '0'], /--spot = 0 is refused/],
    [['--vol', '0.3', '--model', 'svj'], /--model = svj is refused; allowed: bsm, black76/],
    [['--vol', '0.3', '--param', 'cost=0.1'], /cost = 0\.1 is refused; allowed: vol for bsm; leave it out/],
    [['--vol', '0.3', '--param', 'cost'], /Write it as name=value/],
  ] as const
  for (const [more, message] of refused)
    test(`refuses ${more.join(' ') || 'a missing volatility'}`, async () => {
      const out = join(folder, 'refused')
      const { code, err, out: printed } = await ebb([...flags(...more), '--out', out])
      assert.equal(code, 2)
      assert.equal(printed, '')
      assert.match(err, message)
      assert.equal(existsSync(out), false)
    })

  test('refuses a row by file, row and field, and keeps nothing of the others', async () => {
    const path = file('bad.csv', 'kind,spot,strike,time,vol\ncall,100,110,0.5,0.4\nput,100,90,0.5,-0.4\n')
    const { code, err, out } = await ebb(['price', path])
    assert.deepEqual([code, out], [2, ''])
    assert.match(err, /bad\.csv: row 3, vol = -0\.4 is refused/)
  })

  test('refuses flags of one option beside a file, and a missing kind', async () => {
    const path = file('one.csv', 'kind,spot,strike,time,vol\ncall,100,110,0.5,0.4\n')
    assert.match((await ebb(['price', path, '--vol', '0.3'])).err, /--vol = given is refused/)
    assert.match((await ebb(['price'])).err, /--kind = nothing is refused/)
  })
})
