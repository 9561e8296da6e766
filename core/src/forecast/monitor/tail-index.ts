import { log } from '../../math/index.ts'

/** Hill's estimate: tail index α of the largest returns, its standard error, and how many were used. */
export type TailIndex = { readonly index: number; readonly error: number; readonly used: number }

/**
 * Hill's tail index of the absolute returns that are largest: 1/α = mean of ln(|r|₍ᵢ₎/|r|₍ₖ₊₁₎) over the k largest, error α/√k.
 * P(|r| > x) falls as x^(−α); of normal returns the estimate grows with the length, of crypto's it lies near 3.
 *
 * @source Hill, Annals of Statistics 3 (1975) 1163; docs/models/model-risk.md, eq. 2
 */
export const hillTailIndex = (returns: Float64Array, share: number): TailIndex => {
  const sizes = returns.map((each) => Math.abs(each)).toSorted()
  const used = Math.max(2, Math.floor(share * sizes.length))
  const threshold = sizes[sizes.length - used - 1] ?? Number.NaN
  let sum = 0
  for (let at = sizes.length - used; at < sizes.length; at += 1) sum += log((sizes[at] ?? Number.NaN) / threshold)
  const index = used / sum
  return { index, error: index / Math.sqrt(used), used }
}
