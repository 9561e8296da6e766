import {
  balanced,
  createAuditor,
  fullImbalances,
  runningImbalances,
  type Engine,
  type Finding,
  type Instrument,
} from '@ebbline/core'
import type { JournalEntry } from '@ebbline/wire'

/** What a run must never do: make or lose an atom or a lot, or book what its causes do not explain. */
export interface ConservationReport {
  readonly ok: boolean
  /** Largest residual seen at any event or sum, in atoms or lots; 0 in a sound run. */
  readonly residual: bigint
  /** The first few breaches in words. */
  readonly findings: readonly string[]
}

/** Watches every event of a run, and sums everything anew when asked. */
export interface ConservationWatch {
  readonly observe: (entry: JournalEntry, engine: Engine) => void
  readonly report: (engine: Engine) => ConservationReport
}

const FINDINGS_MAX = 20

/** A watch over a run that has not begun. */
export const createConservationWatch = (): ConservationWatch => {
  const auditor = createAuditor()
  const findings: string[] = []
  let worst = 0n
  let instruments: ReadonlyMap<string, Instrument> = new Map()
  const note = (where: string, what: string, residual: bigint): void => {
    const size = residual < 0n ? -residual : residual
    if (size > worst) worst = size
    if (findings.length < FINDINGS_MAX) findings.push(`${where}: ${what} is off by ${residual}`)
  }
  return {
    observe: (entry, engine) => {
      const { command } = entry
      if (command.kind === 'genesis')
        instruments = new Map(command.venue.instruments.map((instrument) => [instrument.id, instrument]))
      for (const event of entry.events)
        if (event.kind === 'moved')
          for (const residual of balanced(event.movement, instruments).residuals)
            note(`command ${entry.seq}`, `${event.movement.cause.kind} ${residual.id}`, residual.residual)
      for (const { kind, id, residual } of runningImbalances(engine.state))
        note(`command ${entry.seq}`, `${kind} ${id}`, residual)
      auditor.observe(entry.events)
    },
    report: (engine) => {
      for (const { kind, id, residual } of fullImbalances(engine.state)) note('at the end', `${kind} ${id}`, residual)
      for (const finding of auditor.findings(accountsOf(engine)))
        note('auditor', inWords(finding), finding.audited - finding.booked)
      return { ok: findings.length === 0, residual: worst, findings: [...findings] }
    },
  }
}

const accountsOf = (engine: Engine) => engine.state.accounts.keys().flatMap((id) => engine.state.accounts.get(id) ?? [])

const inWords = (finding: Finding): string => `${finding.kind} of ${finding.id} in account ${finding.account}`
