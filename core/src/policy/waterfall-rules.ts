import { ADL_RULES } from '../settlement/index.ts'
import { DECIMAL_PATTERN } from '../liquidation/index.ts'
import { problem } from './shape.ts'
import type { PolicyDeclaration, PolicyProblem, WaterfallStep } from './types.ts'

const STEPS = ['fund', 'vault', 'backstop', 'adl', 'socialise']

/** What is wrong with who bears what is left: unknown steps or rules, a step twice, an order in which a step is never asked. */
export const waterfallProblems = ({ stages, waterfall }: PolicyDeclaration): readonly PolicyProblem[] => {
  const found = waterfall.flatMap((step, index) => stepProblems(step, `waterfall[${index}]`))
  const names = waterfall.map((step) => step.step)
  names.forEach((name, index) => {
    if (names.indexOf(name) < index)
      found.push(problem(`waterfall[${index}].step`, name, 'each step once', 'drop the second one'))
  })
  const socialise = names.indexOf('socialise')
  if (socialise >= 0 && socialise < names.length - 1)
    found.push(
      problem(
        `waterfall[${socialise}].step`,
        'socialise',
        'the last step',
        'move it to the end: whatever follows it is never asked',
      ),
    )
  if (waterfall.length === 0 && stages.some((stage) => stage.action.rule === 'takeover'))
    found.push(problem('waterfall', [], 'at least one step', 'say who receives what a takeover stage hands over'))
  return found
}

const stepProblems = (step: WaterfallStep, path: string): PolicyProblem[] => {
  switch (step.step) {
    case 'fund':
      return step.keepsAtoms === undefined || /^[0-9]{1,30}$/u.test(String(step.keepsAtoms))
        ? []
        : [
            problem(
              `${path}.keepsAtoms`,
              step.keepsAtoms,
              'whole atoms of the numeraire, as a text',
              'drop the decimals',
            ),
          ]
    case 'socialise':
      return [undefined, 'equity', 'open-interest'].includes(step.by)
        ? []
        : [problem(`${path}.by`, step.by, 'equity or open-interest', 'say by what a loss is shared')]
    case 'vault':
    case 'backstop':
      return typeof step.cover === 'string' && new RegExp(DECIMAL_PATTERN, 'u').test(step.cover)
        ? []
        : [
            problem(
              `${path}.cover`,
              step.cover,
              'a decimal text such as "1.5"',
              'say how much of its maintenance requirement it keeps as equity',
            ),
          ]
    case 'adl': {
      const names = ADL_RULES.map((rule) => rule.name)
      return names.includes(step.rule)
        ? []
        : [problem(`${path}.rule`, step.rule, `one of ${names.join(', ')}`, 'correct the name of the rule')]
    }
    default:
      return [problem(`${path}.step`, unknownStep(step), `one of ${STEPS.join(', ')}`, 'correct the name of the step')]
  }
}

const unknownStep = (step: never): unknown => Object(step).step
