import type { ActionStrategy } from '../types.ts'
import { seize } from './seize.ts'
import { takeover } from './takeover.ts'
import { trade } from './trade.ts'
import { transfer } from './transfer.ts'

/** What is done with the slice. */
export const actions: readonly ActionStrategy[] = [trade, takeover, transfer, seize]
