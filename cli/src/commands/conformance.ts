import { relative } from 'node:path'
import { parseVectorFile } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { checkAll, type Conformance, type Failure } from '../conformance/check.ts'
import { adapters } from '../conformance/index.ts'
import { readText } from '../inputs/files.ts'
import { vectorFiles } from '../inputs/vector-files.ts'
import { EXIT } from '../io.ts'
import { withOutput, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { toned } from '../text/table.ts'

/** `ebb conformance FILE…`: published numbers against the code that policies and margin run. Exit 3 when a case fails. */
export const addConformance = ({ program, io, verdict }: Context): void => {
  withOutput(program.command('conformance'))
    .description('check vector files against the code that policies and margin run')
    .argument('<file...>', 'vector files, folders that hold them, or patterns')
    .action((files: readonly string[], options: SharedOptions) => {
      const read = vectorFiles(files, io.cwd).map((file) => {
        const vectors = parseVectorFile(file, readText(file))
        return { ...vectors, file: relative(io.cwd, file) || file }
      })
      const result = checkAll(read, adapters)
      if (result.failed > 0) verdict(EXIT.negative)
      present(io, options, { json: result, text: () => `${conformanceLines(result, io.colour).join('\n')}\n` })
    })
}

const conformanceLines = (result: Conformance, colour: boolean): readonly string[] => [
  ...result.failures.flatMap((failure) => failureLines(failure, colour)),
  ...result.unknown.map(({ file, formula, cases }) => `skipped ${file}: ${formula} (${cases})`),
  `${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`,
]

const failureLines = ({ file, id, formula, mismatches }: Failure, colour: boolean): readonly string[] => [
  `${toned('FAILED', 'bad', colour)} ${file}: ${id} (${formula})`,
  ...mismatches.map(({ path, expected, got, allowed }) => `    ${path}: expected ${expected}, got ${got}; ${allowed}`),
]
