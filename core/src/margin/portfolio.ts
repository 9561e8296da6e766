import { applyRatio, atoms, divide, greatest, magnitude, NO_LOTS, type Atoms, type Lots } from '../units/index.ts'
import type { AssetId, Instrument, InstrumentId } from '../instruments/index.ts'
import { sizeIn, type Account } from '../accounts/index.ts'
import { exposure, orderedOnly, orderLosses, worstSize } from './exposure.ts'
import type { LevelName, MarginRules, MarkPrices, PortfolioRule } from './types.ts'
import { instrumentOf } from './worth.ts'

/** Whether an instrument is margined together with the others on its underlying. */
export const inPortfolio = ({ portfolio }: MarginRules, instrument: Instrument): boolean =>
  portfolio !== undefined && instrument.kind !== 'spot' && portfolio.has(instrument.base)

/** Exposure to one underlying, numeraire atoms. */
export interface NetExposure {
  /** Signed sum if every resting buy filled, and if every resting sell did; equal without orders. */
  readonly highest: bigint
  readonly lowest: bigint
  /** Sum of magnitudes, orders included. */
  readonly gross: bigint
}

/** Exposure by underlying of everything that is margined together. Reduce-only orders never raise a size, so they do not count. */
export const netExposures = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
): ReadonlyMap<AssetId, NetExposure> => {
  const found = new Map<AssetId, NetExposure>()
  for (const leg of legsOf(rules, account, marks)) {
    const before = found.get(leg.underlying) ?? { highest: 0n, lowest: 0n, gross: 0n }
    found.set(leg.underlying, {
      highest: before.highest + leg.held + leg.buys,
      lowest: before.lowest + leg.held - leg.sells,
      gross: before.gross + grossOf(leg),
    })
  }
  return found
}

/**
 * What everything that is margined together requires at a level, by instrument, in numeraire atoms; empty without portfolio rules.
 *
 *   R_u = ⌈shock · max(|Σ X|, with orders)⌉ + ⌈contingency · Σ |X|⌉ + what orders would lose
 *
 * X signed exposure of each contract on underlying u. Contracts are linear in the underlying, so that one of the two ends of the move
 * is the worst. The requirement of an underlying is told to its instruments in proportion to their gross exposure, to the atom.
 *
 * @throws MissingMarkError, UncoveredHoldingError
 * @source docs/models/margin.md, eq. 7
 */
export const portfolioRequirements = (
  rules: MarginRules,
  account: Account,
  marks: MarkPrices,
  level: LevelName,
): ReadonlyMap<InstrumentId, Atoms> => {
  const shares = new Map<InstrumentId, Atoms>()
  if (rules.portfolio === undefined) return shares
  const legs = legsOf(rules, account, marks)
  for (const [underlying, net] of netExposures(rules, account, marks)) {
    const rule = rules.portfolio.get(underlying)
    if (rule === undefined) continue
    const own = legs.filter((leg) => leg.underlying === underlying)
    share(shares, own, { required: requiredFor(rule, net, level), gross: net.gross })
  }
  return shares
}

const requiredFor = (rule: PortfolioRule, { highest, lowest, gross }: NetExposure, level: LevelName): bigint => {
  const shock = level === 'initial' ? rule.initialShock : rule.maintenanceShock
  const worst = atoms(greatest<bigint>(highest, -lowest))
  return applyRatio(worst, shock, 'up') + applyRatio(atoms(gross), rule.contingency, 'up')
}

/** One contract: what is held, signed, and what resting orders may add, in numeraire atoms. */
interface Leg {
  readonly instrument: InstrumentId
  readonly underlying: AssetId
  readonly held: bigint
  readonly buys: bigint
  readonly sells: bigint
  readonly losses: Atoms
}

const grossOf = ({ held, buys, sells }: Leg): bigint => magnitude(held) + buys + sells

const legsOf = (rules: MarginRules, account: Account, marks: MarkPrices): readonly Leg[] =>
  [...account.positions.map(({ instrument }) => instrument), ...orderedOnly(account)].flatMap((id) => {
    const instrument = instrumentOf(rules, id)
    return inPortfolio(rules, instrument) ? [legOf(rules, account, marks, instrument)] : []
  })

const legOf = (rules: MarginRules, account: Account, marks: MarkPrices, instrument: Instrument): Leg => {
  const size = sizeIn(account, instrument.id)
  const worth = (held: Lots): bigint => exposure(rules, marks, instrument, held)
  const resting = (side: 'buy' | 'sell'): bigint =>
    worth(
      worstSize(
        NO_LOTS,
        account.orders.filter((order) => order.side === side),
        instrument.id,
      ),
    )
  return {
    instrument: instrument.id,
    underlying: instrument.base,
    held: size < 0n ? -worth(size) : worth(size),
    buys: account.orders.length === 0 ? 0n : resting('buy'),
    sells: account.orders.length === 0 ? 0n : resting('sell'),
    losses: orderLosses(rules, marks, { instrument: instrument.id, size, orders: account.orders }),
  }
}

const share = (
  shares: Map<InstrumentId, Atoms>,
  legs: readonly Leg[],
  { required, gross }: { readonly required: bigint; readonly gross: bigint },
): void => {
  let [counted, told] = [0n, 0n]
  for (const leg of legs) {
    counted += grossOf(leg)
    const upTo = gross === 0n ? 0n : divide(required * counted, gross, 'down')
    shares.set(leg.instrument, atoms(upTo - told + leg.losses))
    told = upTo
  }
}
