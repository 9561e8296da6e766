import type { Doubt, Evidence, Judgement, Mark, MarkStatus, Trouble } from './types.ts'
import type { StatusLadder } from './rules.ts'

/** Never halted, and fine again with the first fine judgement. */
const STEEP: StatusLadder = { haltAfter: null, recoverAfter: 0 }

const RANKS: readonly MarkStatus[] = ['fine', 'stale', 'suspect', 'halted']

/**
 * The mark after a judgement. Down the ladder goes at once and never half way back: worse of the status before and what the
 * doubt asks for, halted once the mark has not been fine for `haltAfter` ms. Up goes only to fine, after `recoverAfter` ms of
 * unbroken fine judgements; until then the price follows but the status stays. Null as long as there is no price.
 *
 * @source docs/models/marks.md, section "Status"
 */
export const climb = (judgement: Judgement, evidence: Evidence, ladder: StatusLadder = STEEP): Mark | null => {
  const { previous, now, instrument } = evidence
  const price = judgement.price ?? previous?.price
  const index = judgement.index ?? previous?.index ?? price
  if (price === undefined || index === undefined) return null
  const { status, trouble } = stepOn(judgement.doubt, { previous, now, ladder })
  return {
    instrument: instrument.id,
    price,
    index,
    status,
    time: judgement.doubt === null ? now : (previous?.time ?? now),
    ...(judgement.leftOut === 0 ? {} : { leftOut: judgement.leftOut }),
    ...(trouble === null ? {} : { trouble }),
    ...(judgement.memory === null ? {} : { memory: judgement.memory }),
  }
}

interface Rung {
  readonly status: MarkStatus
  readonly trouble: Trouble | null
}

interface Standing {
  readonly previous: Mark | null
  readonly now: number
  readonly ladder: StatusLadder
}

const stepOn = (doubt: Doubt | null, standing: Standing): Rung =>
  doubt === null ? stepUp(standing) : stepDown(doubt, standing)

const stepUp = ({ previous, now, ladder }: Standing): Rung => {
  const trouble = previous?.trouble
  if (previous === null || trouble === undefined) return { status: 'fine', trouble: null }
  const calm = trouble.calm ?? now
  if (now - calm >= ladder.recoverAfter) return { status: 'fine', trouble: null }
  return { status: previous.status, trouble: { ...trouble, calm } }
}

const stepDown = (doubt: Doubt, { previous, now, ladder }: Standing): Rung => {
  const since = previous?.trouble?.since ?? now
  const trouble = { since, calm: null, doubt }
  if (ladder.haltAfter !== null && now - since >= ladder.haltAfter) return { status: 'halted', trouble }
  return { status: worse(previous?.status ?? 'fine', statusOf(doubt)), trouble }
}

/** Silence is stale; everything else is news that cannot be believed. A base in doubt is believed no more than that. */
const statusOf = (doubt: Doubt): MarkStatus => (doubt === 'silent' ? 'stale' : 'suspect')

const worse = (a: MarkStatus, b: MarkStatus): MarkStatus => (RANKS.indexOf(a) >= RANKS.indexOf(b) ? a : b)
