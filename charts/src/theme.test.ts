import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { ChartInputError } from './error.ts'
import { causeColour, DARK, LIGHT, seriesStyles } from './theme.ts'
import type { Theme, ThemeColour } from './theme.ts'

type Rgb = readonly [number, number, number]

const linear = (hex: string): Rgb => {
  const channel = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b

/** WCAG 2.1 contrast ratio. */
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(linear(a)), luminance(linear(b))].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

/** Full dichromacy in linear RGB: Machado, Oliveira and Fernandes 2009, severity 1. */
const SIGHTS: Readonly<Record<string, readonly Rgb[]>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

/** CIE L*a*b* (D65) of a colour as an eye with this matrix sees it. */
const lab = (hex: string, sight: readonly Rgb[]): Rgb => {
  const rgb = linear(hex)
  const [r = 0, g = 0, b = 0] = sight.map((row) => Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))
  const f = (t: number): number => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116)
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047)
  const y = f(luminance([r, g, b]))
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883)
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

const distance = (a: Rgb, b: Rgb): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])

const names = (prefix: string, count: number): readonly ThemeColour[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}` as ThemeColour)

const leastDistance = (theme: Theme, colours: readonly ThemeColour[], sight: readonly Rgb[]): number =>
  Math.min(
    ...colours.flatMap((a, index) =>
      colours.slice(index + 1).map((b) => distance(lab(theme[a], sight), lab(theme[b], sight))),
    ),
  )

for (const [name, theme] of [
  ['light', LIGHT],
  ['dark', DARK],
] as const)
  describe(`the ${name} theme`, () => {
    test('text stands at least 4.5 to 1 from the paper', () => {
      for (const ink of ['ink', 'muted'] as const) assert.ok(contrast(theme[ink], theme.paper) >= 4.5, ink)
      assert.ok(contrast(theme['best-ink'], theme.best) >= 4.5)
      assert.ok(contrast(theme['worst-ink'], theme.worst) >= 4.5)
    })

    test('lines of policies stand at least 3 to 1 from the paper', () => {
      for (const colour of names('series', 8))
        assert.ok(contrast(theme[colour], theme.paper) >= 3, `${colour} ${contrast(theme[colour], theme.paper)}`)
    })

    for (const [sight, matrix] of Object.entries(SIGHTS))
      test(`the first four policies are 22 apart, all eight 11 apart, in L*a*b* under ${sight}`, () => {
        const four = leastDistance(theme, names('series', 4), matrix)
        const eight = leastDistance(theme, names('series', 8), matrix)
        assert.ok(four >= 22, `four: ${four}`)
        assert.ok(eight >= 11, `eight: ${eight}`)
      })

    test('causes change lightness by at least 8 from mild to severe, so they keep their order in grey', () => {
      const sign = name === 'light' ? -1 : 1
      const steps = names('cause', 6).map((cause) => sign * lab(theme[cause], SIGHTS['full'] ?? [])[0])
      for (const [index, step] of steps.entries())
        if (index > 0) assert.ok(step - (steps[index - 1] ?? 0) >= 8, steps.join(' '))
    })

    test('zones move away from safe in order of severity', () => {
      const zones = [
        'zone-safe',
        'zone-watch',
        'zone-soft',
        'zone-maintenance',
        'zone-backstop',
        'zone-bankrupt',
      ] as const
      const matrix = SIGHTS['deuteranopia'] ?? []
      for (const [index, zone] of zones.entries()) {
        const before = zones[index - 1]
        if (before !== undefined) assert.ok(distance(lab(theme[zone], matrix), lab(theme[before], matrix)) >= 8, zone)
      }
    })
  })

describe('seriesStyles', () => {
  test('a policy keeps the colour of its place, and a ninth repeats the first dashed', () => {
    const policies = Array.from({ length: 9 }, (_, index) => `policy-${index}`)
    const styles = seriesStyles(policies)
    assert.deepEqual(styles.get('policy-0'), { colour: 'var(--series-1)', dash: undefined })
    assert.deepEqual(styles.get('policy-8'), { colour: 'var(--series-1)', dash: '5 3' })
    assert.equal(new Set([...styles.values()].map(({ colour, dash }) => `${colour}${dash ?? ''}`)).size, 9)
  })

  test('thirty-two policies all look different', () => {
    const styles = [...seriesStyles(Array.from({ length: 32 }, (_, index) => `policy-${index}`)).values()]
    assert.equal(new Set(styles.map(({ colour, dash }) => `${colour}${dash ?? ''}`)).size, 32)
  })

  test('refuses none, a name twice, and thirty-three', () => {
    assert.throws(() => seriesStyles([]), ChartInputError)
    assert.throws(() => seriesStyles(['soft', 'soft']), ChartInputError)
    assert.throws(() => seriesStyles(Array.from({ length: 33 }, (_, index) => String(index))), ChartInputError)
  })

  test('no cause wears the colour of a policy', () => {
    assert.equal(causeColour('adl'), 'var(--cause-6)')
  })
})
