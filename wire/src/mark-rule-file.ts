import type { Asset, IndexTerms, MarkRule, OwnPrice, SourceWeight, StatusLadder } from '@ebbline/core'
import { within } from './error.ts'
import { atomsOfText, ratioOfText } from './exact-values.ts'
import type { Findings } from './findings.ts'

/** Sources of an index as people write them: whole weights, ages in seconds, shares as decimal texts. */
export interface IndexTermsFile {
  readonly sources: readonly { readonly source: string; readonly weight: number }[]
  readonly ageMaxSec: number
  /** Furthest that a source may stand from the median of the others, such as "0.03"; null = any distance. */
  readonly deviationMax: string | null
}

interface LadderedFile {
  readonly ladder?: { readonly haltAfterSec: number | null; readonly recoverAfterSec: number }
}

export interface MedianRuleFile extends IndexTermsFile, LadderedFile {
  readonly kind: 'weighted-median'
}

export interface EmaBasisRuleFile extends LadderedFile {
  readonly kind: 'ema-basis'
  readonly index: IndexTermsFile
  readonly own:
    | { readonly kind: 'book' }
    | { readonly kind: 'trades'; readonly source: string; readonly ageMaxSec: number }
  readonly halfLifeSec: number
  readonly basisMax: string
}

export interface ImpactPriceRuleFile extends LadderedFile {
  readonly kind: 'impact-price'
  readonly index: IndexTermsFile
  /** In units of the instrument's settlement asset. */
  readonly notional: string
  readonly basisMax: string
}

export interface ConfidenceRuleFile extends LadderedFile {
  readonly kind: 'confidence'
  readonly sources: IndexTermsFile['sources']
  readonly ageMaxSec: number
  readonly widthMax: string
  readonly multiple: string
}

export interface VolumeIndexRuleFile extends LadderedFile {
  readonly kind: 'volume-index'
  readonly primary: readonly string[]
  readonly primaryAgeMaxSec: number
  readonly secondary: readonly string[]
  readonly secondaryAgeMaxSec: number
}

export interface LastTradeRuleFile extends LadderedFile {
  readonly kind: 'last-trade'
  readonly source: string
}

export interface ConversionRuleFile extends LadderedFile {
  readonly kind: 'conversion'
  readonly base: string | null
  readonly redemption: { readonly source: string; readonly step: string; readonly ageMaxSec: number }
  readonly changeMax: string
  readonly changePerSec: number
  readonly market: { readonly index: IndexTermsFile; readonly discountMax: string } | null
}

/** How an instrument gets its mark, as people write it; the same rules as `MarkRule` in seconds and decimals. */
export type MarkRuleFile =
  | MedianRuleFile
  | EmaBasisRuleFile
  | ImpactPriceRuleFile
  | ConfidenceRuleFile
  | VolumeIndexRuleFile
  | LastTradeRuleFile
  | ConversionRuleFile

/** Where a rule stands in its file, and the asset that its instrument settles in. */
export interface MarkRulePlace {
  readonly field: string
  readonly settle: Asset
}

/** The exact rule of one that passed its schema; null when a decimal does not fit, which `findings` then says. */
export const markRuleOf = (findings: Findings, rule: MarkRuleFile, place: MarkRulePlace): MarkRule | null => {
  const share = (name: string, text: string) =>
    findings.attempt(within(place.field, name), text, () => ratioOfText(text))
  const exact = exactRule(rule, share, (text) =>
    findings.attempt(within(place.field, 'notional'), text, () => atomsOfText(place.settle, text)),
  )
  return exact === null || rule.ladder === undefined ? exact : { ...exact, ladder: ladderOf(rule.ladder) }
}

type Share = (name: string, text: string) => ReturnType<typeof ratioOfText> | null
type Amount = (text: string) => ReturnType<typeof atomsOfText> | null

const exactRule = (rule: MarkRuleFile, share: Share, amount: Amount): MarkRule | null => {
  switch (rule.kind) {
    case 'weighted-median': {
      const index = indexOf(rule, share, '')
      return index === null ? null : { kind: rule.kind, ...index }
    }
    case 'ema-basis': {
      const [index, basisMax] = [indexOf(rule.index, share, 'index.'), share('basisMax', rule.basisMax)]
      const [own, halfLife] = [ownOf(rule.own), ms(rule.halfLifeSec)]
      return index === null || basisMax === null ? null : { kind: rule.kind, index, own, halfLife, basisMax }
    }
    case 'impact-price': {
      const [index, basisMax] = [indexOf(rule.index, share, 'index.'), share('basisMax', rule.basisMax)]
      const notional = amount(rule.notional)
      if (index === null || basisMax === null || notional === null) return null
      return { kind: rule.kind, index, notional, basisMax }
    }
    case 'confidence': {
      const [widthMax, multiple] = [share('widthMax', rule.widthMax), share('multiple', rule.multiple)]
      if (widthMax === null || multiple === null) return null
      return { kind: rule.kind, sources: weighted(rule.sources), ageMax: ms(rule.ageMaxSec), widthMax, multiple }
    }
    case 'volume-index':
      return {
        kind: rule.kind,
        primary: rule.primary,
        primaryAgeMax: ms(rule.primaryAgeMaxSec),
        secondary: rule.secondary,
        secondaryAgeMax: ms(rule.secondaryAgeMaxSec),
      }
    case 'last-trade':
      return { kind: rule.kind, source: rule.source }
    case 'conversion':
      return conversionOf(rule, share)
  }
}

const conversionOf = (rule: ConversionRuleFile, share: Share): MarkRule | null => {
  const { kind, base, redemption, market } = rule
  const [step, changeMax] = [share('redemption.step', redemption.step), share('changeMax', rule.changeMax)]
  if (step === null || changeMax === null) return null
  const terms = {
    kind,
    base,
    redemption: { source: redemption.source, step, ageMax: ms(redemption.ageMaxSec) },
    changeMax,
    changePer: ms(rule.changePerSec),
  }
  if (market === null) return { ...terms, market }
  const [index, discountMax] = [
    indexOf(market.index, share, 'market.index.'),
    share('market.discountMax', market.discountMax),
  ]
  return index === null || discountMax === null ? null : { ...terms, market: { index, discountMax } }
}

const indexOf = (file: IndexTermsFile, share: Share, prefix: string): IndexTerms | null => {
  const terms = { sources: weighted(file.sources), ageMax: ms(file.ageMaxSec) }
  if (file.deviationMax === null) return { ...terms, deviationMax: null }
  const deviationMax = share(`${prefix}deviationMax`, file.deviationMax)
  return deviationMax === null ? null : { ...terms, deviationMax }
}

const weighted = (sources: IndexTermsFile['sources']): readonly SourceWeight[] =>
  sources.map(({ source, weight }) => ({ source, weight: BigInt(weight) }))

const ownOf = (own: EmaBasisRuleFile['own']): OwnPrice =>
  own.kind === 'book' ? own : { kind: own.kind, source: own.source, ageMax: ms(own.ageMaxSec) }

const ladderOf = ({ haltAfterSec, recoverAfterSec }: NonNullable<LadderedFile['ladder']>): StatusLadder => ({
  haltAfter: haltAfterSec === null ? null : ms(haltAfterSec),
  recoverAfter: ms(recoverAfterSec),
})

/** Seconds as whole milliseconds, to the nearest. */
const ms = (seconds: number): number => Math.round(seconds * 1_000)
