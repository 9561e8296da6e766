import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Type } from 'typebox'
import { atoms, lots, type Atoms, type Lots } from '@ebbline/core'
import { atomsText, choice, either, list, only, orNull, record, seal, text, type Decoded, type Same } from './schema.ts'

/** Compiles only when its argument is the type `true`. */
const holds = <T extends true>(...proof: T[]): number => proof.length

describe('seal', () => {
  test('compiles for the type that the schema decodes to, and for no other', () => {
    const amount = record({ asset: text(9), atoms: atomsText })
    interface Amount {
      readonly asset: string
      readonly atoms: Atoms
    }
    interface Sizes {
      readonly asset: string
      readonly atoms: Lots
    }
    interface Wider extends Amount {
      readonly note: string
    }
    const sealed = seal<Amount>()(amount)
    assert.equal(JSON.stringify(sealed), JSON.stringify(amount))
    // @ts-expect-error lots are not atoms
    seal<Sizes>()(amount)
    // @ts-expect-error a field of the type is missing in the schema
    seal<Wider>()(amount)
    // @ts-expect-error a field of the schema is missing in the type
    seal<Pick<Amount, 'asset'>>()(amount)
    holds<Same<Decoded<typeof sealed>, Amount>>()
  })

  test('knows optional fields, lists, choices, unions and null', () => {
    const shape = record({
      side: choice('buy', 'sell'),
      note: Type.Optional(text(5)),
      limit: orNull(atomsText),
      legs: list(either(record({ kind: only('a'), x: atomsText }), record({ kind: only('b') }))),
    })
    interface Shape {
      readonly side: 'buy' | 'sell'
      readonly note?: string
      readonly limit: Atoms | null
      readonly legs: readonly ({ readonly kind: 'a'; readonly x: Atoms } | { readonly kind: 'b' })[]
    }
    seal<Shape>()(shape)
    // @ts-expect-error the choice is narrower than text
    seal<Omit<Shape, 'side'> & { readonly side: string }>()(shape)
    // @ts-expect-error limit may be null
    seal<Omit<Shape, 'limit'> & { readonly limit: Atoms }>()(shape)
    holds<Same<Atoms, Atoms>>()
    // @ts-expect-error brands tell dimensions apart
    holds<Same<Atoms, Lots>>()
    assert.notEqual(typeof atoms(1n), typeof Number(lots(1n)))
  })
})
