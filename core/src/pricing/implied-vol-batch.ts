import { statusOf, volOrRefusal } from './implied-vol-status.ts'
import { requireColumns } from './pricing-input-error.ts'

/** Options and their undiscounted prices as columns of one length, in the units of `ImpliedVolTerms`; `isCall` holds 1 or 0. */
export type ImpliedVolColumns = {
  readonly isCall: Uint8Array
  readonly forward: Float64Array
  readonly strike: Float64Array
  readonly time: Float64Array
  readonly price: Float64Array
}

/** Where the batch writes: volatility per √year (0 where there is none) and the place in `IMPLIED_VOL_STATUSES`. */
export type ImpliedVolAnswers = { readonly vol: Float64Array; readonly status: Uint8Array }

/**
 * Implied volatilities of many options, bit for bit those of `impliedVol`. No row stops the batch: what `impliedVol` refuses gets
 * volatility 0 and a status that says why.
 *
 * @throws PricingInputError only for columns shorter than `price`.
 * @source docs/models/implied-volatility.md
 */
export const impliedVolBatch = (columns: ImpliedVolColumns, out: ImpliedVolAnswers): void => {
  const count = columns.price.length
  requireColumns(count, { ...columns, ...out })
  const { isCall, forward, strike, time, price } = columns
  const { vol, status } = out
  for (let i = 0; i < count; i += 1) {
    // Every column is `count` long, hence `as number`.
    const result = volOrRefusal(
      isCall[i] === 1,
      forward[i] as number,
      strike[i] as number,
      time[i] as number,
      price[i] as number,
    )
    vol[i] = result > 0 ? result : 0
    status[i] = statusOf(result)
  }
}
