export { exp, expm1, expProduct } from './exp.ts'
export { log, log1p } from './log.ts'
export { pow } from './pow.ts'
export { cos, fillCosSin, sin, tan } from './trigonometry.ts'
export { atan, atan2 } from './arctangent.ts'
export { complexExp, complexExpm1, complexLog1p, complexSqrt } from './complex.ts'
export { erfc, erfcx } from './error-function.ts'
export { normalCdf, normalLogCdf, normalPdf, normalUpperTail } from './normal.ts'
export { scaledUpperTail } from './mills-ratio.ts'
export { FINE_MAX, scaledUpperTailFine } from './mills-fine.ts'
export { scaledUpperTailDrop } from './mills-difference.ts'
export { normalQuantile } from './normal-quantile.ts'
export { gammaHalfRatio, logBeta, logGamma } from './gamma.ts'
export { incompleteBeta } from './incomplete-beta.ts'
export { studentTCdf, studentTPdf, studentTQuantile, studentTUpperTail } from './student-t.ts'
export {
  type Pair,
  exactProduct,
  exactSum,
  pairLogOfRatio,
  pairOf,
  pairProduct,
  pairQuotient,
  pairScaled,
  pairSum,
} from './pair.ts'
export { chiSquareTail } from './chi-square.ts'
export { kolmogorovTail } from './kolmogorov.ts'
export { type InversionPlan, type LaplaceTransform, invertLaplace } from './laplace.ts'
export { solveCholesky } from './cholesky.ts'
export { type LeastSquaresFit, type LeastSquaresProblem, leastSquares } from './least-squares.ts'
export { type Eigen, symmetricEigen } from './symmetric-eigen.ts'
export {
  type Polynomial,
  type Stretch,
  polynomialAt,
  polynomialProduct,
  polynomialRoots,
  polynomialSum,
} from './polynomial-roots.ts'
export { integratePanels } from './panels.ts'
export { type Minimum, type MinimumSearch, type SmoothFunction, minimise } from './minimise.ts'
export { type RootResult, type RootSearch, bisectInteger, brent } from './roots.ts'
export { type Words4, philox } from './philox.ts'
export {
  type ParetoLaw,
  RandomArgumentError,
  type RandomStream,
  exponential,
  fillNormals,
  fillUniforms,
  integer,
  normal,
  pareto,
  randomStream,
  uniform,
} from './random.ts'
export {
  type DrawKey,
  type DrawName,
  drawKey,
  fillDraws,
  keyedNormal,
  keyedUniform,
  normalsOfFirstWords,
} from './keyed-draws.ts'
export { normalOfWord, uniformOfWord, uniformOfWords } from './quick-normal.ts'
