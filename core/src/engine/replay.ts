import type { EngineEvent, JournalEntry } from './types.ts'
import { applyAll, createEngine, step, type Engine } from './engine.ts'

/** The engine that a journal describes, rebuilt by folding its commands' facts and its events; no rule runs. */
export const foldJournal = (entries: Iterable<JournalEntry>): Engine => {
  const engine = createEngine()
  for (const entry of entries) applyAll(engine, entry)
  return engine
}

/** Where re-deciding a journal's commands first gave other events than the journal holds. */
export interface Divergence {
  /** Position in the journal, from 0. */
  readonly entry: number
  readonly recorded: readonly EngineEvent[]
  readonly decided: readonly EngineEvent[]
}

/**
 * Runs a journal's commands through the rules again.
 *
 * @param same compares two event lists; the caller chooses how (the canonical encoding, as a rule).
 * @returns the engine, and the first divergence or null.
 */
export const redecideJournal = (
  entries: Iterable<JournalEntry>,
  same: (recorded: readonly EngineEvent[], decided: readonly EngineEvent[]) => boolean,
): { readonly engine: Engine; readonly divergence: Divergence | null } => {
  const engine = createEngine()
  let index = 0
  for (const entry of entries) {
    const decided = step(engine, entry.command)
    if (!same(entry.events, decided)) return { engine, divergence: { entry: index, recorded: entry.events, decided } }
    index += 1
  }
  return { engine, divergence: null }
}
