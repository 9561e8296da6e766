import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { along, placeLabels, type LabelPlace } from './scatter-labels.ts'
import { textWidth } from './text.ts'

const SHARE = { start: 0, middle: 0.5, end: 1 } as const

const box = ({ x, y, anchor }: LabelPlace, text: string) => {
  const left = x - textWidth(text, 12) * SHARE[anchor]
  return { left, right: left + textWidth(text, 12), top: y - 10, bottom: y + 3 }
}

const meet = (a: ReturnType<typeof box>, b: ReturnType<typeof box>): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const NAMES = Array.from({ length: 20 }, (_, at) => `policy-number-${at}`)
const wide = { left: 50, right: 850, top: 30, bottom: 450 }
const phone = { left: 50, right: 390, top: 30, bottom: 370 }

describe('placeLabels', () => {
  for (const [name, plot] of [
    ['a wide plot', wide],
    ['a phone', phone],
  ] as const)
    test(`twenty names wherever their marks lie in ${name}: none over another, over a mark or over the edge`, () =>
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat({ max: 100 }), fc.nat({ max: 100 })), { minLength: 20, maxLength: 20 }),
          (shares) => {
            const at = shares.map(
              ([x, y]) =>
                [
                  plot.left + ((plot.right - plot.left) * x) / 100,
                  plot.top + ((plot.bottom - plot.top) * y) / 100,
                ] as const,
            )
            const places = placeLabels(
              NAMES.map((text, index) => ({ text, at: at[index] ?? [0, 0] })),
              at,
              plot,
            )
            const boxes = places.flatMap((place, index) => (place === null ? [] : [box(place, NAMES[index] ?? '')]))
            if (plot === wide) assert.equal(boxes.length, 20)
            for (const [index, a] of boxes.entries()) {
              assert.ok(a.left >= plot.left && a.right <= plot.right && a.bottom <= plot.bottom)
              for (const b of boxes.slice(index + 1)) assert.ok(!meet(a, b))
              for (const [x, y] of at) assert.ok(!meet(a, { left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }))
            }
          },
        ),
        { numRuns: 40 },
      ))

  test('twenty policies at one spot are all named, tied to it by leaders', () => {
    const at = [400, 240] as const
    const places = placeLabels(
      NAMES.map((text) => ({ text, at })),
      [at],
      wide,
    )
    assert.ok(places.every((place) => place !== null))
    assert.ok(places.filter((place) => place?.leader !== null).length >= 12)
  })

  test('a plot without room names what it can', () => {
    const tiny = { left: 0, right: 90, top: 0, bottom: 30 }
    const places = placeLabels(
      NAMES.slice(0, 4).map((text) => ({ text, at: [45, 15] })),
      [[45, 15]],
      tiny,
    )
    assert.ok(places.includes(null))
  })
})

describe('along', () => {
  test('goes from corner to corner in steps of at most 8', () =>
    assert.deepEqual(
      along([
        [0, 0],
        [16, 0],
        [16, 4],
      ]),
      [
        [0, 0],
        [8, 0],
        [16, 0],
        [16, 4],
      ],
    ))
})
