import { Type } from 'typebox'
import type { SurfaceSlice } from '@ebbline/core'
import { decodeValue } from './codec.ts'
import { parseJson, wholeFile } from './json.ts'
import type { Schema } from './schema.ts'

/** What of a kept surface a reader needs: by coin its latest smiles. */
export type SmilesByCoin = ReadonlyMap<string, readonly SurfaceSlice[]>

interface SurfaceFile {
  readonly chains: readonly {
    readonly coin: string
    readonly surfaces: readonly {
      readonly timeMs: number
      readonly expiries: readonly { readonly time: number; readonly slice: SurfaceSlice['slice'] | null }[]
    }[]
  }[]
}

const number = Type.Number()
const slice = Type.Object({ a: number, b: number, rho: number, m: number, sigma: number })
const expiry = Type.Object({ time: number, slice: Type.Union([slice, Type.Null()]) })
const surface = Type.Object({ timeMs: number, expiries: Type.Array(expiry, { maxItems: 1000 }) })
const chain = Type.Object({ coin: Type.String({ maxLength: 64 }), surfaces: Type.Array(surface, { maxItems: 10_000 }) })

/** The parts that are read; what else a surface tells is let by. */
const surfaceFileSchema: Schema<SurfaceFile> = Type.Unsafe<SurfaceFile>(
  Type.Object({ schema: Type.Literal('ebbline.surface/1'), chains: Type.Array(chain, { maxItems: 1000 }) }),
)

/**
 * The latest surface of each coin in what `ebb surface --json` or `--out` wrote; expiries that were refused are left out.
 *
 * @throws WireError naming file, field, value, what is allowed, and the remedy.
 */
export const parseSurfaceFile = (file: string, text: string): SmilesByCoin => {
  const { chains } = decodeValue(surfaceFileSchema, parseJson(wholeFile(file), text), wholeFile(file))
  const smiles = new Map<string, readonly SurfaceSlice[]>()
  for (const { coin, surfaces } of chains) {
    const latest = surfaces.toSorted((a, b) => a.timeMs - b.timeMs).at(-1)
    const fitted = latest?.expiries.flatMap(({ time, slice: kept }) => (kept === null ? [] : [{ time, slice: kept }]))
    if (fitted !== undefined && fitted.length > 0) smiles.set(coin, fitted)
  }
  return smiles
}
