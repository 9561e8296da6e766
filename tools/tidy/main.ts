/** `node tools/tidy/main.ts` prints what is wrong and exits 1; with `--tighten` it first lowers the ratchet. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RATCHET_FILE, slack, tightened } from './size-rule.ts'
import { show, tidy } from './tidy.ts'
import { loadWorkspace } from './workspace.ts'

const root = join(import.meta.dirname, '..', '..')

if (process.argv.includes('--tighten')) {
  const ratchet = tightened(loadWorkspace(root))
  writeFileSync(join(root, RATCHET_FILE), `${JSON.stringify(ratchet, null, 2)}\n`)
}

const workspace = loadWorkspace(root)
const findings = tidy(workspace)
for (const line of slack(workspace)) console.log(line)
for (const finding of findings) console.error(show(finding))
console.log(`${workspace.sources.length} files read, ${findings.length} findings`)
process.exitCode = findings.length > 0 ? 1 : 0
