export { orderFromLeg } from './orders.ts'
export type { LegOrder, OrderLeg } from './orders.ts'
export * from './venues/index.ts'
export * from './simulation/index.ts'
