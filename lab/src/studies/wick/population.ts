import { math } from '@ebbline/core'
import { LOTS_PER_COIN, TICKS_PER_USD } from './scale.ts'

/** An isolated position at the start: size in signed lots, entry in ticks, cash in atoms of a dollar. */
export interface Trader {
  readonly id: string
  readonly coin: string
  readonly size: bigint
  readonly entry: bigint
  readonly cash: bigint
  readonly leverage: number
}

/** How many, from which seed. */
export interface PopulationTerms {
  readonly seed: number
  readonly accountsPerCoin: number
}

const LEVERAGE = { least: 2, most: 50 } as const
const EQUITY_USD = { scale: 100, shape: 1.5, most: 100_000 } as const

/**
 * Isolated positions of one coin, entered at `entry` ticks. Longs and shorts alternate; leverage is log-uniform from 2 to 50;
 * equity is Pareto from 100 USD with shape 1.5, at most 100,000 USD. `stream` tells the coins apart.
 */
export const tradersOf = (
  { seed, accountsPerCoin }: PopulationTerms,
  coin: { readonly name: string; readonly stream: number; readonly entry: bigint },
): readonly Trader[] => {
  const draws = math.randomStream(seed, coin.stream)
  const lotUsd = Number(coin.entry) / TICKS_PER_USD / LOTS_PER_COIN
  return Array.from({ length: accountsPerCoin }, (_, at) => {
    const leverage = LEVERAGE.least * math.pow(LEVERAGE.most / LEVERAGE.least, math.uniform(draws, 2 * at))
    const equity = Math.min(EQUITY_USD.most, math.pareto(draws, 2 * at + 1, EQUITY_USD))
    const held = BigInt(Math.max(1, Math.floor((equity * leverage) / lotUsd)))
    const cash = BigInt(Math.ceil(Number(held * coin.entry) / leverage))
    const side = at % 2 === 0 ? 'L' : 'S'
    return {
      id: `${coin.name}-${side}${at}`,
      coin: coin.name,
      size: side === 'L' ? held : -held,
      entry: coin.entry,
      cash,
      leverage,
    }
  })
}
