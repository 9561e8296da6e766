/** Needed against taken in one burst of deleveraging; USD as decimal text. */
export interface WaveResult {
  readonly wave: number
  readonly startMs: number
  readonly fills: number
  readonly losers: number
  readonly needed: string
  readonly taken: string
  /** Taken less needed: negative where winners gave less than was missing. */
  readonly over: string
  readonly capacity: string
  readonly deficit: string
  /** Largest share of one winner's profit: taken, and had all given the same share. */
  readonly mostTaken: number
  readonly mostShared: number
}

/** Sums over all waves; USD as decimal text. */
export interface WaveTotals {
  readonly needed: string
  readonly taken: string
  readonly over: string
  /** The waves that took too much, and those that took too little, apart. */
  readonly tooMuch: string
  readonly tooLittle: string
  /** Deficits as stated, and with each largest loss that comes again to the cent counted once. */
  readonly deficit: string
  readonly deficitOnce: string
  /** Waves whose largest loss is one that an earlier wave had. */
  readonly repeats: number
}

/** Bursts by coin, as the queue handled them; USD as decimal text. */
export interface ShockTotals {
  readonly shocks: number
  readonly deficit: string
  readonly taken: string
  readonly over: string
  readonly residual: string
  /** Shocks in which nobody was missing money, and what the queue took in them all the same. */
  readonly withoutDeficit: number
  readonly takenWithoutDeficit: string
  /** Shocks whose winners could not have covered the deficit. */
  readonly beyondCapacity: number
}

/** Who was deleveraged; USD as decimal text, shares of the notional. */
export interface AccountTotals {
  readonly accounts: number
  readonly fills: number
  readonly notional: string
  readonly profit: string
  readonly coins: number
  readonly largestCoins: readonly { readonly coin: string; readonly share: number }[]
  readonly topShares: { readonly one: number; readonly ten: number; readonly hundred: number }
  readonly medianNotional: string
  /** Accounts whose deleveraged positions together closed at a loss. */
  readonly atLoss: number
  readonly medianEquityOverProfit: number
}

/** A figure that others published, beside what the data give. */
export interface PublishedFigure {
  readonly what: string
  readonly published: string
  readonly measured: string
  /** Whether the two agree; null where they measure different sets of accounts. */
  readonly agrees: boolean | null
}

/** What one rule did to a made-up population in the engine. */
export interface RuleOutcome {
  readonly rule: string
  /** Customers asked, and those of them whose position was closed whole. */
  readonly asked: number
  readonly closedWhole: number
  /** Largest share of one position that was closed, and share of all lots that the ten most burdened closed. */
  readonly largestShare: number
  readonly topTen: number
  /** Share of all lots that hedged books closed. */
  readonly fromHedged: number
  /** Hedged books whose scenario loss rose, and the sum over hedged books before and after; USD. */
  readonly riskier: number
  readonly lossBefore: string
  readonly lossAfter: string
}

/** A made-up population and what each rule does to it. */
export interface PlantedResult {
  readonly accounts: number
  readonly hedged: number
  readonly drop: string
  /** Accounts that go bankrupt in the drop, and what they leave to be closed, BTC. */
  readonly bankrupt: number
  readonly demand: string
  readonly candidates: string
  readonly rules: readonly RuleOutcome[]
}

/** The result of the study. `holds` says whether every figure that can be recomputed agrees with the published one. */
export interface AdlStudy {
  readonly schema: 'ebbline.study.adl/1'
  readonly seed: number
  readonly datasets: readonly { readonly name: string; readonly sha256: string }[]
  readonly waves: readonly WaveResult[]
  readonly totals: WaveTotals
  readonly shocks: ShockTotals
  readonly accounts: AccountTotals
  readonly comparisons: readonly PublishedFigure[]
  readonly planted: PlantedResult
  readonly holds: boolean
}
