import type { Block, Figure, Section, TableFigure } from '@ebbline/charts'
import { receiptsTable } from './report-story-receipts.ts'
import { bookFigure, courseFigure, ladderFigure, positionFigure } from './report-story-figures.ts'
import { openingText, outcomeText, unlikeText } from './report-story-words.ts'
import { chooseTale, type AccountTale } from './report-tale.ts'
import type { ReportView } from './report-view.ts'

/** Section f: one account under every policy, from trigger to receipt; nothing when no account that was followed was treated. */
export const storySections = (view: ReportView): readonly Section[] => {
  const tale = chooseTale(view)
  return tale === null ? [] : [storySection(view, tale)]
}

const storySection = (view: ReportView, tale: AccountTale): Section => {
  const texts = [openingText(view, tale), outcomeText(view, tale.subject)]
  const course = courseFigure(view, tale)
  const position = positionFigure(view, tale)
  const ladder = ladderFigure(view, tale)
  const book = bookFigure(view, tale)
  const figure = (each: Figure | TableFigure | null): readonly Block[] =>
    each === null ? [] : [{ kind: 'figure', figure: each }]
  return {
    id: 'story',
    title: 'One account, told to the end',
    lead: `${tale.account}: ${unlikeText(tale)}`,
    blocks: [
      ...texts.map((text): Block => ({ kind: 'text', text })),
      ...figure(receiptsTable(view, tale)),
      ...figure(course),
      ...figure(position),
      ...figure(ladder),
      ...figure(book),
    ],
  }
}
