import {
  approx,
  atoms,
  fillValue,
  lots,
  math,
  measure,
  NO_ATOMS,
  quantize,
  type Account,
  type AccountId,
  type OwnerId,
  type Balance,
  type Position,
} from '@ebbline/core'
import type { Scenario } from '@ebbline/wire'
import { assetOf, type VenueTerms } from './market-terms.ts'
import type { Draws } from './population-draws.ts'
import { drawEquity } from './population-equity.ts'
import { drawLoan, isLoan } from './population-loans.ts'
import { drawLegs, type Leg } from './population-legs.ts'
import { drawOrders } from './population-orders.ts'

/** A population that its venue cannot hold. */
export class PopulationError extends Error {
  override readonly name = 'PopulationError'
  constructor(account: string) {
    super(
      `population: account ${account} cannot hold any position within initialBuffer; ` +
        'lower initialBuffer or the first tier, or raise pareto.minEquity',
    )
  }
}

/** Which account is drawn: its number, how many isolated accounts came before it, and its random numbers. */
export interface Place {
  readonly number: number
  readonly sister: number
  readonly draws: Draws
}

const TRIES = 60

/** Draws one trader and shrinks it until `equity ≥ initialBuffer × initial requirement`, exact; or a loan. @throws PopulationError */
export const drawAccount = (scenario: Scenario, terms: VenueTerms, place: Place): Account => {
  const { loans } = scenario.population
  const { draws } = place
  if (loans !== undefined && isLoan(scenario, draws))
    return drawLoan(scenario, terms, { id: traderId(place.number), loans, draws })
  const shape = drawShape(scenario, terms, place)
  let scale = 1
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const account = buildAccount(scenario, terms, shape, scale)
    const { equity, requirement } = measure(terms.rules, account, terms.startMarks, 'initial')
    const wanted = approx(requirement) * scenario.population.initialBuffer
    if (account.positions.length > 0 && approx(equity) >= wanted) return account
    scale *= 0.98 * Math.min(1, approx(equity) / wanted)
  }
  throw new PopulationError(traderId(place.number))
}

/** Name of trader `number`; names sort as numbers do. */
const traderId = (number: number): AccountId => `t${String(number).padStart(6, '0')}`

/** A cross account is its own owner's; isolated accounts are sisters, two by two in order of creation. */
const ownerOf = (number: number, mode: Account['mode'], sister: number): OwnerId =>
  mode === 'cross' ? `owner-${String(number).padStart(6, '0')}` : `sisters-${String(sister >> 1).padStart(6, '0')}`

interface Shape {
  readonly id: string
  readonly owner: string
  readonly mode: Account['mode']
  readonly draws: Draws
  /** Numeraire atoms. */
  readonly equity: bigint
  /** Share of equity in another asset. */
  readonly other: { readonly asset: string; readonly part: number } | null
  readonly legs: readonly Leg[]
}

const drawShape = (scenario: Scenario, terms: VenueTerms, place: Place): Shape => {
  const { population } = scenario
  const { draws } = place
  const mode = draws.uniform('mode') < population.isolatedShare ? 'isolated' : 'cross'
  const { decimals } = assetOf(terms.assets, 'numeraire', terms.rules.numeraire)
  const equity = drawEquity(population.pareto, draws.uniform('equity')) * 10 ** decimals
  const { min, max } = population.leverage
  const leverage = min * math.exp(draws.uniform('leverage') * math.log(max / min))
  return {
    id: traderId(place.number),
    owner: ownerOf(place.number, mode, place.sister),
    mode,
    draws,
    equity: quantize(equity, 'down'),
    other: mode === 'cross' ? drawCollateral(scenario, terms, draws) : null,
    legs: drawLegs(scenario, terms, draws, { mode, sister: place.sister, notional: equity * leverage, leverage }),
  }
}

const drawCollateral = (scenario: Scenario, terms: VenueTerms, draws: Draws): Shape['other'] => {
  const assets = [...terms.rules.collateral.keys()]
  const asset = assets[Math.floor(draws.uniform('collateral-asset') * assets.length)]
  if (asset === undefined || draws.uniform('collateral') >= scenario.population.otherCollateralShare) return null
  return { asset, part: scenario.population.otherCollateralPart }
}

/** The account at a scale of its positions; cash in the numeraire makes equity what was drawn, whatever the entry prices. */
const buildAccount = (scenario: Scenario, terms: VenueTerms, shape: Shape, scale: number): Account => {
  const positions = shape.legs.flatMap((leg) => positionOf(leg, scale))
  const bare: Account = {
    id: shape.id,
    owner: shape.owner,
    kind: 'trader',
    mode: shape.mode,
    balances: otherBalance(terms, shape),
    positions: positions.toSorted((a, b) => (a.instrument < b.instrument ? -1 : 1)),
    orders: [],
  }
  const { equity } = measure(terms.rules, bare, terms.startMarks, 'initial')
  return {
    ...bare,
    balances: withCash(bare.balances, { asset: terms.rules.numeraire, atoms: atoms(shape.equity - equity) }),
    orders: drawOrders(scenario, terms, shape.draws, bare),
  }
}

const positionOf = (leg: Leg, scale: number): readonly Position[] => {
  const size = lots(quantize(leg.lots * scale, 'down') * (leg.long ? 1n : -1n))
  if (size === 0n) return []
  return [{ instrument: leg.instrument.id, size, entryValue: fillValue(leg.instrument, size, leg.entry) }]
}

const otherBalance = (terms: VenueTerms, { other, equity }: Shape): readonly Balance[] => {
  const rule = other === null ? undefined : terms.rules.collateral.get(other.asset)
  const price = rule === undefined ? undefined : terms.startMarks.get(rule.spot.id)
  if (other === null || rule === undefined || price === undefined) return []
  const { spot } = rule
  const perAtom = (approx(price) * approx(spot.scale.numerator)) / approx(spot.scale.denominator * spot.lotAtoms)
  const held = quantize((approx(equity) * other.part) / perAtom, 'down')
  return held === 0n ? [] : [{ asset: other.asset, atoms: atoms(held) }]
}

const withCash = (balances: readonly Balance[], cash: Balance): readonly Balance[] =>
  cash.atoms === NO_ATOMS ? balances : [...balances, cash].toSorted((a, b) => (a.asset < b.asset ? -1 : 1))
