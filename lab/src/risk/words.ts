import type { RiskLine } from './account-risk.ts'

/** A probability as it is read: percent from one in a thousand on, else one in so many; `0` and `certain` as such. */
export const chance = (probability: number): string => {
  if (probability <= 0) return '0'
  if (probability >= 1) return 'certain'
  if (probability < 1e-12) return 'under 1 in 10¹²'
  if (probability >= 0.001) return `${Number((100 * probability).toPrecision(3))}%`
  return `1 in ${count(Number((1 / probability).toPrecision(2)))}`
}

const count = (many: number): string => {
  if (many >= 1e9) return `${digits(many / 1e9)} billion`
  return many >= 1e6 ? `${digits(many / 1e6)} million` : digits(many)
}

/** Four significant digits with thousands grouped. */
export const digits = (value: number): string => {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size < 1e-6) return 'under 10⁻⁶'
  const text = size >= 1000 ? String(Math.round(size)) : plain(Number(size.toPrecision(4)))
  return (value < 0 ? '−' : '') + text.replace(/^\d+/, (units) => units.replace(/\B(?=(\d{3})+$)/g, ','))
}

const plain = (value: number): string => (value < 1e-4 ? value.toFixed(8).replace(/0+$/, '') : String(value))

/** Milliseconds in the largest unit that divides them: `24 h`, `10 s`, `90 min`. */
export const span = (ms: number): string => {
  if (ms >= 172_800_000 && ms % 86_400_000 === 0) return `${ms / 86_400_000} days`
  if (ms >= 3_600_000 && ms % 3_600_000 === 0) return `${ms / 3_600_000} h`
  if (ms >= 60_000 && ms % 60_000 === 0) return `${ms / 60_000} min`
  return ms >= 1000 ? `${digits(ms / 1000)} s` : `${digits(ms)} ms`
}

/** Whose line it is: `long-btc, BTC-PERP falls`. */
export const titleOf = ({ account, instrument, move }: RiskLine): string => `${account}, ${instrument} ${move}`

/** The same for the end of a line in a picture, what tells lines apart first. */
export const shortOf = ({ account, instrument, move }: RiskLine): string =>
  `${instrument} ${move === 'falls' ? '↓' : '↑'} ${account}`
