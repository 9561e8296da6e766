import {
  bivariateIntensity,
  bivariateLogLikelihood,
  branchingRatio,
  hawkesCompensator,
  hawkesIntensity,
  hawkesLogLikelihood,
  hawkesMoments,
  powerCompensator,
  powerLogLikelihood,
  spectralRadius,
  type HawkesLaw,
  type Two,
} from '@ebbline/core'
import { CaseShapeError, listIn, numberIn, numbersIn, type Adapter, type Inputs } from './adapter.ts'

const FILE = 'hawkes.json'

/** Exponential memory: intensity, compensator, likelihood. */
export const hawkesExponentialCase: Adapter = {
  file: FILE,
  formula: 'expKernel',
  run: (inputs) => {
    const [law, events, until] = [lawIn(inputs), numbersIn(inputs, 'events'), numberIn(inputs, 'T')]
    const atEvents = new Float64Array(events.length)
    const atEnd = hawkesCompensator(law, events, until, atEvents)
    return {
      branching_ratio: branchingRatio(law),
      loglik: hawkesLogLikelihood(law, events, { from: 0, to: until }),
      compensator_at_events: [...atEvents],
      intensity: hawkesIntensity(law, events, numbersIn(inputs, 'times')),
      compensator_T: atEnd,
    }
  },
}

/** The same of a stream without events. */
export const hawkesNoEventsCase: Adapter = {
  file: FILE,
  formula: 'expKernelNoEvents',
  run: (inputs) => {
    const [law, events] = [lawIn(inputs), numbersIn(inputs, 'events')]
    return {
      branching_ratio: branchingRatio(law),
      intensity: hawkesIntensity(law, events, numbersIn(inputs, 'times')),
      compensator_T: hawkesCompensator(law, events, numberIn(inputs, 'T'), new Float64Array(events.length)),
    }
  },
}

/** Memory that decays as a power. */
export const hawkesPowerCase: Adapter = {
  file: FILE,
  formula: 'powerKernel',
  run: (inputs) => {
    const [events, until] = [numbersIn(inputs, 'events'), numberIn(inputs, 'T')]
    const law = {
      baseline: numberIn(inputs, 'mu'),
      weight: numberIn(inputs, 'k'),
      delay: numberIn(inputs, 'c'),
      exponent: numberIn(inputs, 'p'),
    }
    const atEvents = new Float64Array(events.length)
    powerCompensator(law, events, until, atEvents)
    return { loglik: powerLogLikelihood(law, events, until), compensator_at_events: [...atEvents] }
  },
}

/** Two streams that excite one another. */
export const hawkesBivariateCase: Adapter = {
  file: FILE,
  formula: 'bivariateExp',
  run: (inputs) => {
    const [first, second] = listIn(inputs, 'alpha')
    const law = {
      baselines: twoIn(inputs, 'mu'),
      jumps: [twoIn({ alpha: first }, 'alpha'), twoIn({ alpha: second }, 'alpha')],
      decays: twoIn(inputs, 'beta'),
    } as const
    const events = { times: numbersIn(inputs, 'events'), streams: numbersIn(inputs, 'ids') }
    return {
      loglik: bivariateLogLikelihood(law, events, numberIn(inputs, 'T')),
      intensity_at_8: bivariateIntensity(law, events, INTENSITY_AT),
      spectral_radius: spectralRadius(law),
    }
  },
}

/** Moments of counts in bins. */
export const hawkesMomentsCase: Adapter = {
  file: FILE,
  formula: 'expMoments',
  run: (inputs) => {
    const { meanIntensity, meanCount, printedVariance, autocovariance } = hawkesMoments({
      baseline: numberIn(inputs, 'mu'),
      jump: numberIn(inputs, 'alpha'),
      decay: numberIn(inputs, 'beta'),
      bin: numberIn(inputs, 'bin'),
      gap: numberIn(inputs, 'lag'),
    })
    return { meanIntensity, meanCount, variance: printedVariance, autocovariance }
  },
}

const INTENSITY_AT = 8

const lawIn = (inputs: Inputs): HawkesLaw => ({
  baseline: { kind: 'constant', rate: numberIn(inputs, 'mu') },
  jump: numberIn(inputs, 'alpha'),
  decay: numberIn(inputs, 'beta'),
})

const twoIn = (inputs: Inputs, name: string): Two => {
  const [one, other, ...more] = numbersIn(inputs, name)
  if (one === undefined || other === undefined || more.length > 0)
    throw new CaseShapeError(name, inputs[name], 'two numbers, one a stream')
  return [one, other]
}
