import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { perMarket, spanOf } from '../inputs/risk-terms.ts'
import { ebb, ebbJson } from '../run.fixtures.ts'

const FILE = 'cli/examples/cross-account.json'
const folder = mkdtempSync(join(tmpdir(), 'ebb-risk-'))
after(() => rmSync(folder, { recursive: true, force: true }))

interface Line {
  readonly account: string
  readonly instrument: string
  readonly curve: readonly { readonly liquidation: number; readonly badDebt: number }[]
  readonly plan: { readonly kind: string; readonly ruinProbability: number } | null
}

const last = (line: Line | undefined) => line?.curve.at(-1)

describe('ebb risk', () => {
  test('prints probabilities of every position, and asks for a volume', async () => {
    const { code, out } = await ebb(['risk', FILE, '--vol', '0.6'])
    assert.equal(code, 0)
    assert.match(out, /^Within 24 h, filled 10 s after a breach:/)
    assert.match(out, /^long-btc +BTC-PERP falls +60,000 +59,091 +0\.4\d+ σ +6\d/m)
    assert.match(out, /No schedules: give the volume a day/)
    assert.ok(out.split('\n').every((line) => line.length <= 120))
  })

  test('jumps, a longer horizon and a volatility of its own each change what they say', async () => {
    const of = async (...more: readonly string[]): Promise<readonly Line[]> =>
      (await ebbJson(['risk', FILE, '--vol', '0.6', ...more])) as readonly Line[]
    const [plain, jumpy, longer, own] = await Promise.all([
      of(),
      of('--jumps', '60,0.35,60,40'),
      of('--horizon', '7d'),
      of('--vol', 'ETH-PERP=1.2'),
    ])
    assert.ok((last(jumpy[0])?.badDebt ?? 0) > 10 * (last(plain[0])?.badDebt ?? 1))
    assert.ok((last(longer[0])?.liquidation ?? 0) > (last(plain[0])?.liquidation ?? 1))
    assert.equal(last(own[0])?.liquidation, last(plain[0])?.liquidation)
    assert.ok((last(own[2])?.liquidation ?? 0) > (last(plain[2])?.liquidation ?? 1))
  })

  test('takes volatility from a surface, and a stated one goes before it', async () => {
    const file = join(folder, 'surface.json')
    const slice = { a: 0.0244, b: 0.1, rho: 0, m: 0, sigma: 0.1 } // 0.0344 at the forward: 60 %
    const surfaces = [{ timeMs: 1, expiries: [{ time: 0.0344 / 0.36, slice, status: 'fresh' }] }]
    writeFileSync(file, JSON.stringify({ schema: 'ebbline.surface/1', chains: [{ coin: 'BTC', surfaces }] }))
    const of = async (...more: readonly string[]): Promise<readonly Line[]> =>
      (await ebbJson(['risk', FILE, '--account', 'long-btc', ...more])) as readonly Line[]
    const [stated, implied, both] = [
      await of('--vol', '0.6'),
      await of('--surface', file),
      await of('--surface', file, '--vol', '0.9'),
    ]
    assert.ok(Math.abs((last(implied[0])?.liquidation ?? 0) - (last(stated[0])?.liquidation ?? 1)) < 1e-12)
    assert.ok((last(both[0])?.liquidation ?? 0) > (last(stated[0])?.liquidation ?? 1))
    const { code, err } = await ebb(['risk', FILE, '--surface', file])
    assert.equal(code, 2) // ETH has no surface
    assert.match(err, /a volatility for ETH-PERP/)
  })

  test('a schedule keeps within the ruin that may be risked', async () => {
    const argv = ['risk', FILE, '--vol', '0.6', '--volume', '2000', '--epsilon', '1e-9', '--close-within', '12h']
    const lines = (await ebbJson(argv)) as readonly Line[]
    for (const { plan } of lines) assert.ok(plan?.kind === 'schedule' && plan.ruinProbability <= 1e-9)
  })

  test('keeps a page and its numbers, and nothing when something is wrong', async () => {
    const out = join(folder, 'page')
    assert.equal((await ebb(['risk', FILE, '--vol', '0.6', '--out', out])).code, 0)
    assert.match(readFileSync(join(out, 'report.html'), 'utf8'), /Risk of 3 positions within 24 h/)
    assert.equal((JSON.parse(readFileSync(join(out, 'risk.json'), 'utf8')) as readonly unknown[]).length, 3)
    const wrong = join(folder, 'wrong')
    assert.equal((await ebb(['risk', FILE, '--vol', '1e9', '--out', wrong])).code, 2)
    assert.ok(!existsSync(wrong))
  })

  test('its help shows spans as they are written', async () => {
    const { out } = await ebb(['risk', '--help'])
    assert.deepEqual(out.match(/(?<=default: )\d+[a-z]+/g), ['24h', '10s', '1h'])
  })

  for (const [argv, message] of [
    [[], /--vol = nothing is refused; allowed: a volatility for BTC-PERP; write --vol 0\.8/],
    [['--vol', 'BTC-PREP=1'], /--vol = BTC-PREP is refused; allowed: a listed instrument; .*BTC-PERP/],
    [['--vol', '-1'], /above 0/],
    [['--vol', '0.6', '--epsilon', '2'], /--epsilon = 2 is refused; allowed: above 0 and below 1/],
    [['--vol', '0.6', '--horizon', 'soon'], /Write it as/],
    [['--vol', '0.6', '--jumps', '1,2,3'], /four numbers/],
    [['--vol', '0.6', '--jumps', '60,0.5,0.9,40'], /forecast: upRate = 0\.9 is refused/],
    [['--vol', '1e9'], /forecast: vol = 1000000000 is refused; allowed: 0\.001 to 100/],
    [['--vol', '0.6', '--linked', 'XRP/USDC'], /--linked = XRP\/USDC is refused/],
  ] as const)
    test(`refuses ${argv.length === 0 ? 'no volatility' : argv.join(' ')} by name`, async () => {
      const { code, out, err } = await ebb(['risk', FILE, ...argv])
      assert.deepEqual([code, out], [2, ''])
      assert.match(err, message)
    })
})

describe('spanOf and perMarket', () => {
  test('read spans in milliseconds, and refuse none', () => {
    assert.deepEqual(
      ['500ms', '10s', '30m', '1.5h', '7d'].map(spanOf),
      [500, 10_000, 1_800_000, 5_400_000, 604_800_000],
    )
    assert.deepEqual(['0s', '-1s', '10', 'h', '1y', '3651d'].map(spanOf), Array<null>(6).fill(null))
  })
  test('a name may hold an equals sign, the number comes last', () =>
    assert.deepEqual(perMarket('A=B=2'), { market: 'A=B', value: 2 }))
})
