import {
  approx,
  atoms,
  formatDecimal,
  lots,
  ticks,
  type Asset,
  type Atoms,
  type DraftLeg,
  type Instrument,
  type Lots,
  type Ticks,
  type VenueDeclaration,
} from '@ebbline/core'
import { textOfAtoms, textOfLots, textOfTicks } from '@ebbline/wire'
import { duration, grouped, utc } from '../text/quantity.ts'

/** Turns the exact values of one venue into units that people read. */
export interface Words {
  /** Numeraire with its name: `1,234.5 USDC`. */
  readonly money: (atoms: Atoms) => string
  /** Numeraire with all decimals and without its name, for columns that add up. */
  readonly column: (atoms: Atoms) => string
  readonly numeraire: string
  readonly amount: (asset: string, atoms: Atoms) => string
  readonly price: (instrument: string, ticks: Ticks) => string
  /** Size without sign, in units of the base asset (contracts' face value for inverse ones): `0.5 BTC`. */
  readonly size: (instrument: string, lots: Lots) => string
  /** `sell 0.5 BTC of BTC-PERP at 60,900 or better`. */
  readonly trade: (leg: DraftLeg) => string
  /** `0.5 BTC of a long in BTC-PERP at 60,900`, or at the mark where the slice names no price. */
  readonly handOver: (leg: DraftLeg) => string
}

/** Words of a venue. Names that it does not list are shown with their raw integers, so that nothing is hidden. */
export const wordsOf = (venue: VenueDeclaration): Words => {
  const assets = new Map(venue.assets.map((asset) => [asset.id, asset]))
  const instruments = new Map(venue.instruments.map((instrument) => [instrument.id, instrument]))
  const amount = (id: string, value: Atoms): string => amountText(assets.get(id), id, value)
  const price = (id: string, value: Ticks): string => {
    const instrument = instruments.get(id)
    return instrument === undefined ? `${value} ticks` : grouped(textOfTicks(instrument, value))
  }
  const size = (id: string, value: Lots): string => sizeText(instruments.get(id), assets, value)
  const decimals = assets.get(venue.numeraire)?.decimals ?? 0
  return {
    money: (value) => amount(venue.numeraire, value),
    column: (value) => fixed(value, decimals),
    numeraire: venue.numeraire,
    amount,
    price,
    size,
    trade: (leg) => {
      const limit = leg.limit === null ? 'at any price' : `at ${price(leg.instrument, leg.limit)} or better`
      return `${leg.size > 0n ? 'buy' : 'sell'} ${size(leg.instrument, leg.size)} of ${leg.instrument} ${limit}`
    },
    handOver: (leg) => {
      const at = leg.limit === null ? 'at the mark' : `at ${price(leg.instrument, leg.limit)}`
      return `${size(leg.instrument, leg.size)} of a ${leg.size > 0n ? 'short' : 'long'} in ${leg.instrument} ${at}`
    },
  }
}

const amountText = (asset: Asset | undefined, id: string, value: Atoms): string =>
  asset === undefined ? `${value} atoms of ${id}` : `${grouped(textOfAtoms(asset, value))} ${id}`

const sizeText = (instrument: Instrument | undefined, assets: ReadonlyMap<string, Asset>, value: Lots): string => {
  const base = assets.get(instrument?.base ?? '')
  if (instrument === undefined || base === undefined) return `${value} lots`
  const unit = instrument.kind === 'inverse-perpetual' ? instrument.quote : instrument.base
  return `${grouped(textOfLots(instrument, base, value).replace('-', ''))} ${unit}`
}

const fixed = (value: bigint, decimals: number): string => {
  const [whole = '', fraction = ''] = formatDecimal(value, decimals).split('.')
  return grouped(whole) + (decimals === 0 ? '' : `.${fraction.padEnd(decimals, '0')}`)
}

/**
 * A fact of a reason in words: `equityAtoms: 5000000` becomes `equity 5 USDC`. Keys name their unit by their ending, and before a
 * dot whose number it is: an instrument, or a condition such as `of[0]` of a rule made of several.
 */
export const factInWords = (words: Words, key: string, value: string): string => {
  const condition = /^of\[(\d+)\](?:\.(.+))?$/.exec(key)
  if (condition !== null) {
    const [, place = '', inner] = condition
    const title = `condition ${Number(place) + 1}`
    return inner === undefined ? `${title} ${value}` : `${title}: ${factInWords(words, inner, value)}`
  }
  const dot = key.lastIndexOf('.')
  const owner = dot < 0 ? '' : key.slice(0, dot)
  const [name, unit] = splitUnit(key.slice(dot + 1))
  const label = [spaced(name), owner].filter((part) => part !== '').join(' of ')
  return `${label} ${inUnit(words, { unit, owner, value })}`
}

const UNITS = ['Atoms', 'Ticks', 'Lots', 'Ms', 'Sec', 'Quote', 'Bps'] as const
type Unit = (typeof UNITS)[number]

const splitUnit = (key: string): readonly [string, Unit | null] => {
  const unit = UNITS.find((ending) => key.endsWith(ending) && key.length > ending.length)
  return unit === undefined ? [key, null] : [key.slice(0, key.length - unit.length), unit]
}

interface Measured {
  readonly unit: Unit | null
  readonly owner: string
  readonly value: string
}

const WHOLE = /^-?\d{1,60}$/

const inUnit = (words: Words, { unit, owner, value }: Measured): string => {
  const isWhole = WHOLE.test(value)
  switch (unit) {
    case 'Atoms':
      return isWhole ? words.money(atoms(BigInt(value))) : value
    case 'Ticks':
      return isWhole && owner !== '' ? words.price(owner, ticks(BigInt(value))) : value
    case 'Lots':
      return isWhole && owner !== '' ? words.size(owner, lots(BigInt(value))) : value
    case 'Ms':
      return isWhole ? momentOrSpan(approx(BigInt(value))) : value
    case 'Sec':
      return `${value} s`
    case 'Bps':
      return `${value} bp`
    case 'Quote':
    case null:
      return grouped(value)
  }
}

/** Milliseconds of a fact are a moment when they lie after 1973, else a span. */
const momentOrSpan = (ms: number): string => (ms > 1e11 ? `${utc(ms)} UTC` : duration(ms))

/** `firstActionOf` becomes `first action of`. */
const spaced = (name: string): string => name.replace(/(?<=[a-z0-9])([A-Z])/g, (unit) => ` ${unit.toLowerCase()}`)
