import type { PolicyDeclaration } from '../types.ts'
import binance from './binance.json' with { type: 'json' }
import bybitTierStep from './bybit-tier-step.json' with { type: 'json' }
import deriveV2 from './derive-v2.json' with { type: 'json' }
import driftV2 from './drift-v2.json' with { type: 'json' }
import dydxV4 from './dydx-v4.json' with { type: 'json' }
import deribitIncremental from './deribit-incremental.json' with { type: 'json' }
import ftxIncremental from './ftx-incremental.json' with { type: 'json' }
import fullClose from './full-close.json' with { type: 'json' }
import gmxV2 from './gmx-v2.json' with { type: 'json' }
import houseUnwind from './house-unwind.json' with { type: 'json' }
import hyperliquidLike from './hyperliquid-like.json' with { type: 'json' }
import houseLend from './house-lend.json' with { type: 'json' }
import lighter from './lighter.json' with { type: 'json' }
import loanClose from './loan-close.json' with { type: 'json' }
import loanSoft from './loan-soft.json' with { type: 'json' }
import mangoV4 from './mango-v4.json' with { type: 'json' }
import softCurve from './soft-curve.json' with { type: 'json' }
import okx from './okx.json' with { type: 'json' }
import paradex from './paradex.json' with { type: 'json' }
import soft from './soft.json' with { type: 'json' }
import synthetixV3 from './synthetix-v3.json' with { type: 'json' }
import vegaDisposal from './vega-disposal.json' with { type: 'json' }
import vegaNetwork from './vega-network.json' with { type: 'json' }

/** Every bundled policy; each one compiles, which its test asserts. A JSON import types words as `string`, hence the casts. */
export const presets: readonly PolicyDeclaration[] = [
  fullClose as PolicyDeclaration,
  bybitTierStep as PolicyDeclaration,
  hyperliquidLike as PolicyDeclaration,
  binance as PolicyDeclaration,
  okx as PolicyDeclaration,
  paradex as PolicyDeclaration,
  soft as PolicyDeclaration,
  softCurve as PolicyDeclaration,
  deriveV2 as PolicyDeclaration,
  dydxV4 as PolicyDeclaration,
  lighter as PolicyDeclaration,
  loanClose as PolicyDeclaration,
  loanSoft as PolicyDeclaration,
  driftV2 as PolicyDeclaration,
  ftxIncremental as PolicyDeclaration,
  deribitIncremental as PolicyDeclaration,
  vegaDisposal as PolicyDeclaration,
  synthetixV3 as PolicyDeclaration,
  mangoV4 as PolicyDeclaration,
  gmxV2 as PolicyDeclaration,
  houseUnwind as PolicyDeclaration,
  houseLend as PolicyDeclaration,
  vegaNetwork as PolicyDeclaration,
]

/** Names of the bundled policies. */
export const presetNames: readonly string[] = presets.map((policy) => policy.name)

/** A policy was asked for by a name that no preset has. */
export class UnknownPresetError extends Error {
  override readonly name = 'UnknownPresetError'
  constructor(name: string) {
    super(`preset '${name}' is unknown; use one of ${presetNames.join(', ')}`)
  }
}

/** The preset of a name. @throws UnknownPresetError when there is none. */
export const preset = (name: string): PolicyDeclaration => {
  const found = presets.find((policy) => policy.name === name)
  if (found === undefined) throw new UnknownPresetError(name)
  return found
}
