export { largestHolding } from './largest-holding.ts'
export { fundCapacity, takeoverLoss } from './fund-capacity.ts'
export type { FundOffer, TakeoverTerms } from './fund-capacity.ts'
