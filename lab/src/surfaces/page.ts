import { comparisonTable, page, type Block, type Fact, type Section, type TableFigure } from '@ebbline/charts'
import { sviVariance, YEAR_MS } from '@ebbline/core'
import type { Manifest } from '../importers/index.ts'
import type { SurfaceFit, SurfaceModel } from './fit-chain.ts'
import { historyFigure, insideFigure, movesFigure } from './history-pictures.ts'
import { surfaceMoves } from './moves.ts'
import { summarise } from './summary.ts'
import {
  carryOf,
  dayText,
  densityFigure,
  drawnOf,
  reasonText,
  smileFigure,
  spanText,
  termFigure,
  varianceFigure,
} from './surface-pictures.ts'

/** Fitted surfaces in order of time, the last of which is shown, and the file they come from. */
export interface SurfacePageInput {
  readonly fits: readonly SurfaceFit[]
  readonly manifest: Manifest
}

/** Names of the models for readers. */
const MODEL_NAMES: Readonly<Record<SurfaceModel, string>> = {
  svi: 'raw SVI, five parameters an expiry',
  ssvi: 'SSVI, a level an expiry and three parameters for all',
  essvi: 'eSSVI, three parameters an expiry',
}

const FORWARDS: Readonly<Record<SurfaceFit['futures'], string>> = {
  dated: 'parity and dated futures',
  flat: 'parity alone: futures are flat',
  none: 'parity alone: no futures',
}

/** One page that needs nothing else: smiles over their quotes, the surface, densities, the term structure, and how they moved. Null without surfaces. */
export const surfacePage = ({ fits, manifest }: SurfacePageInput): string | null => {
  const last = fits.at(-1)
  if (last === undefined) return null
  const drawn = drawnOf(last)
  const sections: readonly Section[] = [
    {
      id: 'summary',
      title: 'Summary',
      blocks: [{ kind: 'facts', facts: factsOf(last, fits) }, ...(drawn.length === 0 ? [] : [figure(tableOf(last))])],
    },
    ...(drawn.length < 2 ? [] : [termSection(last)]),
    ...(drawn.length === 0 ? [] : [surfaceSection(last), smileSection(last)]),
    ...(fits.length < 3 ? [] : [historySection(fits)]),
    methodSection(last.model),
  ]
  return page({
    title: `${last.coin} volatility surface`,
    subtitle: `${momentText(last.timeMs)}, index ${Math.round(last.index).toLocaleString('en-GB')} USD`,
    brand: 'Ebbline',
    provenance: [
      { label: 'Chain', value: manifest.file },
      { label: 'SHA-256', value: manifest.sha256.slice(0, 16) },
      { label: 'Model', value: MODEL_NAMES[last.model] },
      { label: 'Forwards', value: FORWARDS[last.futures] },
      { label: 'Snapshots fitted', value: String(fits.length) },
    ],
    policies: [],
    sections,
    footer: 'Quotes are the best bid and ask of the venue; how much could be traded at them is not known.',
  })
}

const figure = (one: TableFigure): Block => ({ kind: 'figure', figure: one })

/** `5 Feb 2026, 21:29 UTC`. */
export const momentText = (timeMs: number): string =>
  `${dayText(timeMs)}, ${new Date(timeMs).toISOString().slice(11, 16)} UTC`

const percent = (share: number, digits = 0): string =>
  Number.isNaN(share) ? '–' : `${(100 * share).toFixed(digits)} %`

const factsOf = (last: SurfaceFit, fits: readonly SurfaceFit[]): readonly Fact[] => {
  const now = summarise([last])
  const all = summarise(fits)
  return [
    {
      label: 'Quotes inside bid and ask',
      value: percent(now.insideShare),
      note: `${percent(all.insideShare)} over all snapshots`,
    },
    { label: 'Distance from the middle', value: `${now.rmsSpreads.toFixed(2)} spreads`, note: 'root mean square' },
    {
      label: 'Free of arbitrage',
      value: percent(Math.min(now.butterflyFreeShare, now.calendarFreeShare)),
      note: 'of slices, on the whole line of strikes',
    },
    {
      label: 'Expiries',
      value: String(now.slices),
      note: `${now.fresh} fitted now, ${now.kept} kept, ${now.none} without`,
    },
  ]
}

const tableOf = (last: SurfaceFit): TableFigure =>
  comparisonTable({
    id: 'expiries',
    title: 'Expiries',
    subtitle: 'Fit and quotes of each expiry.',
    rowTitle: 'Expiry',
    bounds: [''],
    groups: [
      {
        title: '',
        columns: COLUMNS.map(([key, title, unit, format, definition]) => ({
          key,
          title,
          definition,
          unit,
          format,
          better: 'none' as const,
        })),
      },
    ],
    rows: last.expiries.map((one) => ({
      name: `${dayText(one.expiryMs)}, ${spanText(Math.max(0, one.time))}`,
      cells: cellsOf(one),
    })),
  })

const COLUMNS = [
  ['forward', 'Forward', 'USD', 'price', 'From put-call parity and the future'],
  ['carry', 'Carry', 'a year', 'ratio', 'ln(forward / index) a year; left out under five days'],
  ['vol', 'Volatility', 'per √year', 'ratio', 'At the forward'],
  ['inside', 'Inside', 'of quotes', 'ratio', 'Share of quotes whose bid and ask the fit lies between'],
  ['error', 'Error', 'spreads', 'price', 'Root mean square distance from the middle of the quotes, in quoted spreads'],
  ['status', 'State', '', 'text', 'Fitted now or the last good fit with its age; arbitrage of the slice in use'],
] as const

const cellsOf = (one: SurfaceFit['expiries'][number]): Readonly<Record<string, readonly (string | null)[]>> => {
  const carry = carryOf(one)
  return {
    forward: [one.forward.kind === 'missing' ? null : one.forward.forward.toFixed(2)],
    carry: [carry?.toFixed(5) ?? null],
    vol: [one.slice === null ? null : Math.sqrt(sviVariance(one.slice, 0) / one.time).toFixed(5)],
    inside: [one.error?.insideShare.toFixed(4) ?? null],
    error: [one.error?.rmsSpreads.toFixed(2) ?? null],
    status: [[statusText(one), ...arbitrageText(one)].join('; ')],
  }
}

const arbitrageText = ({ butterfly, calendar }: SurfaceFit['expiries'][number]): readonly string[] =>
  [
    butterfly === 'arbitrage' ? ['butterfly arbitrage'] : [],
    calendar === 'arbitrage' ? ['calendar arbitrage'] : [],
  ].flat()

/** `fitted`, `fitted, held`, `kept 6 h: too few quotes`, `none: no forward`. */
export const statusText = ({ status, reason, ageMs, constrained }: SurfaceFit['expiries'][number]): string => {
  if (status === 'fresh') return constrained ? 'fitted, held' : 'fitted'
  if (status === 'kept') return `kept ${spanText(ageMs / YEAR_MS)}: ${reasonText(reason)}`
  return `none: ${reasonText(reason)}`
}

const termSection = (last: SurfaceFit): Section => ({
  id: 'term-structure',
  title: 'Term structure',
  blocks: [{ kind: 'figure', figure: termFigure(last, drawnOf(last)) }],
})

const surfaceSection = (last: SurfaceFit): Section => ({
  id: 'surface',
  title: 'Surface',
  blocks: [
    { kind: 'figure', figure: varianceFigure(drawnOf(last)) },
    { kind: 'figure', figure: densityFigure(drawnOf(last)) },
  ],
})

const smileSection = (last: SurfaceFit): Section => ({
  id: 'smiles',
  title: 'Smiles',
  lead: 'Options out of the money: puts below the forward, calls above it.',
  blocks: [{ kind: 'row', figures: drawnOf(last).map(smileFigure) }],
})

const historySection = (fits: readonly SurfaceFit[]): Section => {
  const moves = surfaceMoves(fits)
  return {
    id: 'through-time',
    title: 'Through time',
    blocks: [
      { kind: 'figure', figure: historyFigure(fits) },
      { kind: 'figure', figure: insideFigure(fits) },
      ...(moves === null ? [] : [{ kind: 'figure' as const, figure: movesFigure(moves) }]),
    ],
  }
}

const methodSection = (model: SurfaceModel): Section => ({
  id: 'method',
  title: 'Method',
  blocks: [
    {
      kind: 'list',
      title: 'How to read this page',
      items: [
        `Smiles are ${MODEL_NAMES[model]}, weighted by vega over spread.`,
        'Forwards are put-call parity and, where there are dated futures, their prices, weighted by their errors.',
        'Arbitrage is judged on the whole line of strikes: every place where a density would be negative or two expiries cross.',
        '"Held" means that the closest smile had arbitrage, and the closest one without is shown.',
        'A fit that is refused leaves the last good one in place, at the same volatility by log strike, with its age.',
      ],
    },
  ],
})
