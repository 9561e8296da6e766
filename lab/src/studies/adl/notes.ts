/** What the study takes as given, sentence by sentence. */
export const ASSUMED: readonly string[] = [
  'Needed: for every coin of a wave, the gap between the losers’ bankruptcy prices and the mark, times the size closed, as its authors reconstructed it.',
  'Taken: profit that winners lost to the closing, by the venue’s own queue, as its authors reconstructed it.',
  'The population is made up: equity Pareto with shape 1.5, leverage log-uniform from 4 to 35, three quarters long, two shorts in five hedged with as much ETH.',
  'In it both coins fall by 3.5 % at once, without a fund and without a bid: every bankrupt long is deleveraged in one wave, and all rules meet the same demand.',
]

/** What the data and the setting leave open. */
export const LIMITS: readonly string[] = [
  'No account’s book before the event is in the data: who stood ready and was not asked, what else an account held, and which shorts were hedges.',
  'So no rule can be run again on the real accounts; needed and taken are sums by wave, not by account.',
  'The deficits of nine waves hold one and the same loss to the cent; whether it came nine times or was listed nine times the data do not say.',
  'Fields that rest on account values (deficits, equity over profit) are reconstructions; counts and notionals are facts.',
  'The waves hold no mark prices, so what winners lost against a later price cannot be told.',
]
