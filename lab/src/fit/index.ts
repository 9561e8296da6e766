export { fitReaction } from './fit-reaction.ts'
export { depthFactorAt } from './fitted-reaction.ts'
export type { DepthPoint, FittedParameter, FittedReaction } from './fitted-reaction.ts'
