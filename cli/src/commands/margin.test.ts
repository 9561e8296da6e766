import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ebb, ebbJson } from '../run.fixtures.ts'

const FILE = 'cli/examples/cross-account.json'

describe('ebb margin', () => {
  // 1,500 USDC and 1 BTC long entered at its mark of 60,000: initial 2 %, maintenance 1 % of 60,000
  test('states equity and requirement by leg and level', async () => {
    const { code, out } = await ebb(['margin', FILE, '--account', 'long-btc'])
    assert.equal(code, 0)
    assert.deepEqual(
      out.split('\n').map((line) => line.split(/ {2,}/)),
      [
        ['long-btc (cross)'],
        ['leg', 'kind', 'equity USDC', 'initial', 'maintenance'],
        ['────────', '──────────', '───────────', '───────', '───────────'],
        ['USDC', 'collateral', '1,500'],
        ['BTC-PERP', 'position', '0', '1,200', '600'],
        ['total', '1,500', '1,200', '600'],
        ['initial: safe, equity is 1.25 times the requirement'],
        ['maintenance: safe, equity is 2.5 times the requirement'],
        [''],
      ],
    )
  })

  // cash -200, 1 ETH at 3,000 less 10 %, 0.5 BTC lost 500, 10 ETH short won 500: 2,500
  // maintenance 1 % of (0.5 × 60,000 + resting 0.1 × 60,000) and of 30,000: 360 + 300
  test('counts collateral less its haircut, hedges and resting orders', async () => {
    const [hedged] = (await ebbJson(['margin', FILE, '--account', 'hedged-with-coins'])) as readonly {
      readonly levels: readonly { readonly name: string; readonly equity: string; readonly requirement: string }[]
    }[]
    assert.deepEqual(
      hedged?.levels.map(({ name, equity, requirement }) => [name, equity, requirement]),
      [
        ['initial', '2500', '1320'],
        ['maintenance', '2500', '660'],
      ],
    )
  })

  test('a breached level says so', async () => {
    const { out } = await ebb(['margin', FILE, '--account', 'long-btc', '--set', 'marks.0.price=59090.9'])
    assert.match(out, /^maintenance: BREACHED, equity is 0\.9999 times/m)
  })

  test('a change by --set is judged by the schema', async () => {
    const { code, out, err } = await ebb(['margin', FILE, '--set', 'accounts.0.positions.0.size=0.0005'])
    assert.equal(code, 2)
    assert.equal(out, '')
    assert.match(err, /accounts\.0\.positions\.0\.size = .*0\.0005.* is refused; allowed: .*whole lots of 0\.001/)
  })

  test('the venue may be that of a bundled scenario', async () => {
    const { code, out } = await ebb(['margin', 'cli/examples/crash-venue.json'])
    assert.equal(code, 0)
    assert.match(out, /large-short \(isolated\)/)
  })
})
