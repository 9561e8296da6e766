export { seriesStyles, causeColour, themeColour, THEME_CSS, CHART_CSS } from './theme.ts'
export type { Cause, SeriesStyle, ThemeColour } from './theme.ts'
export { formatValue, formatDuration } from './format.ts'
export type { NumberFormat } from './format.ts'
export type { Domain } from './ticks.ts'
export { linearScale } from './scale.ts'
export type { Scale } from './scale.ts'
export type { ValueAxis, XAxis } from './axes.ts'
export type { Shape } from './marks.ts'
export type { Figure, FigureText } from './figure.ts'
export { laneChart, lineChart } from './lanes.ts'
export type { LaneChart, LineChart } from './lanes.ts'
export type {
  Band,
  BarLane,
  BarPart,
  EventMark,
  Lane,
  Level,
  LineLane,
  Range,
  Rule,
  Series,
  Shortfall,
} from './lane-types.ts'
export { depthChart } from './depth.ts'
export type { DepthChart, DepthLevel, DepthSlice, PriceReference } from './depth.ts'
export { ladderChart } from './ladder.ts'
export type { LadderChart, LadderLevel, Tone, Zone } from './ladder.ts'
export { intervalChart } from './interval.ts'
export type { IntervalChart, IntervalRow } from './interval.ts'
export { lorenzChart, lorenzCurve } from './lorenz.ts'
export type { Burden, LorenzChart, LorenzCurve, LorenzSeries } from './lorenz.ts'
export { paretoFront, scatterChart } from './scatter.ts'
export type { CostPair, ScatterChart, ScatterPoint } from './scatter.ts'
export { stackedChart } from './stacked.ts'
export type { StackedChart, StackedPart, StackedRow } from './stacked.ts'
export { comparisonTable } from './table.ts'
export type { ColumnGroup, ComparisonTable, TableColumn, TableFigure, TableRow } from './table.ts'
export type { Better } from './ranking.ts'
export { page } from './page.ts'
export type { Block, Fact, Page, Section } from './page.ts'
export { ChartInputError } from './error.ts'
export { toCsv } from './csv.ts'
export type { CsvCell } from './csv.ts'
