export { OPTIONS_SHOWN, pricePage } from './price-page.ts'
export { spotCurve } from './spot-curves.ts'
export type { SpotPoint, ValuedOption } from './spot-curves.ts'
