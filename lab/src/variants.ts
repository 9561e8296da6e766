import type { PrintOrder } from '@ebbline/wire'
import type { BoundName } from './runner.ts'

/** One way to run a tape: how prices answer to forced flow, and the order of prints in a bar (null: there are no bars). */
export interface Variant {
  readonly bound: BoundName
  readonly order: PrintOrder | null
}

/** Both bounds in the order in which they are always said: prices that ignore the run's flow, prices that carry it. */
export const BOUND_NAMES: readonly BoundName[] = ['frozen', 'own']

/** Every bound under every print order; frozen before own, and within a bound the orders as given. */
export const variantsOf = (orders: readonly (PrintOrder | null)[]): readonly Variant[] =>
  BOUND_NAMES.flatMap((bound) => orders.map((order) => ({ bound, order })))

/** Whether two are the same way to run a tape. */
export const sameVariant = (one: Variant, other: Variant): boolean =>
  one.bound === other.bound && one.order === other.order

/** Folder of a run below that of its policy: `own`, or `own-farther-first`. */
export const variantFolder = ({ bound, order }: Variant): string => (order === null ? bound : `${bound}-${order}`)

/** Bounds as they are said within a sentence. */
export const BOUND_WORDS: Readonly<Record<BoundName, string>> = { frozen: 'frozen', own: 'own impact' }

/** Print orders as they are said. */
export const ORDER_WORDS: Readonly<Record<PrintOrder, string>> = {
  'nearer-first': 'nearer extreme first',
  'farther-first': 'farther extreme first',
}

/** Under what a claim was tested: `both bounds`, with `and both print orders` where bars were printed in both. */
export const underWords = (variants: readonly Variant[]): string => {
  const bounds = new Set(variants.map(({ bound }) => bound)).size > 1 ? 'both bounds' : 'its bound'
  const orders = new Set(variants.flatMap(({ order }) => order ?? []))
  return orders.size > 1 ? `${bounds} and both print orders` : bounds
}
