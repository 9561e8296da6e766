export type {
  Compilation,
  CompiledPolicy,
  FeeDeclaration,
  LawBreak,
  PolicyDeclaration,
  PolicyProblem,
  RoundingProfile,
  RuleReference,
  StageDeclaration,
  WaterfallStep,
} from './types.ts'
export { compilePolicy } from './compile-policy.ts'
export { healthAlone } from './health-alone.ts'
export { preset, presetNames, presets, UnknownPresetError } from './presets/index.ts'
