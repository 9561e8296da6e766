/** A law that a policy may hold or break, as data: policies name it, the suite checks it on every preset. */
export interface Law {
  readonly name: string
  readonly statement: string
}

/** All laws. A policy lists each one either as held, or as broken with a witness. */
export const laws: readonly Law[] = [
  {
    name: 'never-flips',
    statement:
      'A slice trades only against positions, collateral held and debts, and with what is in flight never closes more of one than is there, but for part of a lot of a debt.',
  },
  {
    name: 'only-shrinks',
    statement: 'No part of the pipeline adds to the draft of the part before it; the last draft is within the path.',
  },
  {
    name: 'monotone-escalation',
    statement: 'Within an episode the stage never becomes milder.',
  },
  {
    name: 'no-chatter',
    statement: 'An account with equity and positions that is let go is not due again at the same prices.',
  },
  {
    name: 'never-more-when-healthier',
    statement: 'The same account with more cash has no larger notional taken from it.',
  },
  {
    name: 'no-gain-from-splitting',
    statement:
      'A slice filled in two halves, with the policy asked again in between, closes no more notional than the slice filled at once, but for one lot a leg.',
  },
  {
    name: 'safe-afterwards',
    statement:
      'After a traded slice that fills whole, with nothing else in flight, the stage is over, or the slice said that its goal was out of reach.',
  },
  {
    name: 'no-more-than-needed',
    statement: 'A traded slice whose fills end the stage would not have ended it one step shorter on the same path.',
  },
  {
    name: 'keeps-hedges',
    statement:
      'With collateral in the numeraire, no slice raises the scenario loss of the account: the worst of joint shocks of 20 % and single shocks of 5 % either way.',
  },
]
