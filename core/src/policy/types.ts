/** A strategy by name with its parameters beside it, as in JSON: `{ "rule": "fraction", "share": "0.2" }`. */
export interface RuleReference {
  readonly rule: string
  readonly [parameter: string]: unknown
}

export interface StageDeclaration {
  readonly name: string
  readonly enter: RuleReference
  readonly until: RuleReference
  readonly before: readonly 'cancel-orders'[]
  readonly direction: RuleReference
  readonly size: RuleReference
  readonly pace: RuleReference
  readonly limit: RuleReference
  readonly penalty: RuleReference
  readonly action: RuleReference
}

/** Who bears what is left, in order. */
export type WaterfallStep =
  | { readonly step: 'fund' }
  /** The vault takes over while its equity stays at or above `cover` × the maintenance requirement of what it then holds. */
  | { readonly step: 'vault'; readonly cover: string }
  | { readonly step: 'adl'; readonly rule: string }
  | { readonly step: 'socialise' }

export interface LawBreak {
  readonly law: string
  readonly witness: string
}

/** A policy as its JSON file says it. */
export interface PolicyDeclaration {
  readonly name: string
  readonly title: string
  readonly source: string
  readonly date: string
  readonly evidence: 'test-numbers' | 'documents' | 'assumption' | 'own'
  readonly summary: string
  readonly queue: RuleReference
  readonly stages: readonly StageDeclaration[]
  readonly allocation: RuleReference
  readonly waterfall: readonly WaterfallStep[]
  readonly rounding: 'against-account'
  readonly laws: { readonly holds: readonly string[]; readonly breaks: readonly LawBreak[] }
}
