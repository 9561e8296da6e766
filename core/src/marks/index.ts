export type { Mark, MedianRule, SourceWeight } from './types.ts'
export { weightedMedian, MixedPrintsError } from './weighted-median.ts'
