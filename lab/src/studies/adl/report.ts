import { page, type Fact, type Section } from '@ebbline/charts'
import type { AdlOutcome } from './adl.ts'
import { ASSUMED, LIMITS } from './notes.ts'
import { burdenFigure, wavesFigure } from './pictures.ts'
import type { AdlStudy, PublishedFigure } from './study.ts'
import { rulesTable, wavesTable } from './tables.ts'

/** The study as one HTML page that needs nothing else. */
export const adlReport = (outcome: AdlOutcome): string => {
  const { study } = outcome
  return page({
    title: 'Deleveraging on 10 October 2025',
    subtitle:
      'What winners gave against what was missing, wave by wave, and what each rule does to a made-up population.',
    brand: 'Ebbline',
    provenance: [
      { label: 'seed', value: String(study.seed) },
      ...study.datasets.map(({ name, sha256 }) => ({
        label: name.split('/').at(-1) ?? name,
        value: sha256.slice(0, 16),
      })),
    ],
    policies: [],
    sections: [
      { id: 'found', title: titleOf(study), blocks: [{ kind: 'facts', facts: factsOf(study) }] },
      {
        id: 'by-wave',
        title: 'By wave',
        blocks: [
          { kind: 'figure', figure: wavesFigure(outcome) },
          { kind: 'figure', figure: wavesTable(study) },
        ],
      },
      { id: 'who', title: 'Who was closed', blocks: [{ kind: 'figure', figure: burdenFigure(outcome) }] },
      {
        id: 'by-rule',
        title: 'The rules on a made-up population',
        lead: `${study.planted.accounts} accounts, ${study.planted.hedged} of them hedged; both coins fall by ${study.planted.drop} at once.`,
        blocks: [{ kind: 'figure', figure: rulesTable(study) }],
      },
      published(study.comparisons),
      {
        id: 'limits',
        title: 'What this rests on',
        blocks: [
          { kind: 'list', title: 'Assumed', items: ASSUMED },
          { kind: 'list', title: 'What it cannot show', items: LIMITS },
        ],
      },
    ],
    footer: 'Drawn by ebb study adl.',
  })
}

const whole = (usd: string): string => Math.round(Number(usd)).toLocaleString('en-US')
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const factsOf = ({ totals, shocks, accounts }: AdlStudy): readonly Fact[] => [
  { label: 'Needed', value: `$${whole(totals.needed)}`, note: 'price gaps times sizes, all waves' },
  {
    label: 'Taken',
    value: `$${whole(totals.taken)}`,
    note: `$${whole(totals.tooMuch)} too much in some waves, $${whole(totals.tooLittle)} too little in others`,
  },
  {
    label: 'Missing',
    value: `$${whole(totals.deficit)}`,
    note: `$${whole(totals.deficitOnce)} if a loss that comes again to the cent in ${totals.repeats} waves counts once`,
  },
  {
    label: 'Shocks without a deficit',
    value: `${shocks.withoutDeficit} of ${shocks.shocks}`,
    note: `the queue took $${whole(shocks.takenWithoutDeficit)} in them`,
  },
  {
    label: 'Force-closed',
    value: `$${whole(accounts.notional)}`,
    note: `${accounts.accounts} accounts; the ten largest ${percent(accounts.topShares.ten)}`,
  },
]

const published = (comparisons: readonly PublishedFigure[]): Section => ({
  id: 'published',
  title: 'Beside the published figures',
  blocks: [
    {
      kind: 'list',
      title: 'Published, measured here, verdict',
      items: comparisons.map(
        ({ what, published: theirs, measured, agrees }) =>
          `${what}: ${theirs}; ${measured}; ${agrees === null ? 'not the same accounts' : agrees ? 'agrees' : 'differs'}`,
      ),
    },
  ],
})

const titleOf = ({ totals }: AdlStudy): string => {
  const times = Number(totals.needed) > 0 ? Number(totals.taken) / Number(totals.needed) : 0
  return `The queue took ${times.toFixed(1)} times what the waves needed`
}
