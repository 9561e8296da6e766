import type { Command } from 'commander'
import { presets, type PolicyDeclaration, type RuleReference, type WaterfallStep } from '@ebbline/core'
import type { Context } from '../context.ts'
import { loadPolicy } from '../inputs/policies.ts'
import type { Override } from '../inputs/override.ts'
import { withOutput, withOverrides, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { tableLines, toned, wrap, type Column } from '../text/table.ts'

interface ShowOptions extends SharedOptions {
  readonly set: readonly Override[]
}

/** `ebb policies`: every preset by axis. `ebb policies show NAME`: one policy with its evidence and laws. */
export const addPolicies = ({ program, io }: Context): void => {
  const policies = withOutput(program.command('policies'))
    .description('list the bundled policies by axis, or show one')
    .action((options: SharedOptions) =>
      present(io, options, { json: presets, text: () => `${listLines(io.colour, io.columns).join('\n')}\n` }),
    )
  withOverrides(withOutput(policies.command('show')), 'the policy')
    .description('what a policy is made of, where it comes from, which laws it holds and breaks')
    .argument('<policy>', 'name of a preset, or path of a policy file')
    .action((name: string, _options: ShowOptions, command: Command) => {
      const options = command.optsWithGlobals<ShowOptions>()
      const policy = loadPolicy(name, io.cwd, options.set)
      present(io, options, { json: policy, text: () => `${showLines(policy, io.colour, io.columns).join('\n')}\n` })
    })
}

const left = (head: string): Column => ({ head: [head], align: 'left' })

/** Two tables of at most 120 columns: the stages, and what a policy does for all accounts together. */
const listLines = (colour: boolean, width: number): readonly string[] => {
  const isCharged = presets.some((policy) => policy.stages.some((stage) => stage.penalty.rule !== 'none'))
  const axes = AXES.filter(([axis]) => axis !== 'penalty' || isCharged)
  const columns = ['policy', 'stage', ...axes.map(([axis]) => axis)].map(left)
  const rows = presets.flatMap((policy) =>
    policy.stages.map((stage, index) => [
      { text: index === 0 ? shortened(policy.name, 16) : '', tone: 'strong' as const },
      { text: shortened(stage.name, 11) },
      ...axes.map(([axis, width]) => ({ text: shortened(inShort(stage[axis]), width) })),
    ]),
  )
  const together = presets.map((policy) => [
    { text: shortened(policy.name, 16), tone: 'strong' as const },
    { text: shortened(inShort(policy.queue), 16) },
    { text: shortened(inShort(policy.allocation), 22) },
    { text: shortened(policy.waterfall.map(stepInWords).join(' > ') || 'none', 46) },
    { text: policy.evidence },
  ])
  return [
    ...tableLines({ columns, rows }, colour),
    '',
    ...tableLines(
      { columns: ['policy', 'queue', 'allocation', 'waterfall', 'evidence'].map(left), rows: together },
      colour,
    ),
    '',
    ...(isCharged ? [] : ['No stage of these charges a penalty.']),
    ...presets.flatMap(exceptions),
    ...wrap(
      'Read one: ebb policies show NAME. Start your own: ebb policies show NAME --json --out my-policy.json',
      width,
    ),
  ]
}

/** Stages whose slices the policy's own allocation does not grant, one sentence each. */
const exceptions = ({ name, stages }: PolicyDeclaration): readonly string[] =>
  stages.flatMap((stage) =>
    stage.allocation === undefined
      ? []
      : [`Stage ${stage.name} of ${name} is allocated by ${inShort(stage.allocation)} instead.`],
  )

/** Parts of a stage and how wide each may be, so that the table fits in 120 columns whatever a preset says. */
const AXES = [
  ['enter', 19],
  ['size', 16],
  ['pace', 11],
  ['limit', 18],
  ['penalty', 8],
  ['action', 9],
] as const

/** A rule with the values of its parameters alone: `health-below 1.2`, `all (health-below 1; tier-above-lowest)`. */
const inShort = ({ rule, ...parameters }: RuleReference): string =>
  [rule, ...Object.values(parameters).map(valueInShort)].join(' ')

const valueInShort = (value: unknown): string => {
  if (Array.isArray(value)) return `(${value.map(valueInShort).join('; ')})`
  if (isRule(value)) return inShort(value)
  return shortened(plainText(value) ?? '…', 6)
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

const showLines = (policy: PolicyDeclaration, colour: boolean, width: number): readonly string[] => [
  toned(`${policy.name}: ${policy.title}`, 'strong', colour),
  ...wrap(policy.summary, width),
  '',
  ...wrap(`source: ${policy.source}`, width, '  '),
  `date: ${policy.date}`,
  `evidence: ${policy.evidence}`,
  `queue: ${inWords(policy.queue)}`,
  `allocation: ${inWords(policy.allocation)}`,
  `waterfall: ${policy.waterfall.map(stepInWords).join(' > ') || 'none'}`,
  `rounding: ${policy.rounding}`,
  ...policy.stages.flatMap((stage, index) => [
    '',
    toned(`stage ${index + 1}: ${stage.name}`, 'strong', colour),
    ...PARTS.map((part) => `  ${part.padEnd(10)}${inWords(stage[part])}`),
    `  before    ${stage.before.join(', ') || 'nothing'}`,
    ...(stage.allocation === undefined ? [] : [`  allocated by ${inWords(stage.allocation)} instead of the policy's`]),
  ]),
  '',
  ...wrap(`laws held: ${policy.laws.holds.join(', ') || 'none'}`, width, '  '),
  ...policy.laws.breaks.flatMap(({ law, witness }) => wrap(`law broken: ${law}: ${witness}`, width, '  ')),
]

const PARTS = ['enter', 'until', 'direction', 'size', 'pace', 'limit', 'penalty', 'action'] as const

/** A rule with its parameters: `health-below multiple 1.2`; nested rules in brackets. */
const inWords = ({ rule, ...parameters }: RuleReference): string =>
  [rule, ...Object.entries(parameters).map(([name, value]) => parameterInWords(name, value))].join(' ')

const parameterInWords = (name: string, value: unknown): string => {
  if (Array.isArray(value))
    return `(${value.map((item: unknown) => (isRule(item) ? inWords(item) : String(item))).join('; ')})`
  if (isRule(value)) return `${name} (${inWords(value)})`
  return `${name} ${plainText(value) ?? JSON.stringify(value)}`
}

/** A text or number as it stands, null for anything else. */
const plainText = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

const isRule = (value: unknown): value is RuleReference =>
  typeof value === 'object' && value !== null && 'rule' in value && typeof value.rule === 'string'

const stepInWords = (step: WaterfallStep): string => {
  switch (step.step) {
    case 'adl':
      return `adl ${step.rule}`
    case 'vault':
      return `vault ${step.cover}`
    case 'fund':
    case 'socialise':
      return step.step
  }
}
