import {
  atoms,
  auctioned,
  bufferedMultiple,
  bufferMargin,
  createEngine,
  defineAsset,
  defineLinearPerpetual,
  defineTiers,
  fillValue,
  formatDecimal,
  formatRatio,
  lots,
  measure,
  NO_ATOMS,
  preset,
  ratio,
  ratioOf,
  step,
  ticks,
  type Account,
  type AccountKind,
  type Asset,
  type Atoms,
  type Decision,
  type Engine,
  type EngineEvent,
  type LinearPerpetual,
  type Lots,
  type PolicyDeclaration,
  type Ratio,
  type StageDeclaration,
  type VenueDeclaration,
} from '@ebbline/core'
import { CaseShapeError, exactIn, exactOf, type Adapter, type Inputs } from './adapter.ts'
import { DERIVE_FILE, rateIn } from './derive-auction.ts'

const MONEY = 24
const PRICE = 9
const SIZE = 13

/** Cash of more decimals than any real asset has. */
const CASH: Asset = { id: 'USDC', decimals: MONEY }

const market: LinearPerpetual = defineLinearPerpetual({
  id: 'X-PERP',
  base: defineAsset('X', SIZE),
  quote: CASH,
  tickSize: ratioOf('0.000000001'),
  lotSize: ratioOf('0.0000000000001'),
})

const SELLER = 'seller'
const RICH = atoms(exactOf('cash', '1000000000000', MONEY))

/**
 * Two bids through the engine: the solvent auction of the preset with the numbers of the case and without a fee, first to a buyer who asks for
 * `firstBid`, a second later to one who asks for everything.
 */
export const deriveBufferCase: Adapter = {
  file: DERIVE_FILE,
  formula: 'bufferRestoring',
  run: (inputs) => {
    const engine = createEngine()
    step(engine, { kind: 'genesis', time: 0, venue: venueIn(inputs), accounts: accountsIn(inputs) })
    const price = ticks(exactIn(inputs, 'mark', PRICE))
    const prints = [{ source: 'oracle', instrument: market.id, price, time: 0 }]
    const first = step(engine, { kind: 'batch', time: 0, prints, books: [], volumes: [], funding: [] })
    const second = step(engine, { kind: 'clock', time: 1_000 })
    const [one, two] = [sizeFacts(first), sizeFacts(second)]
    return {
      maintenanceMargin: money(one['maintenanceMarginAtoms']),
      markToMarket: money(one['markToMarketAtoms']),
      bufferMargin: money(one['bufferMarginAtoms']),
      maxProportion: one['maxProportion'],
      secondMaxProportion: two['maxProportion'],
      bufferMarginAfter: moneyText(bufferAfter(engine, rateIn(inputs, 'bufferPct'))),
    }
  },
}

const moneyText = (value: Atoms): string => formatDecimal(value, MONEY)
const money = (text: string | undefined): string => moneyText(atoms(exactOf('fact', text, 0)))

/** Why the slice that was sold has its size. @throws CaseShapeError when nothing was sold. */
const sizeFacts = (events: readonly EngineEvent[]): Readonly<Record<string, string>> => {
  const sold = events.flatMap((event) => (event.kind === 'decided' ? [event.decision] : [])).find(isTransfer)
  const size = sold?.reasons.find(({ part }) => part === 'size')
  if (size === undefined) throw new CaseShapeError('firstBid', undefined, 'a bid that leaves something to sell')
  return size.facts
}

const isTransfer = ({ kind }: Decision): boolean => kind === 'transfer'

const bufferAfter = ({ state }: Engine, buffer: Ratio): Atoms => {
  const account = state.accounts.get(SELLER)
  if (account === undefined || state.compiled === null) throw new CaseShapeError('size', 0, 'a position')
  return bufferMargin(auctioned(measure(state.compiled.rules, account, state.prices, 'maintenance')), buffer)
}

/** The preset's auction at the price of the case, for the two buyers one after the other. @throws CaseShapeError */
const policyIn = (inputs: Inputs): PolicyDeclaration => {
  const derive = preset('derive-v2')
  const [auction] = derive.stages
  if (auction === undefined) throw new CaseShapeError('policy', derive.name, 'a preset with a stage')
  const buffer = rateIn(inputs, 'bufferPct')
  const phases = { start: formatRatio(rateIn(inputs, 'priceFactor')), cutoff: '0', fastSeconds: 900, slowSeconds: 900 }
  const size = { ...auction.size, ...phases, buffer: formatRatio(buffer) }
  const multiple = formatRatio(bufferedMultiple(buffer))
  const stage: StageDeclaration = {
    ...auction,
    enter: { ...auction.enter, multiple },
    until: { ...auction.until, multiple },
    limit: { rule: auction.limit.rule, ...phases },
    penalty: { rule: 'none' },
    size,
  }
  return {
    ...derive,
    name: 'two-bids',
    stages: [
      { ...stage, name: 'first', size: { ...size, most: formatRatio(rateIn(inputs, 'firstBid')) } },
      { ...stage, name: 'second', enter: { rule: 'since-first-action', seconds: 1 } },
    ],
  }
}

const venueIn = (inputs: Inputs): VenueDeclaration => {
  const policy = policyIn(inputs)
  const rate = ratio(exactIn(inputs, 'mmPerpReq', 18))
  return {
    name: 'auction',
    numeraire: CASH.id,
    assets: [CASH],
    instruments: [market],
    tiers: [
      {
        instrument: market.id,
        tiers: defineTiers([{ floor: NO_ATOMS, initialRate: rate, maintenanceRate: rate }]),
      },
    ],
    collateral: [],
    marks: [{ instrument: market.id, rule: ORACLE }],
    takerFee: ratioOf('0'),
    house: {
      treasury: 'treasury',
      external: 'external',
      restOfWorld: 'world',
      vault: null,
      backstops: ['bidder'],
      funds: [{ instrument: market.id, account: 'fund' }],
    },
    policies: [policy, preset('house-unwind')],
    policy: { traders: policy.name, house: 'house-unwind', accounts: [] },
  }
}

const ORACLE = {
  kind: 'weighted-median',
  sources: [{ source: 'oracle', weight: 1n }],
  ageMax: 60_000,
  deviationMax: null,
} as const

const accountsIn = (inputs: Inputs): readonly Account[] => {
  const size = lots(exactIn(inputs, 'size', SIZE))
  const cash = atoms(exactIn(inputs, 'cash', MONEY))
  const other = lots(-size)
  return [
    accountOf(SELLER, 'trader', cash, positionIn(inputs, size)),
    accountOf('bidder', 'backstop', RICH, []),
    accountOf('world', 'rest-of-world', atoms(-RICH), positionIn(inputs, other)),
    accountOf('fund', 'fund', NO_ATOMS, []),
    accountOf('treasury', 'treasury', NO_ATOMS, []),
    accountOf('external', 'external', atoms(-cash), []),
  ]
}

const positionIn = (inputs: Inputs, size: Lots): Account['positions'] => [
  { instrument: market.id, size, entryValue: fillValue(market, size, ticks(exactIn(inputs, 'entry', PRICE))) },
]

const accountOf = (id: string, kind: AccountKind, cash: Atoms, positions: Account['positions']): Account => ({
  id,
  owner: id,
  kind,
  mode: 'cross',
  balances: cash === 0n ? [] : [{ asset: CASH.id, atoms: cash }],
  positions,
  orders: [],
})
