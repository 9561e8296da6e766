import { formatRatio, ratio, ratioOf, RATIO_ONE, type Ratio } from '../units/index.ts'
import { DECIMAL_PATTERN } from '../liquidation/index.ts'
import type { FeeShare } from '../settlement/index.ts'
import { problem } from './shape.ts'
import type { FeeDeclaration, PolicyDeclaration, PolicyProblem } from './types.ts'

const RECEIVERS = ['fund', 'liquidator', 'treasury', 'burn']

/** What is wrong with how a policy splits its penalties: unknown or repeated receivers, shares that are no whole, a burn without a floor. */
export const feeProblems = ({ fees, stages }: PolicyDeclaration): readonly PolicyProblem[] => {
  if (fees === undefined) return []
  const found = fees.flatMap((line, index) => lineProblems(fees, line, index))
  if (found.length > 0) return found
  const sum = fees.reduce((total, line) => ratio(total + ratioOf(line.share)), ratio(0n))
  const whole =
    sum === RATIO_ONE
      ? []
      : [
          problem(
            'fees',
            formatRatio(sum),
            'shares that sum to 1',
            `${formatRatio(sum)} = 1 is required: share out all of it`,
          ),
        ]
  const charged = stages.some((stage) => stage.penalty.rule !== 'none')
  const idle = charged
    ? []
    : [problem('fees', fees.length, 'a stage with a penalty', 'drop the split, or charge a penalty')]
  return [...whole, ...idle]
}

const lineProblems = (
  fees: readonly FeeDeclaration[],
  line: FeeDeclaration,
  index: number,
): readonly PolicyProblem[] => {
  const path = `fees[${index}]`
  const found: PolicyProblem[] = []
  if (!RECEIVERS.includes(line.to))
    found.push(problem(`${path}.to`, line.to, `one of ${RECEIVERS.join(', ')}`, 'correct the receiver'))
  if (fees.findIndex((other) => other.to === line.to) < index)
    found.push(problem(`${path}.to`, line.to, 'each receiver once', 'add the two shares up'))
  if (!isDecimal(line.share))
    found.push(
      problem(`${path}.share`, line.share, 'a decimal text such as "0.2"', 'say what share of a penalty it gets'),
    )
  if (line.to === 'burn' ? !isDecimal(line.coverage) : line.coverage !== undefined)
    found.push(
      problem(
        `${path}.coverage`,
        line.coverage,
        line.to === 'burn' ? 'a decimal text such as "0.01"' : 'none: only a burn has a floor',
        'say from which fund equity over open interest on a burn is allowed',
      ),
    )
  return found
}

const isDecimal = (value: unknown): value is string =>
  typeof value === 'string' && new RegExp(DECIMAL_PATTERN, 'u').test(value)

/** The split of a checked declaration; empty: all to the fund. */
export const feesOf = ({ fees = [] }: PolicyDeclaration): readonly FeeShare[] =>
  fees.map(({ to, share, coverage }) => ({ to, share: ratioOf(share), coverage: floorOf(coverage) }))

const floorOf = (coverage: string | undefined): Ratio | null => (coverage === undefined ? null : ratioOf(coverage))
