import { lots } from '../units/index.ts'
import { sizeIn, type Account, type AccountId } from '../accounts/index.ts'
import { deleverageAll } from './deleverage.ts'
import { openDesk, type Desk } from './desk.ts'
import { begin, btcPerp, btcTicks, deep, START, type Prices, type Session } from './fixtures.ts'
import { accountOf } from './state.ts'
import { createWave } from './wave.ts'

/** A venue whose people are all healthy at the given prices, and where nothing was traded. */
export const quiet = (people: readonly Account[], prices: Prices): Session => {
  const session = begin('full-close', people)
  session.run({ after: 5_000, prices, size: deep })
  return session
}

/** A desk on which the BTC positions of the named accounts were deleveraged under a rule, all in one wave, at a price. */
export const deleveraged = (
  { engine }: Session,
  { rule, losers, price }: { readonly rule: string; readonly losers: readonly AccountId[]; readonly price: string },
): Desk => {
  const desk = openDesk(engine.state, { kind: 'clock', time: START + 6_000 })
  const wave = createWave()
  for (const account of losers)
    wave.demands.push({
      account,
      instrument: btcPerp,
      price: btcTicks(price),
      size: lots(sizeIn(accountOf(desk.state, account), 'BTC-PERP')),
      rule,
    })
  deleverageAll(desk, wave)
  return desk
}

/** Lots of each account that a wave closed as a counterparty. */
export const closedBy = ({ events }: Desk): ReadonlyMap<AccountId, bigint> => {
  const sums = new Map<AccountId, bigint>()
  for (const event of events) {
    if (event.kind !== 'moved' || event.movement.cause.kind !== 'adl') continue
    const { counterparty, size } = event.movement.cause
    sums.set(counterparty, (sums.get(counterparty) ?? 0n) + (size < 0n ? -size : size))
  }
  return sums
}
