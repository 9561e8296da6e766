export type { WakeLevel, Watch } from './types.ts'
export { createExactSweep } from './sweep.ts'
export { createScreen } from './screen.ts'
export { createWatch } from './watch.ts'
