import { orderFromLeg } from '../execution/index.ts'
import { reducibleLots, type DraftLeg, type Grant, type Reason } from '../liquidation/index.ts'
import { decide } from './decision.ts'
import { updateEpisode, type Desk } from './desk.ts'
import { addBound } from './episode.ts'
import { allocationRule, type Wish } from './wish.ts'

/** Emits the decision of a granted slice and its orders; an empty grant only notes what bound. */
export const send = (desk: Desk, wish: Wish, grant: Grant): void => {
  const episode = desk.state.episodes.get(wish.account)
  if (episode === undefined) return
  const { draft } = wish.outcome
  const capped = cappedReasons(wish, grant)
  if (grant.legs.length === 0) {
    const noted = addBound(episode, capped.length > 0 ? [`allocation: ${allocationRule(wish)}`] : [])
    if (noted !== episode) updateEpisode(desk, noted)
    return
  }
  const decision = decide(
    desk,
    { episode, policy: wish.policy, view: wish.view },
    {
      kind: 'trade',
      stage: wish.outcome.stage,
      reasons: [...draft.reasons, ...emptyReasons(wish, grant), ...capped],
      draft,
      granted: grant.legs,
    },
  )
  grant.legs.forEach((leg, index) => sendLeg(desk, wish, { leg, decision, index }))
}

const cappedReasons = (wish: Wish, { bound }: Grant): readonly Reason[] =>
  bound.map((instrument) => ({ part: 'allocation', rule: allocationRule(wish), facts: { instrument }, bound: true }))

/** Legs that were wanted and left out because the book had nothing for them within their limit. */
const emptyReasons = ({ outcome, policy, stage }: Wish, { legs, bound }: Grant): readonly Reason[] => {
  const rule = policy.stages[stage]?.rules.limit ?? ''
  const kept = new Set([...legs.map((leg) => leg.instrument), ...bound])
  return outcome.draft.legs
    .filter(({ instrument }) => !kept.has(instrument))
    .map(({ instrument }) => ({
      part: 'limit',
      rule,
      facts: { instrument, depthLeft: 'none within the limit' },
      bound: true,
    }))
}

const sendLeg = (
  desk: Desk,
  wish: Wish,
  { leg, decision, index }: { readonly leg: DraftLeg; readonly decision: string; readonly index: number },
): void => {
  const { penalty } = wish.outcome.draft
  const order = orderFromLeg({
    leg,
    owner: wish.account,
    id: `${decision}.${index}`,
    timeInForce: wish.outcome.timeInForce,
    reducible: leg.hedges === true ? null : reducibleLots(wish.view, leg.instrument),
  })
  desk.emit({
    kind: 'budget-used',
    policy: wish.policy.declaration.name,
    instrument: leg.instrument,
    side: order.side,
    lots: order.size,
  })
  desk.emit({
    kind: 'order-sent',
    live: {
      order,
      account: wish.account,
      decision,
      remaining: order.size,
      status: 'sent',
      ...(penalty.rate === 0n ? {} : { penalty }),
    },
  })
}
