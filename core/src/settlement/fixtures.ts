import { atoms, lots, ratioOf, type Lots } from '../units/index.ts'
import {
  defineAsset,
  defineDatedFuture,
  defineInversePerpetual,
  defineLinearPerpetual,
  defineSpot,
  type DatedFuture,
  type Instrument,
  type InstrumentId,
  type InversePerpetual,
  type LinearPerpetual,
  type Spot,
} from '../instruments/index.ts'
import type { Account, Position } from '../accounts/index.ts'

const [usd, btc] = [defineAsset('USD', 2), defineAsset('BTC', 8)]
const terms = { base: btc, quote: usd, tickSize: ratioOf('0.1') }

/** One tick of one lot is a hundredth of a cent, so that values round. */
export const linear: LinearPerpetual = defineLinearPerpetual({ ...terms, id: 'BTC-PERP', lotSize: ratioOf('0.001') })
/** One tick of one lot is ten cents: nothing rounds. */
export const round: LinearPerpetual = defineLinearPerpetual({ ...terms, id: 'BTC-PERP', lotSize: ratioOf('1') })
export const inverse: InversePerpetual = defineInversePerpetual({ ...terms, id: 'BTC-USD', lotSize: ratioOf('100') })
export const dated: DatedFuture = defineDatedFuture({
  ...terms,
  id: 'BTC-DEC',
  lotSize: ratioOf('0.001'),
  expiry: 1_766_000_000_000,
})
export const spot: Spot = defineSpot({ ...terms, id: 'BTC/USD', lotSize: ratioOf('0.00001') })

/** Instruments of a test, by id. */
export const tableOf = (...list: readonly Instrument[]): ReadonlyMap<InstrumentId, Instrument> =>
  new Map(list.map((instrument) => [instrument.id, instrument]))

/** A cross trader's account without orders; the owner is the account itself. */
export const trader = (id: string, ...positions: readonly Position[]): Account => ({
  id,
  owner: id,
  kind: 'trader',
  mode: 'cross',
  balances: [{ asset: 'USD', atoms: atoms(1_000_000n) }],
  positions,
  orders: [],
})

/** A position in lots and atoms of entry value. */
export const position = (instrument: Instrument, size: bigint, entryValue: bigint): Position => ({
  instrument: instrument.id,
  size: lots(size),
  entryValue: atoms(entryValue),
})

/** Sizes that sum to zero, from any list: the last holder takes the other side. */
export const closedMarket = (sizes: readonly bigint[]): readonly Lots[] => {
  const net = sizes.reduce((sum, size) => sum + size, 0n)
  return [...sizes, -net].filter((size) => size !== 0n).map((size) => lots(size))
}
