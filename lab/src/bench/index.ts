export { keeperSteps, KeeperCaseError } from './keeper-steps.ts'
export type { KeeperStep } from './keeper-steps.ts'
export type { KeeperCase } from './keeper-case.ts'
