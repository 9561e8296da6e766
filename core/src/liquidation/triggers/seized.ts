import { noRules, NO_PARAMETERS } from '../parameters.ts'
import type { TriggerStrategy } from '../types.ts'

/** Holds once the account's cash was seized in this episode: what is left of it is only positions that wait to be handed over. */
export const seizedTrigger: TriggerStrategy = {
  name: 'seized',
  formula: 'cash was seized in this episode',
  schema: NO_PARAMETERS,
  check: noRules,
  create: () => ({
    holds: ({ episode }) => ({
      holds: episode.seized === true,
      facts: () => ({ seized: String(episode.seized === true) }),
    }),
    wake: { kind: 'episode' },
  }),
}
