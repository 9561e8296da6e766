import { WireError, type RecordedMarket, type RecordedScenario } from '@ebbline/wire'
import { readOpenInterest as importOpenInterest, type Imported, type OpenInterest } from '../importers/index.ts'
import { openOnce } from './open-once.ts'
import { seriesNamed } from './recorded-path.ts'
import type { Tape, TapeDataset } from './tape.ts'
import { usualOf } from './usual.ts'

const DAY_MS = 86_400_000

/**
 * Open interest of each derivative before the start, in base units (contracts for inverse perpetuals): what a dataset has for the last
 * moment, or the last day that had ended, or a stated multiple of usual daily volume. @throws WireError
 */
export const readOpenInterest = async (
  scenario: RecordedScenario,
  tape: Tape,
  root: string,
): Promise<{ readonly openInterest: ReadonlyMap<string, number>; readonly datasets: readonly TapeDataset[] }> => {
  const openInterest = new Map<string, number>()
  const files = openOnce(root, importOpenInterest)
  for (const [index, market] of scenario.path.markets.entries()) {
    const named = market.openInterest
    if (named === null) continue
    if (named.kind === 'daily-volumes')
      openInterest.set(market.instrument, usualOf(scenario, tape, market).dailyVolume * named.count)
    else {
      const file = await files.open(named.dataset)
      const value = lastBefore(
        scenario,
        { data: file.of(named.symbol), manifest: file.manifest },
        unitPrice(scenario, tape, market),
      )
      if (!(value > 0))
        throw none(scenario, `path.markets.${index}.openInterest`, `${named.symbol} in ${named.dataset}`)
      openInterest.set(market.instrument, value)
    }
  }
  return { openInterest, datasets: files.datasets() }
}

/** Sizes as they are; where a file states notional alone, notional over the worth of one unit. Zero where nothing is known. */
const lastBefore = ({ clock }: RecordedScenario, { data, manifest }: Imported<OpenInterest>, unit: number): number => {
  const span = manifest.stepMs === DAY_MS || manifest.columns.includes('date') ? DAY_MS : 0
  for (let at = data.timeMs.length - 1; at >= 0; at -= 1) {
    if ((data.timeMs[at] ?? 0) + span > clock.startUtcMs) continue
    const [size, notional] = [data.size[at] ?? Number.NaN, data.notional[at] ?? Number.NaN]
    const value = Number.isNaN(size) ? notional / unit : size
    if (value > 0) return value
  }
  return 0
}

/** What one base unit was worth at the start in quote units; the face of a contract for an inverse perpetual. */
const unitPrice = ({ venue, clock }: RecordedScenario, tape: Tape, { instrument, price }: RecordedMarket): number => {
  const listed = venue.instruments.find(({ id }) => id === instrument)
  if (listed?.kind === 'inverse-perpetual') return Number(listed.lotSize)
  const { time, open } = seriesNamed(tape, price).bars
  const at = time.findLastIndex((opened) => opened <= clock.startUtcMs)
  return open[at] ?? Number.NaN
}

const none = (scenario: RecordedScenario, field: string, what: string): WireError =>
  new WireError(scenario.name, [
    {
      field,
      value: `${what}: none above 0 before the start`,
      allowed: 'open interest at or before the start',
      remedy: 'name another dataset or a number of daily volumes',
    },
  ])
