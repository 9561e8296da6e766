import { listed } from './report-format.ts'
import { ORDER_WORDS, BOUND_NAMES, BOUND_WORDS, type Variant } from './variants.ts'
import type { Break, TapeComparison } from './verdicts-types.ts'

/** What was found under one variant: who leads, or how two policies stand. Equal texts mean equal findings. */
export interface Found {
  readonly variant: Variant
  readonly text: string
}

/** Whether findings change with the bound while the print order stays, and with the print order while the bound stays. */
const disagreements = (found: readonly Found[]): { readonly bounds: boolean; readonly orders: boolean } => {
  const differ = (same: 'bound' | 'order'): boolean =>
    found.some((one) => found.some((other) => one.variant[same] === other.variant[same] && one.text !== other.text))
  return { bounds: differ('order'), orders: differ('bound') }
}

/** `the bounds`, `the print orders`, or both: what findings differ between; null where all are alike. */
export const dividersOf = (found: readonly Found[]): string | null => {
  const { bounds, orders } = disagreements(found)
  if (bounds && orders) return 'bounds and print orders'
  if (orders) return 'the print orders'
  return bounds || found.some(({ text }) => text !== found[0]?.text) ? 'the bounds' : null
}

/** `frozen soft, own impact full-close (nearer extreme first) or soft (farther extreme first)`. */
export const spreadText = (found: readonly Found[]): string =>
  BOUND_NAMES.flatMap((bound) => {
    const here = found.filter(({ variant }) => variant.bound === bound)
    const [first] = here
    if (first === undefined) return []
    if (here.every(({ text }) => text === first.text)) return [`${BOUND_WORDS[bound]} ${first.text}`]
    const parts = here.map(
      ({ variant, text }) => `${text} (${variant.order === null ? '' : ORDER_WORDS[variant.order]})`,
    )
    return [`${BOUND_WORDS[bound]} ${parts.join(' or ')}`]
  }).join(', ')

/** A tape by its name, with its seed where the name alone does not tell it from another. */
export const tapeName = (
  { scenario, seed }: Pick<TapeComparison, 'scenario' | 'seed'>,
  all: readonly Pick<TapeComparison, 'scenario' | 'seed'>[],
): string => (all.filter((tape) => tape.scenario === scenario).length > 1 ? `${scenario} seed ${seed}` : scenario)

const BREAKS_MAX = 3

/** `breaks on a because …; on b and c because …`: a few tapes by name, the rest counted. */
export const breaksText = (breaks: readonly Break[], all: readonly TapeComparison[]): string => {
  const causes = [...new Set(breaks.map(({ because }) => because))]
  const parts = causes.slice(0, BREAKS_MAX).map((because) => {
    const names = breaks.filter((each) => each.because === because).map((each) => tapeName(each, all))
    const rest = names.length - BREAKS_MAX
    const shown = rest > 0 ? `${names.slice(0, BREAKS_MAX).join(', ')} and ${rest} more` : listed(names)
    return `on ${shown} because ${because}`
  })
  const more = causes.length - BREAKS_MAX
  return `breaks ${parts.join('; ')}${more > 0 ? `; and for ${more} other reasons elsewhere` : ''}`
}
