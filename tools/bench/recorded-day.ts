import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { askingFor, createExactSweep, preset } from '@ebbline/core'
import { createJournalSink, createRunner, openRun, resolveScenario, runBatch, type Runner } from '@ebbline/lab'
import { parseScenario } from '@ebbline/wire'
import { median, timed, type Row } from './measurement.ts'

const DAY = '2021-05-19'
const POLICY = 'bybit-tier-step'
const SWEEPS = 15

/**
 * 19 May 2021 as recorded: 24 hours, six markets, four prints a minute, 20,000 accounts, one policy, own impact, invariants at every
 * event, and the journal encoded, chained, compressed and written. In accounts × batches per second of processor time, against
 * only measuring every account exactly at each batch. Reading the tape and drawing the accounts are not counted.
 */
export const benchRecordedDay = async (): Promise<readonly Row[]> => {
  const data = process.env['EBB_DATA']
  const name = `replay ${DAY}, ${POLICY}`
  if (data === undefined) return [{ name, missing: 'the data folder', remedy: 'EBB_DATA=DIR npm run bench' }]
  const path = join(import.meta.dirname, '..', '..', 'scenarios', 'recorded', `${DAY}.json`)
  const { scenario } = parseScenario(path, readFileSync(path, 'utf8'))
  const resolved = await resolveScenario(scenario, data)
  const runner = createRunner({ scenario: resolved, policy: preset(POLICY), bound: 'own' })
  const accounts = runner.world.accounts.length
  const folder = mkdtempSync(join(tmpdir(), 'ebb-bench-'))
  const sec = replayed(runner, folder)
  rmSync(folder, { recursive: true })
  const perSec = (accounts * runner.batches) / sec
  return [
    {
      name: `${name} (${sec.toFixed(1)} s)`,
      unit: 'account-ticks',
      perSec,
      against: 'an exact look at every account a batch',
      ratio: perSec / ((accounts * 1000) / sweepMs(runner)),
      floor: null,
    },
  ]
}

/** Runs all batches. @returns processor time [s]. */
const replayed = (runner: Runner, folder: string): number => {
  const sink = createJournalSink(folder)
  const before = process.cpuUsage()
  sink.write(openRun(runner))
  while (runner.at < runner.batches) runBatch(runner, (entry) => sink.write(entry))
  sink.close()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** Median time of an exact look at the accounts as they were at the start, at the day's last marks [ms]. */
const sweepMs = ({ engine, world }: Runner): number => {
  const sweep = createExactSweep(world.terms.rules)
  const wanted = engine.state.compiled?.policies.get(POLICY)?.wake ?? null
  const wake = wanted === null ? null : askingFor(world.terms.rules, wanted).level
  for (const [index, account] of world.accounts.entries()) sweep.refresh(index, account, wake)
  return median(Array.from({ length: SWEEPS }, () => timed(() => void sweep.named(engine.state.prices))))
}
