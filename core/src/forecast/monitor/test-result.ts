/** A statistic with the probability of one at least as large on independent normal returns, by its law for long series. */
export type TestResult = { readonly statistic: number; readonly pValue: number }
