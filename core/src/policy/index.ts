export type { LawBreak, PolicyDeclaration, RuleReference, StageDeclaration, WaterfallStep } from './types.ts'
