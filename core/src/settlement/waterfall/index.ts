export { largestHolding } from './largest-holding.ts'
