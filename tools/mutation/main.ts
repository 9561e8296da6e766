/**
 * `EBB_VECTORS=folder node tools/mutation/main.ts` breaks one rule of each of three systems in a copy of the sources, runs `ebb conformance`
 * there before and after, and says whether the published cases noticed. It ends with 1 when one of them did not.
 */
import { fileURLToPath } from 'node:url'
import { judgeAll } from './judge.ts'

const vectors = process.env['EBB_VECTORS']
if (vectors === undefined) {
  process.stderr.write('EBB_VECTORS is not set; name the folder of published vectors, such as EBB_VECTORS=vectors\n')
  process.exitCode = 2
} else {
  const judgements = judgeAll(fileURLToPath(new URL('../../', import.meta.url)), vectors)
  for (const { mutant, mutated, killed } of judgements) {
    const noticed = `${mutated.failed[mutant.formula] ?? 0} cases of ${mutant.formula} fail`
    process.stdout.write(`${killed ? 'killed  ' : 'SURVIVED'} ${mutant.name}: ${noticed}\n`)
  }
  if (judgements.some(({ killed }) => !killed)) process.exitCode = 1
}
