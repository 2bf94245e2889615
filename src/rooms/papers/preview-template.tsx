// A template with a real case, as a page and as a PDF, before anybody approves it. Only a case the officer may see, and nothing is kept.
import type { OfficerWork } from '#db/work.ts'
import { caseAt, partiesOf, type Case } from '#rooms/cases/index.ts'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { PaperPage } from '#ui/papers/paper-page.tsx'
import type { Paper } from '#ui/papers/paper.ts'
import { body, notThere, page, refused, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { printPapers } from '#web/press.ts'
import { filled, gapIn } from './field-catalogue.ts'
import { filledBlocks, paperOf, recipientOf, sourceOf, writerOf } from './paper-parts.ts'
import { templateAt } from './see-templates.tsx'
import { wordsOf } from './template-text.ts'

type Previewed = { readonly paper: Paper; readonly theCase: Case; readonly name: string; readonly at: string }

const preview = async (work: OfficerWork, ask: Ask): Promise<Previewed | Answer> => {
  const template = await templateAt(work, ask)
  if (template === undefined) return notThere
  const theCase = work.may('see cases') ? await caseAt(work, { ...ask, params: { reference: textOf(ask.query, 'case').trim() } }) : notThere
  if ('kind' in theCase) return refused('There is no case with this reference that you can see. Go back and check it.')
  const [first] = (await partiesOf(work, theCase.id)).filter(({ personId }) => personId !== null)
  const to = first?.personId == null ? undefined : await recipientOf(work, first.personId)
  const writer = await writerOf(work, theCase.leadAgencyId, work.actor.officerId, theCase.leadOfficerId)
  const source = sourceOf(work, writer, theCase, to)
  const paper = paperOf({ kind: template.kind, title: filled(template.title, source), blocks: filledBlocks(template.blocks, source), variant: 'standard', language: 'en', reference: theCase.reference, madeAt: work.now }, writer, to, false)
  return { paper, theCase, name: template.name, at: `/templates/${template.row?.id ?? template.key}` }
}

export const previewTemplate = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const made = await preview(work, ask)
  if ('kind' in made) return made
  const gaps = [...new Set(made.paper.blocks.flatMap(block => wordsOf(block).flatMap(text => gapIn(text) ?? [])))]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Preview: ${made.name}` }} narrow back={{ href: made.at }}>
      <h1 class="govuk-heading-l">{made.name}, with {made.theCase.reference}</h1>
      <InsetText text={`A preview: nothing is kept or sent.${gaps.length === 0 ? '' : ` ${gaps.length} ${gaps.length === 1 ? 'gap is' : 'gaps are'} left for the officer to fill.`}`} />
      <p class="govuk-body"><a class="govuk-link" href={`${made.at}/preview/pdf?case=${encodeURIComponent(made.theCase.reference)}`}>See it as a PDF</a></p>
      <PaperPage paper={made.paper} />
    </OfficerPage>,
    { about: { kind: 'case', id: made.theCase.id } },
  )
}

export const previewTemplatePdf = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const made = await preview(work, ask)
  if ('kind' in made) return made
  const printed = await printPapers({ papers: [made.paper], at: work.now })
  return 'wrong' in printed ? refused(printed.wrong) : body('application/pdf', printed.pdf, { fileName: 'preview.pdf', about: { kind: 'case', id: made.theCase.id } })
}
