import type { ExpiryFit, SurfaceFit } from './fit-chain.ts'

/** How well surfaces meet their quotes, over all snapshots of a chain. */
export interface SurfaceSummary {
  readonly snapshots: number
  readonly slices: number
  readonly fresh: number
  readonly kept: number
  readonly none: number
  /** Why slices are not fresh, and how often. */
  readonly reasons: Readonly<Record<string, number>>
  /** Of slices in use: free of butterfly arbitrage, and of calendar arbitrage against the expiry before. */
  readonly butterflyFreeShare: number
  readonly calendarFreeShare: number
  /** Of fresh slices: those whose closest shape had arbitrage. */
  readonly constrainedShare: number
  readonly quotes: number
  /** Of quotes of fresh slices: inside the spread, and root mean square distance from the middle. */
  readonly insideShare: number
  readonly rmsSpreads: number
  readonly rmsVol: number
  /** Median distance of the forward of parity from the future, bp; null where none has both. */
  readonly gapBpsMedian: number | null
  /** Per expiry. */
  readonly fitMs: number
}

/** Sums up surfaces. Shares of nothing are NaN. */
export const summarise = (fits: readonly SurfaceFit[]): SurfaceSummary => {
  const slices = fits.flatMap(({ expiries }) => expiries)
  const used = slices.filter(({ slice }) => slice !== null)
  const fresh = slices.filter(({ status }) => status === 'fresh')
  const quotes = fresh.reduce((sum, one) => sum + one.smile.quotes.length, 0)
  const mean = (of: (one: NonNullable<ExpiryFit['error']>) => number): number =>
    fresh.reduce((sum, one) => sum + (one.error === null ? 0 : of(one.error) * one.smile.quotes.length), 0) / quotes
  const gaps = slices
    .flatMap(({ forward }) => (forward.kind === 'missing' ? [] : (forward.gapBps ?? [])))
    .map(Math.abs)
    .toSorted((a, b) => a - b)
  return {
    snapshots: fits.length,
    slices: slices.length,
    fresh: fresh.length,
    kept: slices.filter(({ status }) => status === 'kept').length,
    none: slices.filter(({ status }) => status === 'none').length,
    reasons: reasonsOf(slices),
    butterflyFreeShare: used.filter(({ butterfly }) => butterfly === 'free').length / used.length,
    calendarFreeShare: used.filter(({ calendar }) => calendar === 'free').length / used.length,
    constrainedShare: fresh.filter(({ constrained }) => constrained).length / fresh.length,
    quotes,
    insideShare: mean(({ insideShare }) => insideShare),
    rmsSpreads: Math.sqrt(mean(({ rmsSpreads }) => rmsSpreads * rmsSpreads)),
    rmsVol: Math.sqrt(mean(({ rmsVol }) => rmsVol * rmsVol)),
    gapBpsMedian: gaps[gaps.length >> 1] ?? null,
    fitMs: fits.reduce((sum, { fitMs }) => sum + fitMs, 0) / Math.max(1, fresh.length),
  }
}

const reasonsOf = (slices: readonly ExpiryFit[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>()
  for (const { reason } of slices) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return Object.fromEntries(counts)
}
