import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { eventTimes, isClose } from './hawkes.fixtures.ts'
import { powerBranchingRatio, powerCompensator, powerIntensity, powerLogLikelihood } from './hawkes-power.ts'

const law = { baseline: 0.4, weight: 0.5, delay: 1, exponent: 2.2 }

describe('powerLogLikelihood', () => {
  // Laub, Lee, Taimre, The Elements of Hawkes Processes (2021): numbers of the reference implementation of the book.
  test('of five events as the book computes it', () =>
    assert.ok(Math.abs(powerLogLikelihood(law, [0.5, 1, 1.2, 4.7, 9.9], 25) + 15.240377454427517) < 1e-12))
})

describe('powerCompensator', () => {
  test('is the sum over all earlier events, as the integral is written', () =>
    fc.assert(
      fc.property(eventTimes, fc.constantFrom(0.5, 1.5, 2.2, 4), (events, exponent) => {
        const out = new Float64Array(events.length)
        powerCompensator({ ...law, exponent }, events, 25, out)
        return events.every((time, at) => {
          const earlier = events.filter((event) => event < time)
          const sum = earlier.reduce((all, event) => all + 1 - (1 + time - event) ** (1 - exponent), 0)
          return isClose(out[at] ?? Number.NaN, 0.4 * time + (0.5 / (exponent - 1)) * sum)
        })
      }),
    ))

  test('is continuous at exponent 1, where each term is a logarithm', () => {
    const at = (exponent: number): number => powerCompensator({ ...law, exponent }, [1, 4], 25, new Float64Array(2))
    assert.ok(isClose(at(1), 0.4 * 25 + 0.5 * (Math.log(25) + Math.log(22))))
    assert.ok(Math.abs(at(1) - at(1 + 1e-12)) < 1e-10)
  })
})

describe('powerIntensity', () => {
  // one event at 1: at 1 it does not count, at 2 it adds 0.5 / 2^2.2
  test('counts an event only after its time', () => {
    const [atEvent, after] = powerIntensity(law, [1], [1, 2])
    assert.equal(atEvent, 0.4)
    assert.ok(isClose(after ?? Number.NaN, 0.4 + 0.5 / 2 ** 2.2))
  })
})

describe('powerBranchingRatio', () => {
  test('0.5·1/(2.2 − 1), and infinite where the kernel has no finite area', () => {
    assert.ok(isClose(powerBranchingRatio(law), 0.5 / 1.2))
    assert.equal(powerBranchingRatio({ ...law, exponent: 1 }), Infinity)
    assert.equal(powerBranchingRatio({ ...law, exponent: 1, weight: 0 }), 0)
  })
})

test('a delay of 0 is refused by name', () =>
  assert.throws(() => powerLogLikelihood({ ...law, delay: 0 }, [1], 2), /delay = 0 is refused/))
