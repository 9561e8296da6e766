import type { Cause } from './types.ts'

/** A movement that must not be planned: what was wrong with it and what to do instead. A bug of the caller, never a market event. */
export class SettlementError extends Error {
  override readonly name = 'SettlementError'
  constructor(cause: Cause['kind'], what: string, remedy: string) {
    super(`${cause}: ${what}; ${remedy}`)
  }
}
