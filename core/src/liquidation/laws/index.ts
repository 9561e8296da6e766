export { laws } from './laws.ts'
export type { Law } from './laws.ts'
export { checkLaw } from './law-checks.ts'
