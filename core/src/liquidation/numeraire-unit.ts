import { atoms, mulDiv, RATIO_ONE, type Atoms, type Ratio } from '../units/index.ts'
import type { Instrument } from '../instruments/index.ts'
import type { MarginRules } from '../margin/index.ts'
import { exposure } from '../margin/index.ts'
import { lots } from '../units/index.ts'

/** No contract of a venue says what a whole unit of its numeraire is: amounts of a policy in whole units mean nothing there. */
export class NumeraireUnitError extends Error {
  override readonly name = 'NumeraireUnitError'
  constructor(numeraire: string) {
    super(
      `no contract is quoted in ${numeraire}, so amounts in whole ${numeraire} cannot be told; ` +
        'list a linear or inverse contract quoted in it, or leave such amounts out of the policy',
    )
  }
}

/**
 * Atoms of an amount that a policy states in whole units of the numeraire, rounded down. The unit follows from the scale of any contract
 * quoted in the numeraire: of a linear one, atoms per tick and lot over tick × lot; of an inverse one, atoms per contract over its face.
 *
 * @throws NumeraireUnitError for a venue without such a contract.
 */
export const numeraireAtoms = (rules: MarginRules, amount: Ratio): Atoms => {
  for (const instrument of rules.instruments.values()) {
    const unit = instrument.quote === rules.numeraire ? unitBy(rules, instrument) : null
    if (unit !== null) return atoms(mulDiv(amount, unit, RATIO_ONE, 'down'))
  }
  throw new NumeraireUnitError(rules.numeraire)
}

const unitBy = (rules: MarginRules, instrument: Instrument): bigint | null => {
  switch (instrument.kind) {
    case 'spot':
      return null
    case 'inverse-perpetual':
      return mulDiv(exposure(rules, new Map(), instrument, lots(RATIO_ONE)), 1n, instrument.lotSize, 'down')
    case 'linear-perpetual':
    case 'dated-future': {
      const { numerator, denominator } = instrument.scale
      return mulDiv(numerator * RATIO_ONE, RATIO_ONE, denominator * instrument.tickSize * instrument.lotSize, 'down')
    }
  }
}
