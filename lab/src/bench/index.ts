export { keeperSteps, KeeperCaseError } from './keeper-steps.ts'
export type { KeeperCase, KeeperStep } from './keeper-steps.ts'
