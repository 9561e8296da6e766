import type { FeeDeclaration, RuleReference, WaterfallStep } from '@ebbline/core'

/** A rule with the values of its parameters alone: `health-below 1.2`, `all (health-below 1; tier-above-lowest)`. */
export const ruleInShort = ({ rule, ...parameters }: RuleReference): string =>
  [rule, ...Object.values(parameters).map(valueInShort)].join(' ')

const valueInShort = (value: unknown): string => {
  if (Array.isArray(value)) return `(${value.map(valueInShort).join('; ')})`
  if (isRule(value)) return ruleInShort(value)
  return shortened(plainText(value) ?? '…', Number.isFinite(Number(value)) ? 7 : 12)
}

/** A text cut to a width, with an ellipsis for what is missing. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

/** A rule with its parameters by name: `health-below multiple 1.2`; nested rules in brackets. */
export const ruleInWords = ({ rule, ...parameters }: RuleReference): string =>
  [rule, ...Object.entries(parameters).map(([name, value]) => parameterInWords(name, value))].join(' ')

const parameterInWords = (name: string, value: unknown): string => {
  if (Array.isArray(value))
    return `${name} (${value.map((item: unknown) => (isRule(item) ? ruleInWords(item) : (plainText(item) ?? JSON.stringify(item)))).join('; ')})`
  if (isRule(value)) return `${name} (${ruleInWords(value)})`
  return `${name} ${plainText(value) ?? JSON.stringify(value)}`
}

/** A text or number as it stands, null for anything else. */
const plainText = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

/** Whether a parameter is itself a rule with parameters. */
export const isRule = (value: unknown): value is RuleReference =>
  typeof value === 'object' && value !== null && 'rule' in value && typeof value.rule === 'string'

/** A step of a waterfall: `adl profit-leverage`, `vault 1.5`, `fund`, `fund keeping 5000000`, `socialise by open-interest`. */
export const stepInWords = (step: WaterfallStep): string => {
  switch (step.step) {
    case 'vault':
    case 'backstop':
      return `${step.step} ${step.cover}`
    case 'adl':
      return `adl ${step.rule}`
    case 'fund':
      return step.keepsAtoms === undefined ? 'fund' : `fund keeping ${step.keepsAtoms}`
    case 'socialise':
      return step.by === undefined ? 'socialise' : `socialise by ${step.by}`
  }
}

/** A share of every penalty: `burn 0.1 from coverage 0.05`. */
export const feeInWords = ({ to, share, coverage }: FeeDeclaration): string =>
  `${to} ${share}${coverage === undefined ? '' : ` from coverage ${coverage}`}`
