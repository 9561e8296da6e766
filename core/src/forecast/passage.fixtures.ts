import { exp, exponential, normal, randomStream, uniform, type RandomStream } from '../math/index.ts'
import type { KouDynamics } from './kou-dynamics.ts'

/** Mean and standard error of what simulated paths gave. */
export type Estimate = { readonly mean: number; readonly error: number }

/** Draws that follow each other. */
export type Draws = { readonly next: (kind: 'normal' | 'exponential' | 'uniform') => number }

export const drawsFrom = (stream: RandomStream): Draws => {
  let index = 0
  const kinds = { normal, exponential, uniform }
  return { next: (kind) => kinds[kind](stream, index++) }
}

/** Chance that a Brownian bridge between two distances from a level, both above 0, touches it: e^(−2xy/(σ²t)). */
export const bridgeTouch = (from: number, to: number, variance: number): number =>
  from <= 0 || to <= 0 ? 1 : exp((-2 * from * to) / variance)

/** One jump in logarithms. */
export const jumpOf = ({ upProbability, upRate, downRate }: KouDynamics, draws: Draws): number =>
  draws.next('uniform') < upProbability ? draws.next('exponential') / upRate : -draws.next('exponential') / downRate

/** How one path came to a level above: not at all, by creeping, or by a jump with its overshoot. */
export type Arrival =
  | { readonly kind: 'never' }
  | { readonly kind: 'crept' }
  | { readonly kind: 'jumped'; readonly over: number }

/** One exact path: from jump to jump, the bridge between them decided by a draw. */
export const simulateArrival = (kou: KouDynamics, distance: number, time: number, draws: Draws): Arrival => {
  let [left, now] = [distance, 0]
  while (now < time) {
    const gap = kou.intensity === 0 ? Infinity : draws.next('exponential') / kou.intensity
    const step = Math.min(gap, time - now)
    const variance = kou.vol * kou.vol * step
    const after = left - kou.logDrift * step - Math.sqrt(variance) * draws.next('normal')
    if (draws.next('uniform') < bridgeTouch(left, after, variance)) return { kind: 'crept' }
    now += step
    if (now >= time) return { kind: 'never' }
    left = after - jumpOf(kou, draws)
    if (left <= 0) return { kind: 'jumped', over: -left }
  }
  return { kind: 'never' }
}

/** Mean over paths, each with a stream of its own. */
export const estimate = (seed: number, paths: number, value: (draws: Draws) => number): Estimate => {
  let [sum, squares] = [0, 0]
  for (let path = 0; path < paths; path += 1) {
    const one = value(drawsFrom(randomStream(seed, path)))
    sum += one
    squares += one * one
  }
  const mean = sum / paths
  return { mean, error: Math.sqrt(Math.max(0, squares / paths - mean * mean) / paths) }
}

/** Deviations between an estimate and a number. */
export const deviations = ({ mean, error }: Estimate, wanted: number): number => Math.abs(mean - wanted) / error

/** Move of the log price over a time, jump by jump. */
export const increment = (law: KouDynamics, time: number, draws: Draws): number => {
  let [now, x] = [
    draws.next('exponential') / law.intensity,
    law.logDrift * time + law.vol * Math.sqrt(time) * draws.next('normal'),
  ]
  for (; now < time; now += draws.next('exponential') / law.intensity) x += jumpOf(law, draws)
  return x
}

/** The same law upside down. */
export const turned = (law: KouDynamics): KouDynamics => ({
  ...law,
  logDrift: -law.logDrift,
  upProbability: 1 - law.upProbability,
  upRate: law.downRate,
  downRate: law.upRate,
})
