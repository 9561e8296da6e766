import { compilePolicy, type PolicyDeclaration } from '@ebbline/core'
import { decode } from './codec.ts'
import { createFindings } from './findings.ts'
import { wholeFile } from './json.ts'
import { policyFileSchema } from './schemas/policy-file.ts'

/**
 * The policy of a file's text, checked field by field against the strategies that it names, then across fields and stages.
 *
 * @throws WireError naming every problem: unknown rules and parameters, values out of range, a target below maintenance, a stage
 * that can never be reached.
 */
export const parsePolicy = (file: string, text: string): PolicyDeclaration =>
  checkPolicy(file, decode(policyFileSchema, text, wholeFile(file)))

/** Checks a policy across fields and stages; for policies made in code or changed by `--set`. @throws WireError */
export const checkPolicy = (file: string, declaration: PolicyDeclaration): PolicyDeclaration => {
  const compiled = compilePolicy(declaration)
  if (compiled.kind === 'compiled') return declaration
  const findings = createFindings(file)
  findings.add(
    compiled.problems.map(({ path, value, allowed, remedy }) => ({ field: dotted(path), value, allowed, remedy })),
  )
  findings.settle()
  return declaration
}

/** `stages[0].size` as `stages.0.size`, the way all of this package writes paths. */
const dotted = (path: string): string => path.replaceAll(/\[(\d+)\]/g, '.$1')
