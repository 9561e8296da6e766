import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ebb } from './run.fixtures.ts'

describe('run', () => {
  test('help goes to stdout and names every command', async () => {
    const { code, out, err } = await ebb(['--help'])
    assert.equal(code, 0)
    assert.equal(err, '')
    for (const name of ['compare', 'replay', 'explain', 'margin', 'ladder', 'policies', 'schema', 'conformance'])
      assert.match(out, new RegExp(`^  ${name} `, 'm'))
  })
  test('the version is that of the package', async () =>
    assert.match((await ebb(['--version'])).out, /^\d+\.\d+\.\d+\n$/))

  const usage = [
    [[], /Usage: ebb/],
    [['margni'], /Did you mean margin\?/],
    [['margin', '--jsn', 'x'], /Did you mean --json\?/],
    [['margin'], /missing required argument 'file'/],
    [['compare', '--seeds', '0'], /whole number from 1 to 10000/],
    [['compare', '--seeds', 'NaN'], /whole number/],
    [['compare', '--policies', 'soft,,x'], /joined by commas/],
    [['compare', '--policies', 'soft,soft'], /named twice/],
    [['compare', '--policies', 'sotf'], /did you mean soft\?/],
    [['compare', 'crsh'], /did you mean crash\?/],
    [['compare', 'crash', '--set', 'seed'], /a\.b\.c=value/],
    [['compare', 'crash', '--set', 'sed=1'], /did you mean seed\?/],
    [['compare', 'crash', '--set', 'seed=-1'], /seed = -1 is refused/],
    [['compare', 'crash', '--set', 'policy.soft.stages.0.size.target=0.9'], /target/],
    [['replay'], /write: ebb replay crash/],
    [['replay', 'crash', '--bound', 'real'], /Allowed choices are frozen, own/],
    [['replay', '--resume', 'x', '--out', 'y'], /cannot be used with/],
    [['replay', '--resume', 'x', 'crash'], /nothing beside --resume/],
    [['explain', 'nowhere'], /folder of one finished run/],
    [['schema', 'polcy'], /did you mean policy\?/],
    [['policies', 'show', 'hyperliquid'], /did you mean hyperliquid-like\?|known:/],
    [['ladder', 'cli/examples/cross-account.json', '--linked', 'BTC'], /--linked = BTC is refused/],
    [['margin', 'cli/examples/cross-account.json', '--account', 'long-bct'], /did you mean long-btc\?/],
    [['conformance', 'no/such/*.json'], /a vector file, a folder/],
  ] as const
  for (const [argv, message] of usage)
    test(`'ebb ${argv.join(' ')}' is refused with exit 2 and nothing on stdout`, async () => {
      const { code, out, err } = await ebb(argv)
      assert.equal(code, 2)
      assert.equal(out, '')
      assert.match(err, message)
    })

  test('no command line throws, and stdout stays empty when it is refused', async () => {
    const words = ['margin', 'ladder', 'schema', 'policies', 'show', '--json', '--set', '--out', '--', '-', '', 'soft']
    const word = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: fc.string() })
    // `--out` followed by a name would write a file: its value is only ever a place that cannot be written.
    const line = fc
      .array(word, { maxLength: 5 })
      .map((argv) => argv.flatMap((one) => (one.startsWith('--o') ? ['--out', '/dev/null/x'] : [one])))
    await fc.assert(
      fc.asyncProperty(line, async (argv) => {
        const { code, out } = await ebb(argv)
        assert.ok([0, 2].includes(code), `exit ${code}`)
        if (code === 2) assert.equal(out, '')
      }),
      { numRuns: 150 },
    )
  })
})
