/** What the study takes as given, sentence by sentence. */
export const ASSUMED: readonly string[] = [
  'Accounts are made up: isolated, entered at the index of 21:00 UTC, half of them long, leverage log-uniform from 2 to 50, equity Pareto from 100 USD with shape 1.5 up to 100,000 USD.',
  'Contracts are linear in dollars with 1 % maintenance margin. The recorded perpetuals are coin-margined: with the coin as collateral longs would be due earlier.',
  'A second is four prints: open, the extreme nearer to it, the other extreme, close.',
  'A source states the volume of the five minutes before the second, and half of the range of the second before as its width.',
  'Forced orders meet a book that quotes the last trade ±1 basis point without limit of size, and move no price.',
]

/** What the data and the setting leave open. */
export const LIMITS: readonly string[] = [
  'The index is one spot venue and a thin second one. Were Coinbase itself to wick, this rule would follow it.',
  'Which accounts really stood where is not known; counts depend on the leverage that was assumed.',
  'Recorded prices hold what really was liquidated; nobody knows the prices of an hour without it.',
  'BTC and ETH are not in these tapes at one second on Coinbase.',
  'Nothing here is wrapped or pegged, so the conversion rule is not tried.',
]
