import { cos } from './trigonometry.ts'

const NODES = 20

/** Nodes on (0, 1) and weights of the Gauss rule with 20 points, by Newton's steps on the Legendre polynomial. */
const gaussRule = (): { readonly nodes: Float64Array; readonly weights: Float64Array } => {
  const [nodes, weights] = [new Float64Array(NODES), new Float64Array(NODES)]
  for (let i = 0; i < NODES; i += 1) {
    let x = cos((3.141592653589793 * (i + 0.75)) / (NODES + 0.5))
    let slope = 1
    for (let step = 0; step < 8; step += 1) {
      let [before, value] = [1, x]
      for (let n = 2; n <= NODES; n += 1) [before, value] = [value, ((2 * n - 1) * x * value - (n - 1) * before) / n]
      slope = (NODES * (x * value - before)) / (x * x - 1)
      x -= value / slope
    }
    nodes[i] = 0.5 * (1 - x)
    weights[i] = 1 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}

const RULE = gaussRule()

/**
 * ∫ f over the panels between neighbouring edges, by the Gauss rule of 20 points on each: exact for polynomials of degree 39 on a panel.
 * Put edges where f bends. Edges must not fall; fewer than two give 0.
 */
export const integratePanels = (f: (x: number) => number, edges: readonly number[]): number => {
  let sum = 0
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1]
    if (from === undefined || from === to) continue
    let panel = 0
    for (const [i, node] of RULE.nodes.entries()) panel += (RULE.weights[i] ?? 0) * f(from + (to - from) * node)
    sum += (to - from) * panel
  }
  return sum
}
