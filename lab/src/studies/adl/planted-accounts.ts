import { math } from '@ebbline/core'

/** One made-up account: signed lots, entries in ticks, cash in atoms of a dollar. */
export interface PlantedAccount {
  readonly id: string
  readonly role: 'long' | 'short' | 'hedged'
  readonly btc: bigint
  readonly entry: bigint
  /** Long ETH of the worth of the short BTC in a hedged book; zero in others. */
  readonly eth: bigint
  readonly ethEntry: bigint
  readonly cash: bigint
  readonly leverage: number
}

/** Scales of the markets: a tick of one lot is `atomsPerTickLot` atoms of a dollar, in both markets. */
export interface Scales {
  readonly startTicks: bigint
  readonly ethPerBtc: bigint
  readonly atomsPerTickLot: bigint
}

const LEVERAGE = { least: 4, most: 35 } as const
const EQUITY_USD = { scale: 1_000, shape: 1.5, most: 1_000_000 } as const
/** Of twenty accounts fifteen are long, three short, two short against ETH. */
const ROLES = 20
const LONGS = 15
const SHORTS = 18

/**
 * The benchmark population: equity Pareto with shape 1.5, leverage log-uniform from 4 to 35, three quarters long. Longs entered at the
 * start; shorts up to a tenth above it, so that their profits differ, and by no more than would be four fifths of their
 * equity. Two shorts in five hold ETH of the same worth against it.
 */
export const plantedAccounts = (
  { seed, count }: { readonly seed: number; readonly count: number },
  { startTicks, ethPerBtc, atomsPerTickLot }: Scales,
): readonly PlantedAccount[] => {
  const draws = math.randomStream(seed, 0)
  const lotAtoms = Number(startTicks * atomsPerTickLot)
  return Array.from({ length: count }, (_, at) => {
    const role = at % ROLES < LONGS ? 'long' : at % ROLES < SHORTS ? 'short' : 'hedged'
    const leverage = LEVERAGE.least * math.pow(LEVERAGE.most / LEVERAGE.least, math.uniform(draws, 3 * at))
    const equity = 1e6 * Math.min(EQUITY_USD.most, math.pareto(draws, 3 * at + 1, EQUITY_USD))
    const size = BigInt(Math.max(1, Math.floor((equity * leverage) / lotAtoms)))
    const above = role === 'long' ? 0 : math.uniform(draws, 3 * at + 2) * Math.min(0.1, 0.8 / leverage)
    const entry = startTicks + BigInt(Math.floor(Number(startTicks) * above))
    const btc = role === 'long' ? size : -size
    // Profit at the start is part of the equity: cash is what remains.
    const profit = btc * (startTicks - entry) * atomsPerTickLot
    return {
      id: `${role}-${String(at).padStart(4, '0')}`,
      role,
      btc,
      entry,
      eth: role === 'hedged' ? size : 0n,
      ethEntry: startTicks / ethPerBtc,
      cash: BigInt(Math.ceil((Number(size) * lotAtoms) / leverage)) - profit,
      leverage,
    }
  })
}
