// A letter as it stands: what it says, what is in its way, what became of it, and the document itself, checked against its hash.
import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { sayMoment } from '#kernel/time.ts'
import { caseAt, type Case } from '#rooms/cases/index.ts'
import { keepsContact } from '#rooms/people/index.ts'
import { Badge } from '#ui/casework.tsx'
import { InsetText, SummaryList } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { PaperPage } from '#ui/papers/paper-page.tsx'
import type { Paper } from '#ui/papers/paper.ts'
import { DataTable } from '#ui/tables.tsx'
import { body, notThere, page, refused, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { printPapers } from '#web/press.ts'
import { faultsOf } from './letter-ready.ts'
import { letterWith, sayMethod, servicesOf, type Letter } from './letter-store.ts'
import { LETTER_TONE, sayLetter, sayTemplate } from './letter-words.ts'
import { paperOf, recipientOf, writerOf } from './paper-parts.ts'

type At = { readonly theCase: Case; readonly letter: Letter }
const letterToSee = async (work: OfficerWork, ask: Ask): Promise<At | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const id = ask.params['letter'] ?? ''
  const letter = looksLikeId(id) ? await letterWith(work, theCase.id, id) : undefined
  return letter === undefined ? notThere : { theCase, letter }
}

/** Without the address: that stands in the document alone. */
export const paperOfLetter = async (work: OfficerWork, { theCase, letter }: At): Promise<Paper> => {
  if (letter.paper !== undefined) return letter.paper
  const [writer, to] = [await writerOf(work, theCase.leadAgencyId, letter.writtenBy ?? work.actor.officerId, theCase.leadOfficerId), await recipientOf(work, letter.personId)]
  return paperOf({ kind: letter.kind, title: letter.title, blocks: letter.blocks, variant: letter.variant, language: letter.language, reference: letter.fullReference, madeAt: work.now }, writer, to, false)
}

const factsOf = ({ letter }: At) => [
  ['To', letter.to], ['Reference', letter.fullReference], ['Template', sayTemplate(letter)], ['Form', letter.variant === 'other language' ? `another language (${letter.language})` : letter.variant],
  ...letter.channel === null ? [] : [['Goes', letter.channel]], ...letter.safeBecause === null ? [] : [['Safe because', letter.safeBecause]], ...letter.readyAt === null ? [] : [['Made', sayMoment(letter.readyAt)]],
  ...letter.sha256 === null ? [] : [['SHA-256 of the document', letter.sha256]], ...letter.withdrawnBecause === null ? [] : [['Withdrawn because', letter.withdrawnBecause]],
].map(([key = '', value = '']) => ({ key: { text: key }, value: { html: <span class="amity-as-typed">{value}</span> } }))

export const seeLetter = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const at = await letterToSee(work, ask)
  if ('kind' in at) return at
  const { theCase, letter } = at
  const [paper, services, mayWork] = [await paperOfLetter(work, at), await servicesOf(work, letter.id), work.may('work on cases')]
  const faults = letter.state === 'draft' ? await faultsOf(work, letter, paper) : []
  const here = `/cases/${theCase.reference}/letters/${letter.id}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `${letter.title}: a letter on ${theCase.reference}` }} narrow back={{ href: `/cases/${theCase.reference}#letters` }}>
      <span class="govuk-caption-l">{letter.fullReference}</span>
      <h1 class="govuk-heading-l">{letter.title}</h1>
      <p class="govuk-body"><Badge text={sayLetter(letter)} tone={LETTER_TONE[letter.state]} /></p>
      {faults.length === 0 ? null : <InsetText html={<><strong>Before it may go</strong><ul class="govuk-list govuk-list--bullet">{faults.map(fault => <li>{fault}</li>)}</ul></>} />}
      <div class="govuk-button-group">
        {mayWork && letter.state === 'draft' ? <><a class="govuk-button" role="button" href={`${here}/send`}>Send it</a><a class="govuk-button govuk-button--secondary" role="button" href={`${here}/edit`}>Change it</a></> : null}
        {mayWork && (letter.state === 'printed' || letter.state === 'sent') ? <a class="govuk-button" role="button" href={`${here}/served`}>Record how it was served</a> : null}
        <a class="govuk-link" href={`${here}/pdf`}>{letter.storedAs === null ? 'See it as a PDF' : 'Open the document (PDF)'}</a>
        {mayWork ? <a class="govuk-link" href={`${here}/docx`}>As .docx, to edit elsewhere</a> : null}
        {mayWork && (letter.state === 'draft' || letter.state === 'waiting') ? <a class="govuk-link" href={`${here}/withdraw`}>Withdraw it</a> : null}
      </div>
      {SummaryList({ rows: factsOf(at) })}
      {services.length === 0 ? null : <DataTable id="served" caption="How it was served" captionSize="s" rows={services} narrow="stack" columns={[
        { heading: 'How', rowHeader: true, cell: row => sayMethod(row.method) }, { heading: 'When', cell: row => sayMoment(row.servedAt) }, { heading: 'Proof', cell: row => row.proof }, { heading: 'Recorded by', cell: row => row.recordedBy ?? '' },
      ]} />}
      <PaperPage paper={paper} />
      {letter.storedAs === null ? null : <p class="govuk-body">The address stands in the document alone.</p>}
    </OfficerPage>,
    { about: { kind: 'case', id: theCase.id } },
  )
}

/** Whether this officer may open a document with this person's address in it. */
export const mayReadAddress = async (work: OfficerWork, { personId, confidential, channel }: Pick<Letter, 'personId' | 'confidential' | 'channel'>): Promise<boolean> =>
  channel !== 'post' && channel !== 'by hand' ? true : confidential?.includes('address') !== true || await keepsContact(work, personId)

const KEPT = 'The document carries an address that is kept confidential. Whoever keeps it opens it.'
export const seeLetterPdf = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const at = await letterToSee(work, ask)
  if ('kind' in at) return at
  const { theCase, letter } = at
  const about = { kind: 'case', id: theCase.id }
  const fileName = `${letter.fullReference.replace('/', '-')}.pdf`
  if (letter.storedAs === null) {
    const printed = await printPapers({ papers: [await paperOfLetter(work, at)], at: work.now })
    return 'wrong' in printed ? refused(printed.wrong) : body('application/pdf', printed.pdf, { fileName: `draft-${fileName}`, about })
  }
  if (!await mayReadAddress(work, letter)) return refused(KEPT)
  const kept = await buffer((await ask.files.open(letter.storedAs)).stream)
  if (createHash('sha256').update(kept).digest('hex') !== letter.sha256) return refused('The file in the store is not the document that was sent. Do not rely on it: tell whoever runs the service now.')
  await work.record('letter document opened', { kind: 'letter', id: letter.id }, { how: 'file' })
  return body('application/pdf', kept, { fileName, about })
}

export const seeLetterDocx = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const at = await letterToSee(work, ask)
  if ('kind' in at) return at
  // The maker of such files is large and seldom wanted: read when first asked for, so that the service starts sooner.
  const { paperAsDocx } = await import('#ui/papers/paper-docx.ts')
  return body('application/vnd.openxmlformats-officedocument.wordprocessingml.document', await paperAsDocx(await paperOfLetter(work, at)), { fileName: `${at.letter.fullReference.replace('/', '-')}.docx`, about: { kind: 'case', id: at.theCase.id } })
}
