import type { ActionStrategy } from '../types.ts'
import { takeover } from './takeover.ts'
import { trade } from './trade.ts'

/** What is done with the slice. */
export const actions: readonly ActionStrategy[] = [trade, takeover]
