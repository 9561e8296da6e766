import { DecimalError, RulesError, SpecificationError, TierError } from '@ebbline/core'
import { shown, WireError, type WireProblem } from './error.ts'
import { ScaleError } from './exact-values.ts'

/** Collects everything that is wrong with one file, so that its writer sees all of it at once. */
export interface Findings {
  readonly refuse: (field: string, value: unknown, allowed: string, remedy: string) => void
  readonly add: (problems: readonly WireProblem[]) => void
  /** The result of a named constructor; when it refuses its input the refusal is noted under `field` and null comes back. */
  readonly attempt: <T>(field: string, value: unknown, make: () => T) => T | null
  /** Nothing when all is well. @throws WireError with all problems noted so far. */
  readonly settle: () => void
}

/** Problems printed at most; beyond them the rest is counted. */
const PROBLEMS_MAX = 20

export const createFindings = (file: string): Findings => {
  const problems: WireProblem[] = []
  const refuse: Findings['refuse'] = (field, value, allowed, remedy) => {
    problems.push({ field, value: shown(value), allowed, remedy })
  }
  return {
    refuse,
    add: (more) => {
      problems.push(...more)
    },
    attempt: (field, value, make) => {
      try {
        return make()
      } catch (error) {
        const { allowed, remedy } = refusalOf(error)
        refuse(field, value, allowed, remedy)
        return null
      }
    },
    settle: () => {
      if (problems.length > 0) throw new WireError(file, problems.slice(0, PROBLEMS_MAX))
    },
  }
}

/** What a refusal of core's constructors asks for; anything else is a bug and goes on. */
const refusalOf = (error: unknown): { readonly allowed: string; readonly remedy: string } => {
  if (error instanceof ScaleError) return { allowed: error.allowed, remedy: 'write a value on that grid' }
  if (error instanceof TierError || error instanceof RulesError)
    return { allowed: `${error.allowed} (${error.field} = ${error.value})`, remedy: error.remedy }
  if (error instanceof SpecificationError || error instanceof DecimalError)
    return { allowed: error.message, remedy: 'change the specification' }
  throw error
}

/** Notes every entry of a list whose key stood before. */
export const refuseRepeats = (findings: Findings, field: string, keys: readonly string[], keyName: string): void => {
  const seen = new Set<string>()
  for (const [index, key] of keys.entries()) {
    if (seen.has(key)) findings.refuse(`${field}.${index}.${keyName}`, key, 'each once', 'remove the second one')
    seen.add(key)
  }
}

/** Notes a name that is not on a list. */
export const refuseUnknown = (
  findings: Findings,
  field: string,
  name: string,
  known: ReadonlySet<string> | readonly string[],
  what: string,
): boolean => {
  const names = [...known]
  if (names.includes(name)) return true
  findings.refuse(
    field,
    name,
    `${what}: ${names.slice(0, 12).join(', ') || 'none is listed'}`,
    'correct the name or list it',
  )
  return false
}

/** Notes a list that does not name each of `expected` exactly once. */
export const refuseUnlessEach = (
  findings: Findings,
  field: string,
  entries: readonly { readonly instrument: string }[],
  expected: readonly string[],
  what: string,
): void => {
  const keys = entries.map((entry) => entry.instrument)
  refuseRepeats(findings, field, keys, 'instrument')
  for (const [index, key] of keys.entries())
    refuseUnknown(findings, `${field}.${index}.instrument`, key, expected, what)
  for (const key of expected)
    if (!keys.includes(key)) findings.refuse(field, keys.join(', '), `a row for each ${what}`, `add one for ${key}`)
}
