import process from 'node:process'
import type { Io } from './io.ts'
import { run } from './run.ts'

const stop = new AbortController()
let asked = false

// The first interrupt lets work end cleanly; the second one is the system's own.
process.on('SIGINT', () => {
  if (asked) process.exit(130)
  asked = true
  stop.abort()
})

// A reader that went away, such as `head`, is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

const io: Io = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  columns: process.stdout.columns ?? 120,
  colour: process.stdout.isTTY && process.stdout.hasColors(),
  live: process.stderr.isTTY,
  debug: process.env['EBB_DEBUG'] !== undefined,
  cwd: process.cwd(),
  dataRoot: process.env['EBB_DATA'] ?? null,
  now: () => performance.now(),
  signal: stop.signal,
}

process.exitCode = await run(process.argv.slice(2), io)
