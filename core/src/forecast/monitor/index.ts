export { archLm } from './arch-lm.ts'
export { ASSUMPTIONS, type Assumption, type MonitorWindows } from './assumptions.ts'
export { type Benchmark, type BenchmarkTerms, MONITOR_WINDOWS, modelRiskBenchmark } from './benchmark.ts'
export { type CarryTest, carryTest } from './carry.ts'
export { holm } from './holm.ts'
export {
  type GapPosition,
  type JumpFit,
  type JumpReading,
  expectedShortfallUnder,
  fitJumps,
  marginGap,
  optionGap,
} from './jump-gap.ts'
export { bipowerRatio, jumpStatistics, leeMykland } from './jump-tests.ts'
export { ljungBox } from './ljung-box.ts'
export { type AssumptionFinding, MONITOR_SPEC, type MonitorSpec, monitor } from './monitor.ts'
export { jarqueBera } from './normality.ts'
export { type TailIndex, hillTailIndex } from './tail-index.ts'
export type { TestResult } from './test-result.ts'
