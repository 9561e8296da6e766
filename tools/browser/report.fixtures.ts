import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where Chromium is, or why the tests that need it are skipped. */
export const chromium = (): { readonly path: string } | { readonly reason: string } => {
  const path = process.env['EBB_CHROMIUM'] ?? '/usr/bin/chromium'
  return existsSync(path) ? { path } : { reason: `no Chromium at ${path}; name one with EBB_CHROMIUM` }
}

/** A comparison of the small scenario as `ebb compare` leaves it: its folder, and its page. */
export interface Made {
  readonly folder: string
  readonly report: string
}

/** Runs `ebb compare smoke` into a new temporary folder. @throws when it ends badly, with what it said. */
export const makeComparison = async (): Promise<Made> => {
  const folder = join(await mkdtemp(join(tmpdir(), 'ebbline-')), 'smoke')
  const main = join(fileURLToPath(new URL('../../', import.meta.url)), 'cli/src/main.ts')
  const child = spawn(process.execPath, [main, 'compare', 'smoke', '--out', folder, '--quiet'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new ComparisonFailed(`ebb compare smoke ended with ${code}: ${said}`)
  return { folder, report: join(folder, 'report.html') }
}

/** The command that makes the page under test failed. */
export class ComparisonFailed extends Error {
  override readonly name = 'ComparisonFailed'
}

/** A finished run of the comparison, as its `run.json` says it. */
export const readRun = async (
  { folder }: Made,
  policy: string,
  bound: string,
): Promise<{ readonly metrics: Readonly<Record<string, string | number | null>> }> =>
  JSON.parse(await readFile(join(folder, policy, bound, 'run.json'), 'utf8')) as {
    readonly metrics: Readonly<Record<string, string | number | null>>
  }
