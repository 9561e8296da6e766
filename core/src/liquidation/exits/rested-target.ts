import { whole, wholeIn } from '../parameters.ts'
import type { ExitStrategy } from '../types.ts'
import { target } from './target.ts'

/**
 * Over once equity >= multiple × maintenance requirement and nothing was done for the given seconds. Until then the episode
 * goes on, so that an account which weakens again meets the stage that its first slice led to, not a first slice anew.
 */
export const restedTarget: ExitStrategy = {
  name: 'rested-target',
  formula: 'E >= multiple × M and t >= last action + seconds',
  schema: {
    ...target.schema,
    properties: { ...target.schema.properties, seconds: whole('seconds since the last action', 1, 86_400) },
    required: [...target.schema.required, 'seconds'],
  },
  check: target.check,
  create: (parameters) => {
    const wait = wholeIn(parameters, 'seconds') * 1000
    const healthy = target.create(parameters)
    return {
      reached: (view) => {
        const { lastAction } = view.episode
        const verdict = healthy.reached(view)
        const rested = lastAction === null || view.time - lastAction >= wait
        const facts = () => ({
          ...verdict.facts(),
          waitMs: String(wait),
          lastActionMs: lastAction === null ? 'none' : String(lastAction),
        })
        return { holds: verdict.holds && rested, facts }
      },
      multiple: healthy.multiple,
    }
  },
}
