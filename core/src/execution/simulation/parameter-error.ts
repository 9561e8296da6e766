/** A parameter that no synthetic book can be made of: names it, its value and the remedy. */
export class LadderError extends Error {
  override readonly name = 'LadderError'
  constructor(field: string, value: string, remedy: string) {
    super(`synthetic depth: ${field} = ${value} is refused; ${remedy}`)
  }
}
