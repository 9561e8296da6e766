import { atoms, divide, NO_ATOMS, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import type { LevelName, Tier, TierTable } from './types.ts'

/** One row of a venue's leverage table, as published: from notional `floor` (numeraire atoms) these rates apply. */
export interface TierRow {
  readonly floor: Atoms
  readonly initialRate: Ratio
  readonly maintenanceRate: Ratio
}

/** A leverage table that cannot be margined: names field, value, what is allowed, and the remedy. */
export class TierError extends Error {
  override readonly name = 'TierError'
  readonly field: string
  readonly value: string
  readonly allowed: string
  readonly remedy: string
  constructor(problem: {
    readonly field: string
    readonly value: string
    readonly allowed: string
    readonly remedy: string
  }) {
    super(`tiers: ${problem.field} = ${problem.value} is refused; allowed: ${problem.allowed}; ${problem.remedy}`)
    this.field = problem.field
    this.value = problem.value
    this.allowed = problem.allowed
    this.remedy = problem.remedy
  }
}

/**
 * A leverage table whose requirement is continuous at every floor.
 *
 *   d_0 = 0,   d_k = d_(k-1) + floor_k · (rate_k - rate_(k-1))
 *
 * floor [numeraire atoms] · rate [1e-18] · d deduction [numeraire atoms × 1e-18]
 * Because rates never fall, the requirement is convex in notional and equals max over k of (rate_k · notional - d_k).
 *
 * @throws TierError unless floors rise strictly from 0, 0 < maintenance <= initial <= 1, and no rate falls.
 * @source docs/models/margin.md, eq. 1
 */
export const defineTiers = (rows: readonly TierRow[]): TierTable => {
  if (rows.length === 0) refuse('rows', '[]', 'at least one row', 'state the rates that apply from notional 0')
  const tiers: Tier[] = []
  for (const [index, row] of rows.entries()) {
    const before = tiers.at(-1)
    checkRow(row, before, index)
    tiers.push({
      ...row,
      initialDeduction:
        before === undefined ? 0n : before.initialDeduction + row.floor * (row.initialRate - before.initialRate),
      maintenanceDeduction:
        before === undefined
          ? 0n
          : before.maintenanceDeduction + row.floor * (row.maintenanceRate - before.maintenanceRate),
    })
  }
  return tiers
}

/**
 * Margin that a notional requires at a level, in numeraire atoms, rounded up, never negative.
 *
 *   R = rate_k · notional - d_k     k: the last tier with floor_k <= notional
 *
 * @source docs/models/margin.md, eq. 1
 */
export const requirement = (table: TierTable, notional: Atoms, level: LevelName): Atoms => {
  const tier = tierAt(table, notional)
  if (tier === undefined || notional <= 0n) return NO_ATOMS
  const scaled =
    level === 'initial'
      ? notional * tier.initialRate - tier.initialDeduction
      : notional * tier.maintenanceRate - tier.maintenanceDeduction
  return atoms(divide(scaled, RATIO_ONE, 'up'))
}

/** The tier in which a notional lies: the last whose floor it reaches. Undefined only for an empty table. */
export const tierAt = (table: TierTable, notional: Atoms): Tier | undefined => {
  let found = table[0]
  for (let k = 1; k < table.length; k += 1) {
    const tier = table[k]
    if (tier === undefined || tier.floor > notional) break
    found = tier
  }
  return found
}

const checkRow = (row: TierRow, before: Tier | undefined, index: number): void => {
  const at = (field: string): string => `rows[${index}].${field}`
  if (before === undefined && row.floor !== 0n)
    refuse(at('floor'), String(row.floor), '0', 'let the first tier start at notional 0')
  if (before !== undefined && row.floor <= before.floor)
    refuse(
      at('floor'),
      String(row.floor),
      `above ${before.floor}: floor ${row.floor} > ${before.floor} is required, or the tiers overlap`,
      'sort the rows by floor and give each floor once',
    )
  if (row.maintenanceRate <= 0n)
    refuse(at('maintenanceRate'), String(row.maintenanceRate), 'above 0, at most 1e18', 'give a rate such as 0.01')
  if (row.initialRate > RATIO_ONE)
    refuse(at('initialRate'), String(row.initialRate), 'above 0, at most 1e18', 'give a rate of at most 1')
  if (row.maintenanceRate > row.initialRate)
    refuse(at('maintenanceRate'), String(row.maintenanceRate), `at most ${row.initialRate}`, 'lower it to initialRate')
  if (before !== undefined && row.initialRate < before.initialRate)
    refuse(at('initialRate'), String(row.initialRate), `at least ${before.initialRate}`, 'rates never fall with size')
  if (before !== undefined && row.maintenanceRate < before.maintenanceRate)
    refuse(
      at('maintenanceRate'),
      String(row.maintenanceRate),
      `at least ${before.maintenanceRate}`,
      'rates never fall with size',
    )
}

const refuse = (field: string, value: string, allowed: string, remedy: string): never => {
  throw new TierError({ field, value, allowed, remedy })
}
