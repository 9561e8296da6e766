import {
  ADL_RULES,
  actions,
  allocations,
  befores,
  directions,
  exits,
  limits,
  locks,
  pacings,
  penalties,
  queues,
  sizings,
  triggers,
  type PolicyDeclaration,
  type RuleReference,
  type WaterfallStep,
} from '@ebbline/core'
import { isRule, stepInWords } from './policy-rules.ts'

/** A rule that a policy uses, with its one-line formula; null where its strategy states none. */
export interface RuleFormula {
  readonly part: string
  readonly rule: string
  readonly formula: string | null
}

/** What formulas stand for. */
export const FORMULA_LETTERS =
  'E equity, M maintenance requirement, N gross notional, P mark, q size of a position, x what is closed, t time; parameters by name'

interface Strategy {
  readonly name: string
  readonly formula?: string
}

const REGISTRIES: readonly (readonly [part: string, registry: readonly Strategy[]])[] = [
  ['queue', queues],
  ['trigger', triggers],
  ['exit', exits],
  ['before', befores],
  ['direction', directions],
  ['size', sizings],
  ['pace', pacings],
  ['limit', limits],
  ['penalty', penalties],
  ['action', actions],
  ['allocation', allocations],
  ['withdrawals', locks],
]

/** Every rule of a policy once, axis by axis, those nested in others included; then the steps of its waterfall. */
export const formulasOf = (policy: PolicyDeclaration): readonly RuleFormula[] => {
  const used = usedRules(policy)
  const ofAxes = REGISTRIES.flatMap(([part, registry]) =>
    [...new Set(used.filter((each) => each.part === part).flatMap(({ reference }) => withNested(reference)))].map(
      (rule): RuleFormula => ({ part, rule, formula: registry.find(({ name }) => name === rule)?.formula ?? null }),
    ),
  )
  return [...ofAxes, ...policy.waterfall.map(ofStep)]
}

const ofStep = (step: WaterfallStep): RuleFormula => ({
  part: 'waterfall',
  rule: stepInWords(step),
  formula: stepFormula(step),
})

/** What a step bears; positions change hands at bankruptcy prices. */
const stepFormula = (step: WaterfallStep): string | null => {
  switch (step.step) {
    case 'fund':
      return `the market's fund: largest x that leaves it E >= 0; then the debt, from what it owns${step.keepsAtoms === undefined ? '' : ` beyond ${step.keepsAtoms} atoms`}`
    case 'vault':
      return `largest x that leaves the vault E >= max(0, ${step.cover}·M); then the debt, from what it owns`
    case 'backstop':
      return `backstops in order: largest x that leaves each E >= max(0, ${step.cover}·M)`
    case 'adl':
      return ADL_RULES.find(({ name }) => name === step.rule)?.formula ?? null
    case 'socialise':
      return step.by === 'open-interest'
        ? 'the debt among holders of the market where it arose, in proportion to |q|'
        : 'the debt among all customers with E > 0, in proportion to E'
  }
}

const usedRules = ({
  queue,
  allocation,
  stages,
  withdrawals,
}: PolicyDeclaration): readonly { readonly part: string; readonly reference: RuleReference }[] => [
  { part: 'queue', reference: queue },
  { part: 'allocation', reference: allocation },
  ...(withdrawals === undefined ? [] : [{ part: 'withdrawals', reference: withdrawals }]),
  ...stages.flatMap((stage) => [
    { part: 'trigger', reference: stage.enter },
    { part: 'exit', reference: stage.until },
    ...stage.before.map((rule) => ({ part: 'before', reference: { rule } })),
    { part: 'direction', reference: stage.direction },
    { part: 'size', reference: stage.size },
    { part: 'pace', reference: stage.pace },
    { part: 'limit', reference: stage.limit },
    { part: 'penalty', reference: stage.penalty },
    { part: 'action', reference: stage.action },
    ...(stage.allocation === undefined ? [] : [{ part: 'allocation', reference: stage.allocation }]),
  ]),
]

/** Names of a rule and of all rules among its parameters, the outer one first. */
const withNested = ({ rule, ...parameters }: RuleReference): readonly string[] => [
  rule,
  ...Object.values(parameters).flatMap((value) =>
    (Array.isArray(value) ? value : [value]).flatMap((each: unknown) => (isRule(each) ? withNested(each) : [])),
  ),
]
