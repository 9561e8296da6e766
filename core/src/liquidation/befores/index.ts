import type { BeforeStrategy } from '../types.ts'
import { cancelOrders } from './cancel-orders.ts'

/** What frees margin before anything is closed. */
export const befores: readonly BeforeStrategy[] = [cancelOrders]
