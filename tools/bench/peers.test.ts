import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { inProcess, raceByCpu } from './cpu-race.ts'
import { PeerError, peerIn, pinned } from './peers.ts'
import { benchLines, judge } from './table.ts'

const inFolder = (files: Readonly<Record<string, string>>, work: (folder: string) => void): void => {
  const folder = mkdtempSync(join(tmpdir(), 'peers-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, path, '..'), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const installed = (version: string, code: string): Readonly<Record<string, string>> => ({
  'node_modules/black-scholes/package.json': JSON.stringify({ name: 'black-scholes', version, main: 'main.js' }),
  'node_modules/black-scholes/main.js': code,
})

describe('peerIn', () => {
  test('a peer that is not installed is undefined, so that its rows are skipped', () =>
    inFolder({}, (folder) => assert.equal(peerIn(folder, 'black-scholes'), undefined)))

  test('a peer of the pinned version is loaded', () =>
    inFolder(installed('1.1.0', 'exports.blackScholes = () => 7'), (folder) =>
      assert.equal(peerIn(folder, 'black-scholes')?.blackScholes(1, 1, 1, 1, 0, 'call'), 7),
    ))

  test('another version is refused', () =>
    inFolder(installed('2.0.0', 'exports.blackScholes = () => 7'), (folder) =>
      assert.throws(() => peerIn(folder, 'black-scholes'), PeerError),
    ))

  test('one without the function that is called is refused', () =>
    inFolder(installed('1.1.0', 'exports.price = () => 7'), (folder) =>
      assert.throws(() => peerIn(folder, 'black-scholes'), /has no blackScholes/),
    ))
})

describe('the peers', () => {
  interface Locked {
    readonly version?: string
    readonly license?: string
    readonly hasInstallScript?: boolean
  }
  const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'package-lock.json'), 'utf8'),
  )
  const names = ['@uqee/black-scholes', 'black-scholes', 'greeks', 'implied-volatility', 'nodejs-order-book'] as const
  for (const name of names)
    test(`${name} is pinned exactly, its licence is permissive, and it runs nothing at install`, () => {
      const locked = lock.packages[`node_modules/${name}`]
      assert.match(pinned(name), /^\d+\.\d+\.\d+$/)
      assert.equal(locked?.version, pinned(name))
      assert.match(locked?.license ?? '', /^(?:MIT|ISC)$/)
      assert.equal(locked?.hasInstallScript, undefined)
    })
})

describe('judge', () => {
  test('a skipped row breaks no promise and is said aloud', () => {
    const result = judge([{ name: 'price of a batch', missing: 'greeks 1.0.0', remedy: 'npm ci' }], 0)
    assert.equal(result.kept, true)
    assert.equal(benchLines(result)[1], 'SKIPPED price of a batch: greeks 1.0.0 is not here; run npm ci')
  })
})

describe('raceByCpu', () => {
  test('the median of the ratios, the first round left out', () => {
    const own = [9, 2, 2, 4]
    const other = [0, 4, 6, 4]
    const result = raceByCpu(
      () => own.shift() ?? 0,
      () => other.shift() ?? 0,
      3,
    )
    assert.deepEqual(result, { perSec: 0.5, ratio: 2 })
  })

  test('cost is CPU time a unit: a hundred times the work costs more', () => {
    const sums = (count: number) => (): void => {
      for (let at = 0; at < count; at += 1) Math.sqrt(at)
    }
    const few = inProcess({ count: 1, work: sums(1000) })
    const many = inProcess({ count: 1, work: sums(100_000) })
    assert.ok(many() / few() > 10)
  })
})
