import type { AllocationStrategy } from '../types.ts'
import { independent } from './independent.ts'
import { marketWindow } from './market-window.ts'
import { participationCap } from './participation-cap.ts'

/** How slices are granted jointly. */
export const allocations: readonly AllocationStrategy[] = [independent, participationCap, marketWindow]
