import type { PrintOrder, Scenario } from '@ebbline/wire'

/** Orders of prints under which a scenario is run: its own first and the other as the check; none for a generated path. */
export const printOrdersOf = ({ path }: Scenario): readonly PrintOrder[] => {
  if (path.kind === 'generated') return []
  return path.printOrder === 'nearer-first' ? ['nearer-first', 'farther-first'] : ['farther-first', 'nearer-first']
}

/** The scenario with another order of prints inside its bars; a generated one as it is. */
export const withPrintOrder = (scenario: Scenario, printOrder: PrintOrder): Scenario =>
  scenario.path.kind === 'generated' ? scenario : { ...scenario, path: { ...scenario.path, printOrder } }
