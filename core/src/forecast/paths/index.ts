export type { ConstantVol, HestonVol, KouJumps, MertonJumps, PathDynamics } from './dynamics.ts'
export { type BridgeColumns, type BridgeStep, crossingProbability, lowestWithin, surviveStep } from './bridge.ts'
export { type AssetPaths, type PathShard, type PathsSpec, openPaths } from './paths.ts'
