import type { ExitStrategy } from '../types.ts'
import { debtWithin } from './debt-within.ts'
import { flat } from './flat.ts'
import { restedTarget } from './rested-target.ts'
import { target } from './target.ts'

/** When a stage is over. */
export const exits: readonly ExitStrategy[] = [target, restedTarget, flat, debtWithin]
