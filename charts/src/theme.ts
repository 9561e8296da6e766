import { distinct, nonEmpty } from './check.ts'
import { ChartInputError } from './error.ts'

/** One set of colours; every picture names them as CSS variables, so a page can switch without redrawing. */
export type Theme = Readonly<Record<ThemeColour, string>>

export type ThemeColour =
  | 'paper'
  | 'wash'
  | 'ink'
  | 'muted'
  | 'faint'
  | 'axis'
  | 'hairline'
  | 'best'
  | 'best-ink'
  | 'worst'
  | 'worst-ink'
  | 'danger'
  | 'series-1'
  | 'series-2'
  | 'series-3'
  | 'series-4'
  | 'series-5'
  | 'series-6'
  | 'series-7'
  | 'series-8'
  | 'cause-1'
  | 'cause-2'
  | 'cause-3'
  | 'cause-4'
  | 'cause-5'
  | 'cause-6'
  | 'zone-safe'
  | 'zone-watch'
  | 'zone-soft'
  | 'zone-maintenance'
  | 'zone-backstop'
  | 'zone-bankrupt'

/** Colours on white paper. */
export const LIGHT: Theme = {
  paper: '#fdfdfb',
  wash: '#f4f4ef',
  ink: '#1b2126',
  muted: '#56606a',
  faint: '#757e87',
  axis: '#b4b9bb',
  hairline: '#e4e5e0',
  best: '#e0ecf8',
  'best-ink': '#174a86',
  worst: '#fae8da',
  'worst-ink': '#8f3d0b',
  danger: '#b3263a',
  'series-1': '#a92900',
  'series-2': '#bb8600',
  'series-3': '#098e6d',
  'series-4': '#1d4fa3',
  'series-5': '#a8559b',
  'series-6': '#55606b',
  'series-7': '#3c93cf',
  'series-8': '#5a3016',
  'cause-1': '#a9c6dd',
  'cause-2': '#6796c2',
  'cause-3': '#7a5bb0',
  'cause-4': '#97236a',
  'cause-5': '#643004',
  'cause-6': '#4a0a24',
  'zone-safe': '#dcebe4',
  'zone-watch': '#ece9c8',
  'zone-soft': '#f3d49a',
  'zone-maintenance': '#eda877',
  'zone-backstop': '#d4695f',
  'zone-bankrupt': '#8a2b45',
}

/** Colours on near-black paper. */
export const DARK: Theme = {
  paper: '#15181b',
  wash: '#1d2125',
  ink: '#e9eae7',
  muted: '#a9b1b8',
  faint: '#8b949c',
  axis: '#525a61',
  hairline: '#2b3035',
  best: '#1c3350',
  'best-ink': '#a9cdf7',
  worst: '#43291a',
  'worst-ink': '#f6b88e',
  danger: '#f0697a',
  'series-1': '#ee7b4a',
  'series-2': '#f0cf4a',
  'series-3': '#45cea7',
  'series-4': '#5c8dee',
  'series-5': '#dc8fd1',
  'series-6': '#a6b1bb',
  'series-7': '#8fd3fa',
  'series-8': '#a87a58',
  'cause-1': '#37576f',
  'cause-2': '#4b7fb4',
  'cause-3': '#9c86d8',
  'cause-4': '#f092c4',
  'cause-5': '#f0c27a',
  'cause-6': '#ffd9cc',
  'zone-safe': '#20342d',
  'zone-watch': '#3d3d22',
  'zone-soft': '#6b5220',
  'zone-maintenance': '#8f5426',
  'zone-backstop': '#a84440',
  'zone-bankrupt': '#d06a86',
}

/** A reference to a theme colour, for any `colour` field of a picture: `var(--danger)`. */
export const themeColour = (name: ThemeColour): string => `var(--${name})`

/** How one policy looks in every picture: its colour, and the dash that tells it from an earlier one of the same colour. */
export type SeriesStyle = { readonly colour: string; readonly dash: string | undefined }

const COLOURS: readonly ThemeColour[] = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
  'series-7',
  'series-8',
]

/** Lines of the first eight policies, of the next eight, and so on. */
const DASHES: readonly (string | undefined)[] = [undefined, '5 3', '1.5 2.5', '9 3 2 3']

/**
 * The style of each policy, by its place in the caller's list: make it once for a report and use it for every figure.
 * The first eight differ in colour under the common colour blindnesses; each further eight repeat them in another dash.
 * Refuses an empty list, a repeated name, and more than thirty-two.
 */
export const seriesStyles = (names: readonly string[]): ReadonlyMap<string, SeriesStyle> => {
  distinct('names', nonEmpty('names', names))
  const most = COLOURS.length * DASHES.length
  if (names.length > most) throw new ChartInputError('names', names.length, `at most ${most} names`)
  return new Map(
    names.map((name, index) => {
      const colour = themeColour(COLOURS[index % COLOURS.length] ?? 'series-1')
      return [name, { colour, dash: DASHES[Math.floor(index / COLOURS.length)] }]
    }),
  )
}

/** Causes of forced closing, mildest first; their colours darken (on dark paper: brighten) in this order. */
export type Cause = 'slice' | 'full-close' | 'takeover' | 'vault' | 'backstop' | 'adl'

const CAUSE_COLOURS: Readonly<Record<Cause, ThemeColour>> = {
  slice: 'cause-1',
  'full-close': 'cause-2',
  takeover: 'cause-3',
  vault: 'cause-4',
  backstop: 'cause-5',
  adl: 'cause-6',
}

/** The fixed colour of a cause, never one of the policies' colours. */
export const causeColour = (cause: Cause): string => themeColour(CAUSE_COLOURS[cause])

const variables = (theme: Theme): string =>
  Object.entries(theme)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';')

/** The CSS of both themes: light, dark where the reader's system asks for it, and either by `data-theme` on the root. */
export const THEME_CSS: string = `:root{color-scheme:light;${variables(LIGHT)}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;${variables(DARK)}}}
:root[data-theme=dark]{color-scheme:dark;${variables(DARK)}}
@media print{:root,:root[data-theme=dark],:root:not([data-theme=light]){color-scheme:light;${variables(LIGHT)}}}`

/** The CSS of the drawings themselves; downloaded pictures carry it along. */
export const CHART_CSS: string = `svg.chart{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;fill:var(--ink);overflow:visible}
.chart .tick{fill:var(--muted);font-size:11px}
.chart .note{fill:var(--muted);font-size:11px}
.chart .lane{font-weight:600;font-size:12px}
.chart .strong{font-weight:600}
.chart .halo{paint-order:stroke;stroke:var(--paper);stroke-width:3.5px;stroke-linejoin:round}
.chart .grid{stroke:var(--hairline);stroke-width:1;fill:none}
.chart .axis{stroke:var(--axis);stroke-width:1;fill:none}
.chart .rule{stroke:var(--faint);stroke-width:1;stroke-dasharray:2 3;fill:none}
.chart .level{stroke:var(--muted);stroke-width:1;stroke-dasharray:6 3;fill:none}
.chart .leader{stroke:var(--axis);stroke-width:1;fill:none}
.chart .line{fill:none;stroke-width:1.75;stroke-linejoin:round;stroke-linecap:round}
.chart .range{fill:none;stroke-width:1.25}
.chart .mark{stroke:var(--paper);stroke-width:1.5}
.chart .end{text-anchor:end}
.chart .middle{text-anchor:middle}
.chart .faint{opacity:.4}
.chart .dim{opacity:.72}
.chart .off{opacity:.08}`
