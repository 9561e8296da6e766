import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createJournalReader, parseRun, type JournalEntry, type Run } from '@ebbline/wire'
import { JOURNAL, journalLines, sha256 } from './run-folder.ts'

/** The journal does not end in the hash that `run.json` states. */
export class JournalMismatchError extends Error {
  override readonly name = 'JournalMismatchError'
  constructor(folder: string) {
    super(
      `${folder}: ${JOURNAL} does not lead to the journalHash of run.json; it was changed after the run; run it again`,
    )
  }
}

/** A finished run as its folder keeps it; `entries` reads the journal again each time, checking order and hash. */
export interface KeptRun {
  readonly summary: Run
  readonly entries: () => AsyncIterable<JournalEntry>
}

/** Opens the folder of a finished run. @throws WireError for a file that is not what it should be */
export const readRun = async (folder: string): Promise<KeptRun> => {
  const path = join(folder, 'run.json')
  const summary = parseRun(path, readFileSync(path, 'utf8'))
  return { summary, entries: () => entriesOf(folder, summary.journalHash) }
}

async function* entriesOf(folder: string, hash: string): AsyncGenerator<JournalEntry> {
  const reader = createJournalReader(join(folder, JOURNAL), sha256)
  let link = ''
  for await (const line of journalLines(folder)) {
    const read = reader.read(line)
    link = read.link
    yield read.entry
  }
  if (link !== hash) throw new JournalMismatchError(folder)
}
