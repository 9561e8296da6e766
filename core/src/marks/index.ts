export type { Mark, MedianRule, SourceWeight } from './types.ts'
