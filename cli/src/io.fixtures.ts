import type { Io } from './io.ts'

/** An `Io` that keeps what was written and whose clock moves only when told. */
export interface FakeIo extends Io {
  readonly stdout: () => string
  readonly stderr: () => string
  readonly pass: (ms: number) => void
}

/** A fake terminal, plain and 120 columns wide unless said. */
export const fakeIo = (settings: Partial<Io> = {}): FakeIo => {
  const written = { out: [] as string[], err: [] as string[] }
  let now = 0
  return {
    out: (text) => void written.out.push(text),
    err: (text) => void written.err.push(text),
    columns: 120,
    colour: false,
    live: false,
    debug: false,
    cwd: process.cwd(),
    dataRoot: null,
    now: () => now,
    signal: new AbortController().signal,
    ...settings,
    stdout: () => written.out.join(''),
    stderr: () => written.err.join(''),
    pass: (ms) => void (now += ms),
  }
}
