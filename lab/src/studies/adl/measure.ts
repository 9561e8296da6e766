import type { AccountRow, AdlData, CoinRow, DebtRow, ShockRow, WaveRow } from './read-tables.ts'
import type { AccountTotals, ShockTotals, WaveResult, WaveTotals } from './study.ts'

/** USD with cents, as text. */
export const usd = (value: number): string => value.toFixed(2)

/** Every wave with what was missing in it, in order of time; waves that one of the two files lacks are left out. */
export const wavesOf = ({ waves, debts }: Pick<AdlData, 'waves' | 'debts'>): readonly WaveResult[] =>
  waves
    .flatMap((row) => {
      const debt = debts.find(({ wave }) => wave === row.wave)
      return debt === undefined ? [] : [waveOf(row, debt)]
    })
    .toSorted((a, b) => a.startMs - b.startMs)

const waveOf = (row: WaveRow, debt: DebtRow): WaveResult => ({
  wave: row.wave,
  startMs: debt.startMs,
  fills: debt.fills,
  losers: debt.losers,
  needed: usd(row.needed),
  taken: usd(row.taken),
  over: usd(row.taken - row.needed),
  capacity: usd(row.capacity),
  deficit: usd(debt.deficit),
  mostTaken: row.mostTaken,
  mostShared: row.mostShared,
})

/** Sums over all waves. */
export const waveTotals = ({ waves, debts }: Pick<AdlData, 'waves' | 'debts'>): WaveTotals => {
  const overs = waves.map(({ taken, needed }) => taken - needed)
  const seen = new Set<number>()
  let [once, repeats] = [0, 0]
  for (const { deficit, largest } of debts) {
    const again = seen.has(largest)
    once += again ? deficit - largest : deficit
    repeats += again ? 1 : 0
    seen.add(largest)
  }
  return {
    needed: usd(sum(waves.map(({ needed }) => needed))),
    taken: usd(sum(waves.map(({ taken }) => taken))),
    over: usd(sum(overs)),
    tooMuch: usd(sum(overs.filter((over) => over > 0))),
    tooLittle: usd(-sum(overs.filter((over) => over < 0))),
    deficit: usd(sum(debts.map(({ deficit }) => deficit))),
    deficitOnce: usd(once),
    repeats,
  }
}

/** Largest difference, over all waves, between what a wave needed and its price gaps times sizes added up coin by coin; USD. */
export const gapResidual = ({ waves, gaps }: Pick<AdlData, 'waves' | 'gaps'>): number => {
  const summed = new Map<number, number>()
  for (const { wave, gap } of gaps) summed.set(wave, (summed.get(wave) ?? 0) + gap)
  return waves.reduce((worst, { wave, needed }) => Math.max(worst, Math.abs(needed - (summed.get(wave) ?? 0))), 0)
}

/** Sums over all shocks. */
export const shockTotals = (shocks: readonly ShockRow[]): ShockTotals => {
  const free = shocks.filter(({ deficit }) => deficit === 0)
  return {
    shocks: shocks.length,
    deficit: usd(sum(shocks.map(({ deficit }) => deficit))),
    taken: usd(sum(shocks.map(({ taken }) => taken))),
    over: usd(sum(shocks.map(({ over }) => over))),
    residual: usd(sum(shocks.map(({ residual }) => residual))),
    withoutDeficit: free.length,
    takenWithoutDeficit: usd(sum(free.map(({ taken }) => taken))),
    beyondCapacity: shocks.filter(({ deficit, capacity }) => deficit > capacity).length,
  }
}

/** How many of the largest coins are named. */
const COINS_NAMED = 5

/** Who was deleveraged, and how unevenly. */
export const accountTotals = (accounts: readonly AccountRow[], coins: readonly CoinRow[]): AccountTotals => {
  const notionals = accounts.map(({ notional }) => notional).toSorted((a, b) => b - a)
  const total = sum(notionals)
  const ratios = accounts.filter(({ profit }) => profit > 0).map(({ equity, profit }) => equity / profit)
  const top = (count: number): number => (total === 0 ? 0 : sum(notionals.slice(0, count)) / total)
  const ofCoins = sum(coins.map(({ notional }) => notional))
  return {
    accounts: accounts.length,
    fills: sum(accounts.map(({ fills }) => fills)),
    notional: usd(total),
    profit: usd(sum(accounts.map(({ profit }) => profit))),
    coins: coins.length,
    largestCoins: coins
      .toSorted((a, b) => b.notional - a.notional)
      .slice(0, COINS_NAMED)
      .map(({ coin, notional }) => ({ coin, share: notional / ofCoins })),
    topShares: { one: top(1), ten: top(10), hundred: top(100) },
    medianNotional: usd(median(notionals)),
    atLoss: accounts.filter(({ profit }) => profit < 0).length,
    medianEquityOverProfit: median(ratios),
  }
}

/** Sum of numbers. */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Middle of numbers, mean of the two middle ones; 0 without any. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? 0) + high) / 2
}
