import {
  breaches,
  formatRatio,
  health,
  ratio,
  RATIO_ONE,
  shareOf,
  type Account,
  type Asset,
  type Atoms,
  type Health,
  type LevelHealth,
} from '@ebbline/core'
import { textOfAtoms, type AccountsToMeasure } from '@ebbline/wire'
import type { Context } from '../context.ts'
import { loadAccounts, type AccountChoice } from '../inputs/accounts.ts'
import { withOutput, withOverrides, type SharedOptions } from '../options.ts'
import { present } from '../output.ts'
import { grouped } from '../text/quantity.ts'
import { tableLines, toned, type Cell } from '../text/table.ts'

/** `ebb margin FILE`: what each account has and needs, leg by leg, at both levels. */
export const addMargin = ({ program, io }: Context): void => {
  withOverrides(withOutput(program.command('margin')), 'the file')
    .description('measure the accounts of a file: equity and requirement by leg and level')
    .argument('<file>', 'account file; its form: ebb schema account')
    .option('--account <id>', 'only this account')
    .action((file: string, options: SharedOptions & AccountChoice) => {
      const loaded = loadAccounts(file, io.cwd, options)
      const numeraire = numeraireOf(loaded)
      const measured = loaded.accounts.map((account) => ({
        account,
        health: health(loaded.rules, account, loaded.marks),
      }))
      present(io, options, {
        json: measured.map((one) => healthJson(one.health, numeraire)),
        text: () => measured.map((one) => accountText(one.account, one.health, numeraire, io.colour)).join('\n'),
      })
    })
}

/** The asset in which health is stated. */
const numeraireOf = ({ terms }: AccountsToMeasure): Asset =>
  terms.assets.find((asset) => asset.id === terms.numeraire) ?? { id: terms.numeraire, decimals: 0 }

const healthJson = ({ account, initial, maintenance }: Health, numeraire: Asset): unknown => ({
  account,
  asset: numeraire.id,
  levels: [initial, maintenance].map((level) => ({
    name: level.name,
    equity: textOfAtoms(numeraire, level.equity),
    requirement: textOfAtoms(numeraire, level.requirement),
    multiple: multipleOf(level),
    safe: !breaches(level, RATIO_ONE),
    contributions: level.contributions.map((one) => ({
      ...one,
      equity: textOfAtoms(numeraire, one.equity),
      requirement: textOfAtoms(numeraire, one.requirement),
    })),
  })),
})

/** Equity over requirement, rounded down to 18 decimals; null without a requirement. */
const multipleOf = (level: LevelHealth): string | null =>
  level.requirement === 0n ? null : formatRatio(shareOf(level.equity, level.requirement, 'down'))

const accountText = (account: Account, measured: Health, numeraire: Asset, colour: boolean): string => {
  const { initial, maintenance } = measured
  const money = (value: Atoms): Cell => ({ text: grouped(textOfAtoms(numeraire, value)) })
  const needs = new Map(maintenance.contributions.map((one) => [`${one.kind} ${one.id}`, one.requirement]))
  const legs = initial.contributions.map((one): readonly Cell[] => {
    const maintained = needs.get(`${one.kind} ${one.id}`)
    const isPosition = one.kind === 'position'
    return [
      { text: one.id },
      { text: one.kind },
      money(one.equity),
      isPosition ? money(one.requirement) : { text: '' },
      isPosition && maintained !== undefined ? money(maintained) : { text: '' },
    ]
  })
  const total: readonly Cell[] = [
    { text: 'total', tone: 'strong' },
    { text: '' },
    money(maintenance.equity),
    money(initial.requirement),
    money(maintenance.requirement),
  ]
  const columns = [
    { head: ['leg'], align: 'left' },
    { head: ['kind'], align: 'left' },
    { head: [`equity ${numeraire.id}`], align: 'right' },
    { head: ['initial'], align: 'right' },
    { head: ['maintenance'], align: 'right' },
  ] as const
  return [
    toned(`${account.id} (${account.mode})`, 'strong', colour),
    ...tableLines({ columns, rows: [...legs, total] }, colour),
    ...[initial, maintenance].map((level) => standingLine(level, colour)),
    '',
  ].join('\n')
}

const standingLine = (level: LevelHealth, colour: boolean): string => {
  const isSafe = !breaches(level, ratio(RATIO_ONE))
  const multiple = multipleOf(level)
  const standing = toned(isSafe ? 'safe' : 'BREACHED', isSafe ? 'good' : 'bad', colour)
  return `${level.name}: ${standing}${multiple === null ? ', nothing required' : `, equity is ${short(multiple)} times the requirement`}`
}

/** Four decimals of a ratio, cut off: never shown higher than it is. */
const short = (decimal: string): string => /^-?\d+(?:\.\d{1,4})?/.exec(decimal)?.[0] ?? decimal
