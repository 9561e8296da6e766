import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { copyOf, mutate } from './copy.ts'
import { MUTANTS, type Mutant } from './mutants.ts'

/** What the published cases of a mutant's file say: exit code, and failed cases by formula. */
export type Answer = { readonly status: number | null; readonly failed: Readonly<Record<string, number>> }

/** A mutant with the answers without it and with it. It is killed when only the second names its formula. */
export type Judgement = {
  readonly mutant: Mutant
  readonly sound: Answer
  readonly mutated: Answer
  readonly killed: boolean
}

/** `ebb conformance` gave no answer that can be read. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
  constructor(vectors: string, said: string) {
    super(`conformance on ${vectors} gave no JSON; it said: ${said.slice(0, 500)}`)
  }
}

/** Every mutant judged on one copy of the workspace at `root`, by the vector files below `vectors`; the copy is removed. */
export const judgeAll = (root: string, vectors: string): readonly Judgement[] => {
  const copy = copyOf(root)
  try {
    return MUTANTS.map((mutant) => judge(copy, mutant, vectors))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

const judge = (copy: string, mutant: Mutant, vectors: string): Judgement => {
  const sound = ask(copy, join(vectors, mutant.vectors))
  const mend = mutate(copy, mutant)
  const mutated = ask(copy, join(vectors, mutant.vectors))
  mend()
  const { formula } = mutant
  const clean = sound.status === 0 && sound.failed[formula] === undefined
  return { mutant, sound, mutated, killed: clean && mutated.status === 3 && (mutated.failed[formula] ?? 0) > 0 }
}

const ask = (copy: string, vectors: string): Answer => {
  const command = ['cli/src/main.ts', 'conformance', vectors, '--json']
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: copy, encoding: 'utf8' })
  return { status, failed: countFailures(vectors, stdout, stderr) }
}

const countFailures = (vectors: string, stdout: string, stderr: string): Answer['failed'] => {
  const counts: Record<string, number> = {}
  for (const { formula } of failuresIn(vectors, stdout, stderr)) counts[formula] = (counts[formula] ?? 0) + 1
  return counts
}

const failuresIn = (vectors: string, stdout: string, stderr: string): readonly { readonly formula: string }[] => {
  if (!stdout.startsWith('{')) throw new NoAnswerError(vectors, stderr)
  const { failures } = JSON.parse(stdout) as { readonly failures: readonly { readonly formula: string }[] }
  return failures
}
