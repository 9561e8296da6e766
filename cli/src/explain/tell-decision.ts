import type { Decision, Reason } from '@ebbline/core'
import { wrap } from '../text/table.ts'
import { factInWords, type Words } from './words.ts'

const WIDTH = 100

/** A decision in lines: what, on which numbers, by which rules, what bound, what would have avoided it. */
export const decisionLines = (words: Words, decision: Decision): readonly string[] => [
  `decision ${decision.id}: ${KINDS[decision.kind]}, stage ${decision.stage} of ${decision.policy}`,
  ...indent([
    `equity ${words.money(decision.equity)} against a requirement of ${words.money(decision.requirement)}`,
    ...decision.reasons.flatMap((reason) => reasonLines(words, reason)),
    ...legLines(words, decision),
    ...(decision.topUp > 0n
      ? [`a deposit of ${words.money(decision.topUp)} before would have kept it out of this stage`]
      : []),
  ]),
]

const KINDS: Readonly<Record<Decision['kind'], string>> = {
  'cancel-orders': 'cancel its resting orders',
  wait: 'wait',
  trade: 'trade',
  takeover: 'hand positions over',
  transfer: 'hand a slice over',
  seize: 'seize its cash',
  resolve: 'settle what it owes',
}

const indent = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`)

const reasonLines = (words: Words, { part, rule, facts, bound }: Reason): readonly string[] => {
  const numbers = Object.entries(facts).map(([key, value]) => factInWords(words, key, value))
  const smaller = bound ? ' [this made it smaller]' : ''
  return wrap(`${part}: ${rule}${smaller}${numbers.length === 0 ? '' : ` - ${numbers.join(', ')}`}`, WIDTH, '    ')
}

const legLines = (words: Words, { wanted, granted, kind }: Decision): readonly string[] => {
  if (wanted.length === 0 && granted.length === 0) return []
  const told = kind === 'transfer' ? words.handOver : words.trade
  const [want, got] = [wanted.map(told), granted.map(told)]
  if (want.join() === got.join()) return got.map((leg) => `granted in full: ${leg}`)
  return [
    ...want.map((leg) => `wanted: ${leg}`),
    ...(got.length === 0 ? ['granted: nothing'] : got.map((leg) => `granted: ${leg}`)),
  ]
}
