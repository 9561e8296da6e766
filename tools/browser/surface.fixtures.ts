import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { black76Price, sviScaled, sviVol } from '@ebbline/core'
import { ComparisonFailed } from './report.fixtures.ts'

const START_MS = 1_767_254_400_000
const DAY_MS = 86_400_000
const YEAR = { a: 0.1, b: 0.25, rho: -0.25, m: 0.1, sigma: 0.6 }
const STRIKES = [0.6, 0.75, 0.85, 0.92, 0.97, 1, 1.03, 1.08, 1.15, 1.3, 1.5]

/** Quotes of one expiry a vol point around a made-up smile; of the shortest only two strikes, so that without dated futures nothing tells its forward. */
const expiryRows = (day: number, days: number): readonly string[] => {
  const time = (days - day) / 365
  const slice = sviScaled(YEAR, time * (1 + 0.1 * day))
  return STRIKES.slice(0, days === 7 ? 2 : STRIKES.length).flatMap((share) =>
    (['call', 'put'] as const).map((kind) => {
      const vol = sviVol(slice, Math.log(share), time)
      const [bid, ask] = [vol - 0.01, vol + 0.01].map((at) =>
        black76Price({ kind, forward: 1, strike: share, time, vol: at, rate: 0 }).toFixed(12),
      )
      const letter = kind === 'call' ? 'C' : 'P'
      const [moment, expiry] = [START_MS + day * DAY_MS, START_MS + days * DAY_MS]
      return [moment, `BTC-A-${letter}`, letter, 1e5 * share, expiry, bid, ask, 1e5, 99_500].join(',')
    }),
  )
}

/** Fits a made-up chain of four snapshots by `ebb surface` into a new temporary folder. @returns the folder and the page in it */
export const makeSurface = (): { readonly folder: string; readonly page: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'ebbline-'))
  const rows = [0, 1, 2, 3].flatMap((day) => [7, 30, 90, 180].flatMap((days) => expiryRows(day, days)))
  const header = 'ts_ms,instrument,type,strike,expiry_ms,bid,ask,forward,index'
  writeFileSync(join(folder, 'chain.csv'), `${[header, ...rows].join('\n')}\n`)
  const main = join(fileURLToPath(new URL('../../', import.meta.url)), 'cli/src/main.ts')
  const out = join(folder, 'surface')
  const argv = [main, 'surface', join(folder, 'chain.csv'), '--out', out, '--quiet']
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' })
  if (status !== 0) throw new ComparisonFailed(`ebb surface ended with ${status}: ${stderr}`)
  return { folder, page: join(out, 'btc.html') }
}
