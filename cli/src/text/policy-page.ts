import type { PolicyDeclaration } from '@ebbline/core'
import { FORMULA_LETTERS, formulasOf } from './policy-formulas.ts'
import { feeInWords, ruleInWords, stepInWords } from './policy-rules.ts'
import { toned, wrap } from './table.ts'

/** How a page is shown. `document` names the page in the docs that tells more; null where there is none. */
export interface PageStyle {
  readonly width: number
  readonly colour: boolean
  readonly document: string | null
}

/** Everything that a policy's declaration says, for people: composition, formulas, evidence, laws, weaknesses. */
export const policyPage = (policy: PolicyDeclaration, style: PageStyle): readonly string[] => [
  toned(`${policy.name}: ${policy.title}`, 'strong', style.colour),
  ...wrap(policy.summary, style.width),
  '',
  ...wrap(`source: ${policy.source}`, style.width, '  '),
  `date: ${policy.date}`,
  `evidence: ${policy.evidence}`,
  ...(policy.treats === undefined
    ? []
    : [`made for: ${policy.treats === 'loans' ? 'loans' : "the house's own inventory"}`]),
  ...wrap(`rounding: ${roundingInWords(policy)}`, style.width, '  '),
  ...(style.document === null ? [] : [`page: ${style.document}`]),
  ...compositionLines(policy, style),
  '',
  toned('formulas', 'strong', style.colour),
  ...wrap(`${FORMULA_LETTERS}.`, style.width - 2).map((line) => `  ${line}`),
  ...formulaLines(policy, style.width),
  '',
  ...wrap(`laws held: ${policy.laws.holds.join(', ') || 'none'}`, style.width, '  '),
  ...policy.laws.breaks.flatMap(({ law, witness }) => wrap(`law broken: ${law}: ${witness}`, style.width, '  ')),
  ...weaknessLines(policy, style),
]

const roundingInWords = ({ rounding }: PolicyDeclaration): string =>
  rounding === 'against-account' ? rounding : `${rounding.profile}: ${rounding.note}`

const PARTS = ['enter', 'until', 'direction', 'size', 'pace', 'limit', 'penalty', 'action'] as const

const compositionLines = (policy: PolicyDeclaration, { width, colour }: PageStyle): readonly string[] => [
  '',
  toned('together', 'strong', colour),
  ...part('queue', ruleInWords(policy.queue), width),
  ...part('allocation', ruleInWords(policy.allocation), width),
  ...part('waterfall', policy.waterfall.map(stepInWords).join(' > ') || 'none', width),
  ...(policy.fees === undefined ? [] : part('penalties to', policy.fees.map(feeInWords).join(', '), width)),
  ...(policy.house === undefined ? [] : part('house', `disposes by ${policy.house}`, width)),
  ...(policy.withdrawals === undefined ? [] : part('withdrawals', `locked ${ruleInWords(policy.withdrawals)}`, width)),
  ...policy.stages.flatMap((stage, index) => [
    '',
    toned(`stage ${index + 1}: ${stage.name}`, 'strong', colour),
    ...PARTS.flatMap((name) => part(name, ruleInWords(stage[name]), width)),
    ...part('before', stage.before.join(', ') || 'nothing', width),
    ...(stage.allocation === undefined
      ? []
      : part('allocation', `${ruleInWords(stage.allocation)}, instead of the policy's`, width)),
  ]),
]

const LABEL = 14

/** A label and its text, which hangs below itself where it is longer than the line. */
const part = (name: string, text: string, width: number): readonly string[] =>
  wrap(text, width - LABEL - 2).map((line, at) => `  ${(at === 0 ? name : '').padEnd(LABEL)}${line}`)

const formulaLines = (policy: PolicyDeclaration, width: number): readonly string[] => {
  const formulas = formulasOf(policy)
  const label = Math.max(...formulas.map(({ part: axis, rule }) => axis.length + rule.length + 1)) + 2
  return formulas.flatMap(({ part: axis, rule, formula }) =>
    wrap(formula ?? 'no formula is stated', width - label - 2).map(
      (line, at) => `  ${(at === 0 ? `${axis} ${rule}` : '').padEnd(label)}${line}`,
    ),
  )
}

const weaknessLines = ({ weaknesses = [] }: PolicyDeclaration, { width, colour }: PageStyle): readonly string[] =>
  weaknesses.length === 0
    ? []
    : ['', toned('known weaknesses', 'strong', colour), ...weaknesses.flatMap((each) => wrap(`- ${each}`, width, '  '))]
