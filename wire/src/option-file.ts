import type { OptionKind } from '@ebbline/core'

/** Options to be valued, as people write them: `ebb price FILE`. Years, rates a year and volatility per √year as plain numbers. */
export interface OptionFile {
  readonly schema: 'ebbline.options/1'
  readonly options: readonly OptionEntry[]
}

export interface OptionEntry {
  readonly id?: string
  /** `bsm` when left out. */
  readonly model?: string
  readonly kind: OptionKind
  /** Of the underlying; of the future where the model is one on futures. */
  readonly spot: number
  readonly strike: number
  readonly time: number
  /** 0 when left out. */
  readonly rate?: number
  readonly dividend?: number
  /** What it trades at, so that its implied volatility can be told. */
  readonly price?: number
  /** What the model reads besides, such as `vol`. */
  readonly parameters?: Readonly<Record<string, number>>
}
