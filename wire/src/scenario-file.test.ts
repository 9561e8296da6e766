import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { WireError } from './error.ts'
import { parseScenario } from './scenario-file.ts'
import { soundScenario, withChange } from './scenario.fixtures.ts'

const parse = (value: unknown): ReturnType<typeof parseScenario> => parseScenario('s.json', JSON.stringify(value))

describe('parseScenario', () => {
  test('gives the scenario and the exact terms of its venue', () => {
    const { scenario, terms, marks } = parse(soundScenario)
    assert.deepEqual(scenario, soundScenario)
    const [perpetual, , spot] = terms.instruments
    // One lot is 0.001 BTC, one tick 0.5 USDC, one USDC 1e6 atoms: 500 atoms for a lot and tick.
    assert.deepEqual(perpetual, {
      kind: 'linear-perpetual',
      id: 'BTC-PERP',
      base: 'BTC',
      quote: 'USDC',
      settle: 'USDC',
      tickSize: 5n * 10n ** 17n,
      lotSize: 10n ** 15n,
      scale: { numerator: 500n, denominator: 1n },
    })
    // 0.00001 BTC are 1000 satoshi; a tick of half a dollar makes 5 atoms.
    assert.deepEqual(spot?.kind === 'spot' ? [spot.lotAtoms, spot.scale] : null, [
      1_000n,
      { numerator: 5n, denominator: 1n },
    ])
    assert.equal(terms.takerFee, 5n * 10n ** 14n)
    assert.deepEqual(
      terms.collateral.map((rule) => [rule.asset, rule.haircut, rule.spot.id]),
      [['BTC', 5n * 10n ** 16n, 'BTC/USDC']],
    )
    // The second tier starts at 50 000.5 USDC; its deductions keep the requirement continuous there:
    // 50 000.5 × (0.04 - 0.02) = 1 000.01 and 50 000.5 × (0.02 - 0.01) = 500.005 USDC, in atoms × 1e18.
    assert.deepEqual(terms.tiers[0]?.tiers[1], {
      floor: 50_000_500_000n,
      initialRate: 4n * 10n ** 16n,
      maintenanceRate: 2n * 10n ** 16n,
      initialDeduction: 1_000_010_000n * 10n ** 18n,
      maintenanceDeduction: 500_005_000n * 10n ** 18n,
    })
    assert.deepEqual(marks[2], {
      instrument: 'BTC/USDC',
      rule: {
        kind: 'weighted-median',
        sources: [
          { source: 'one', weight: 1n },
          { source: 'two', weight: 1n },
          { source: 'own', weight: 1n },
        ],
        ageMax: 15_000,
        deviationMax: null,
      },
    })
  })

  test('a venue may go without a vault', () => {
    assert.equal(parse(withChange(soundScenario, 'venue.vault', null)).scenario.venue.vault, null)
  })

  const faults: readonly (readonly [string, unknown, string, RegExp])[] = [
    ['schema', 'ebbline.scenario/2', 'schema', /"ebbline.scenario\/1"/],
    ['seed', -1, 'seed', /whole number from 0/],
    ['seed', 1.5, 'seed', /whole number/],
    ['sead', 1, 'sead', /only the fields schema, name/],
    ['name', '', 'name', /characters from 1/],
    ['venue.takerFee', 0.0005, 'venue.takerFee', /decimal text from 0 to 1/],
    ['venue.takerFee', '-0.0005', 'venue.takerFee', /from 0 to 1/],
    ['venue.takerFee', 'NaN', 'venue.takerFee', /from 0 to 1/],
    ['venue.takerFee', '1e-4', 'venue.takerFee', /from 0 to 1/],
    ['venue.numeraire', 'USDT', 'venue.numeraire', /a listed asset: USDC, BTC/],
    ['venue.assets.1.id', 'USDC', 'venue.assets.1.id', /each once/],
    ['venue.assets.1.decimals', 19, 'venue.assets.1.decimals', /up to 18/],
    ['venue.instruments.0.base', 'DOGE', 'venue.instruments.0.base', /a listed asset/],
    ['venue.instruments.1.id', 'BTC-PERP', 'venue.instruments.1.id', /each once/],
    ['venue.instruments.0.kind', 'swap', 'venue.instruments.0.kind', /one of "spot"/],
    ['venue.instruments.0.kind', 'dated-future', 'venue.instruments.0.expiry', /milliseconds/],
    ['venue.instruments.0.expiry', 1, 'venue.instruments.0.expiry', /only the fields/],
    ['venue.instruments.0.tickSize', '0', 'venue.instruments.0.tickSize', /above 0/],
    ['venue.instruments.0.tickSize', '0.0000000000000000001', 'venue.instruments.0', /at most 18 decimals/],
    ['venue.instruments.0.lotSize', '-0.001', 'venue.instruments.0.lotSize', /above 0/],
    ['venue.instruments.2.lotSize', '0.000000001', 'venue.instruments.2', /whole number of base atoms/],
    ['venue.tiers.0.rows.0.floor', '10', 'venue.tiers.0.rows.0.floor', /^0$/],
    ['venue.tiers.0.rows.1.floor', '0', 'venue.tiers.0.rows.1.floor', /above 0/],
    ['venue.tiers.0.rows.1.floor', '50000.1234567', 'venue.tiers.0.rows.1.floor', /at most 6 decimals/],
    [
      'venue.tiers.0.rows.0.maintenanceRate',
      '0.021',
      'venue.tiers.0.rows.0.maintenanceRate',
      /at most initialRate 0.02/,
    ],
    ['venue.tiers.0.rows.0.maintenanceRate', '0', 'venue.tiers.0.rows.0.maintenanceRate', /above 0/],
    ['venue.tiers.0.rows.1.initialRate', '0.019', 'venue.tiers.0.rows.1.maintenanceRate', /at most initialRate/],
    ['venue.tiers.0.rows.1.maintenanceRate', '0.005', 'venue.tiers.0.rows.1.maintenanceRate', /at least 0.01/],
    ['venue.tiers.0.rows', [], 'venue.tiers.0.rows', /entries from 1/],
    ['venue.tiers.0.instrument', 'BTC/USDC', 'venue.tiers.0.instrument', /derivative: BTC-PERP, ETH-PERP/],
    ['venue.collateral.0.spot', 'BTC-PERP', 'venue.collateral.0.spot', /a listed spot market of BTC in USDC/],
    ['venue.collateral.0.haircut', '1.01', 'venue.collateral.0.haircut', /from 0 to 1/],
    ['venue.collateral', [], 'venue', /numeraire or a collateral asset/],
    ['venue.sources.0.weight', 0, 'venue.sources.0.weight', /from 1/],
    ['venue.sources.0.weight', -3, 'venue.sources.0.weight', /from 1/],
    ['venue.sources.1.id', 'one', 'venue.sources.1.id', /each once/],
    ['venue.sources.1.lagBatches', 4, 'venue.sources.1.lagBatches', /at most 3/],
    ['venue.funds.1.instrument', 'BTC/USDC', 'venue.funds.1.instrument', /derivative/],
    ['venue.funds', [], 'venue.funds', /a row for each derivative/],
    ['venue.funds.0.amount', '-1', 'venue.funds.0.amount', /from 0/],
    ['venue.funds.0.amount', '0.0000001', 'venue.funds.0.amount', /at most 6 decimals/],
    ['venue.vault', { amount: '1', cap: '2' }, 'venue.vault.cap', /only the fields amount/],
    ['clock.horizonSec', 374, 'path.phases', /at most horizonSec - calmSec = 314 s/],
    ['clock.batchMs', 600_001, 'clock.batchMs', /at most 600000/],
    ['path.markets.0.startPrice', '60000.3', 'path.markets.0.startPrice', /whole ticks of 0.5/],
    ['path.markets.0.startPrice', '0', 'path.markets.0.startPrice', /above 0/],
    ['path.markets.1.instrument', 'XRP-PERP', 'path.markets.1.instrument', /derivative/],
    ['path.markets.0.idioVolDaily', -0.1, 'path.markets.0.idioVolDaily', /from 0/],
    ['path.spots', [], 'path.spots', /a row for each spot market/],
    ['path.spots.0.market', 'BTC/USDC', 'path.spots.0.market', /a listed derivative/],
    ['path.phases.1.name', 'jump', 'path.phases.1.name', /each once/],
    ['path.phases.0.durationSec', 0, 'path.phases.0.durationSec', /above 0/],
    ['path.phases.0.moveLog', '-0.06', 'path.phases.0.moveLog', /finite number/],
    ['path.phases.0.waves', { count: 1 }, 'path.phases.0.waves.amplitudeLog', /finite number/],
    ['path.wicks.0.source', 'four', 'path.wicks.0.source', /a listed source: one, two, own/],
    ['path.wicks.0.move', -1, 'path.wicks.0.move', /above -1/],
    ['path.wicks.0.atSec', 580, 'path.wicks.0.durationSec', /at most 20/],
    ['liquidity.0.depth.1.size', 20, 'liquidity.0.depth.1.size', /above 20/],
    ['liquidity.0.depth.1.bps', 4, 'liquidity.0.depth.1.bps', /above 5/],
    ['liquidity.0.depth.0.bps', 0.4, 'liquidity.0.depth.0.bps', /at least half of spreadBps, 0.5/],
    ['liquidity.0.hourlyVolume', [1, 1], 'liquidity.0.hourlyVolume', /entries from 24/],
    ['liquidity.1.instrument', 'BTC-PERP', 'liquidity.1.instrument', /each once/],
    ['reaction', null, 'reaction', /unless the path is recorded/],
    ['path.kind', 'recorded', 'path.printOrder', /one of/],
    ['reaction.permanentShare', 1.01, 'reaction.permanentShare', /up to 1/],
    ['reaction.markets.1.instrument', 'X', 'reaction.markets.1.instrument', /derivative/],
    ['population.count', 0, 'population.count', /from 1/],
    ['population.pareto.maxEquity', '99', 'population.pareto.maxEquity', /at least minEquity 100/],
    ['population.pareto.minEquity', '-5', 'population.pareto.minEquity', /above 0/],
    ['population.leverage.max', 3, 'population.leverage.max', /at least min 4/],
    ['population.isolatedShare', 0.95, 'population.isolatedShare', /no account is both hedged and isolated/],
    ['population.marketsPerAccount', [1, 1, 1], 'population.marketsPerAccount', /at most 2/],
    ['population.marketsPerAccount', [0, 0], 'population.marketsPerAccount', /at least one weight above 0/],
    ['population.initialBuffer', 0.99, 'population.initialBuffer', /from 1/],
    ['funding.rate', '0.1234567890123456789', 'funding.rate', /at most 18 decimals/],
  ]
  for (const [path, change, field, allowed] of faults)
    test(`refuses ${path} = ${JSON.stringify(change).slice(0, 40)} at ${field}`, () =>
      assert.throws(
        () => parse(withChange(soundScenario, path, change)),
        (error) => {
          assert.ok(error instanceof WireError)
          const found = error.problems.find((problem) => problem.field === field)
          assert.ok(found !== undefined, error.message)
          assert.match(found.allowed, allowed)
          assert.ok(found.remedy.length > 0 && error.message.startsWith('s.json: '))
          return true
        },
      ))

  test('names several faults at once', () => {
    const broken = withChange(withChange(soundScenario, 'population.leverage.max', 3), 'path.wicks.0.source', 'four')
    assert.throws(
      () => parse(broken),
      (error) => error instanceof WireError && error.problems.length === 2,
    )
  })
})
