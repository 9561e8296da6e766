import type { PolicyDeclaration, RuleReference } from '@ebbline/core'
import { isRule, ruleInShort, shortened, stepInWords } from './policy-rules.ts'
import { tableLines, widthOf, wrapped, type Cell } from './table.ts'

/** How one axis is shown: its heading, its rules in a policy, and its width: columns that it takes, or its share of what others leave. */
interface Axis {
  readonly head: string
  readonly width: { readonly columns: number } | { readonly share: number }
  readonly rules: (policy: PolicyDeclaration) => readonly string[]
}

type StageAxis = 'enter' | 'direction' | 'size' | 'pace' | 'limit' | 'penalty' | 'action'

const ofStages = (head: string, part: StageAxis, share: number): Axis => ({
  head,
  width: { share },
  rules: ({ stages }) => stages.map((stage) => inShort(stage[part])),
})

/** The axes of what one account meets: its trigger to its action, stage by stage. */
const ALONE: readonly Axis[] = [
  ofStages('trigger', 'enter', 22),
  ofStages('direction', 'direction', 15),
  ofStages('size', 'size', 13),
  ofStages('pace', 'pace', 11),
  ofStages('limit', 'limit', 14),
  ofStages('penalty', 'penalty', 10),
  ofStages('action', 'action', 10),
]

/** The axes of what all accounts share, and what the preset rests on. */
const TOGETHER: readonly Axis[] = [
  { head: 'queue', width: { share: 15 }, rules: ({ queue }) => [inShort(queue)] },
  {
    head: 'allocation',
    width: { share: 27 },
    rules: ({ allocation, stages }) => [
      inShort(allocation),
      ...stages.flatMap((stage) =>
        stage.allocation === undefined ? [] : [`${stage.name}: ${inShort(stage.allocation)}`],
      ),
    ],
  },
  {
    head: 'waterfall',
    width: { share: 32 },
    rules: ({ waterfall }) => [waterfall.map(stepInWords).join(' > ') || 'none'],
  },
  { head: 'evidence', width: { columns: 12 }, rules: ({ evidence }) => [evidence] },
  { head: 'date', width: { columns: 10 }, rules: ({ date }) => [date] },
]

/** Tables with a policy a row and an axis a column, each rule once: as few as show every word of a rule whole in `width` columns. */
export const policyTables = (
  policies: readonly PolicyDeclaration[],
  { width, colour }: { readonly width: number; readonly colour: boolean },
): readonly string[] => {
  const name = Math.min(NAME_MOST, Math.max(...policies.map((policy) => widthOf(policy.name))))
  const measured = [ALONE, TOGETHER].flatMap((axes) =>
    together(
      axes.map((axis) => ({ ...axis, least: leastOf(axis, policies) })),
      width - name,
    ),
  )
  return measured.flatMap((axes, at) => [
    ...(at === 0 ? [] : ['']),
    ...axisTable(policies, axes, { width, name, colour }),
  ])
}

const GAP = 2
const NAME_MOST = 20

/** An axis with the fewest columns in which no word of its rules is broken but after a hyphen. */
interface Measured extends Axis {
  readonly least: number
}

/** The longest word or part of one; lines after the first of a rule are set in by a blank. */
const leastOf = ({ head, width, rules }: Axis, policies: readonly PolicyDeclaration[]): number =>
  'columns' in width
    ? width.columns
    : Math.max(widthOf(head), ...policies.flatMap((policy) => rules(policy).map(longestPiece))) + 1

const longestPiece = (rule: string): number => Math.max(...rule.split(/ |(?<=-)/u).map(widthOf))

/** Axes in runs that fit side by side, in their order; runs of about as many axes each. */
const together = (axes: readonly Measured[], room: number): readonly (readonly Measured[])[] => {
  for (let tables = 1; tables < axes.length; tables += 1) {
    const each = Math.ceil(axes.length / tables)
    const runs = Array.from({ length: tables }, (_, at) => axes.slice(at * each, (at + 1) * each))
    const fits = runs.every((run) => run.reduce((sum, { least }) => sum + least + GAP, 0) <= room)
    if (fits) return runs.filter((run) => run.length > 0)
  }
  return axes.map((axis) => [axis])
}

const axisTable = (
  policies: readonly PolicyDeclaration[],
  axes: readonly Measured[],
  { width, name, colour }: { readonly width: number; readonly name: number; readonly colour: boolean },
): readonly string[] => {
  const widths = widthsOf(axes, width - name - GAP * axes.length)
  const rows = policies.flatMap((policy) => {
    const cells = axes.map(({ rules, least }, at) =>
      [...new Set(rules(policy))].flatMap((rule) => hanging(rule, widths[at] ?? least)),
    )
    const height = Math.max(...cells.map((lines) => lines.length))
    return Array.from({ length: height }, (_, line): readonly Cell[] => [
      line === 0 ? { text: shortened(policy.name, name), tone: 'strong' } : { text: '' },
      ...cells.map((lines) => ({ text: lines[line] ?? '' })),
    ])
  })
  const columns = ['policy', ...axes.map(({ head }) => head)].map((head) => ({ head: [head], align: 'left' as const }))
  return tableLines({ columns, rows }, colour)
}

/** A rule in lines that fit; where there are several, those after the first are set in by one blank, so that the next rule is seen to begin. */
const hanging = (rule: string, width: number): readonly string[] =>
  widthOf(rule) <= width ? [rule] : wrapped(rule, width - 1).map((line, at) => (at === 0 ? line : ` ${line}`))

/** Each axis has what it needs at least, and its share of what is left over. */
const widthsOf = (axes: readonly Measured[], width: number): readonly number[] => {
  const spare = Math.max(0, width - axes.reduce((sum, { least }) => sum + least, 0))
  const shares = axes.reduce((sum, axis) => sum + ('columns' in axis.width ? 0 : axis.width.share), 0)
  return axes.map((axis) =>
    'columns' in axis.width ? axis.least : axis.least + Math.floor((spare * axis.width.share) / shares),
  )
}

/** Characters of a rule with its parameters; longer ones are shown by name alone. */
const SHORT = 28

/** Rules that join others, by the word between those: it says what the rule does, so its name is left out. */
const JOINS: Readonly<Record<string, string>> = {
  all: ' + ',
  any: ' or ',
  'cheaper-of': ' or else ',
  'in-turn': ', then ',
}

const inShort = (reference: RuleReference): string => {
  const nested = Object.values(reference).flatMap((value): readonly RuleReference[] =>
    Array.isArray(value) ? value.filter(isRule) : [],
  )
  if (nested.length === 0) {
    const text = ruleInShort(reference)
    return widthOf(text) > SHORT ? reference.rule : text
  }
  const join = JOINS[reference.rule]
  const parts = nested.map((each) =>
    join === undefined || !(each.rule in JOINS) ? inShort(each) : `(${inShort(each)})`,
  )
  return join === undefined ? `${reference.rule} (${parts.join('; ')})` : parts.join(join)
}
