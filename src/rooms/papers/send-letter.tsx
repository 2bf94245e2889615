// Sends a letter: is it safe, by which means, does it say what it must and no more. Then the document is made, kept, and never changed.
import { createHash, randomUUID } from 'node:crypto'
import { writeFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { OfficerWork } from '#db/work.ts'
import { insertEntry } from '#rooms/cases/index.ts'
import { writeMessage, type KeptDocument } from '#rooms/letters/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { ChoiceField, Form, SubmitButton, YesNoField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { PaperPage } from '#ui/papers/paper-page.tsx'
import { plainText, type Paper } from '#ui/papers/paper.ts'
import { refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { choice, yesNo } from '#web/fields.ts'
import type { FileStore } from '#web/file-store.ts'
import { form, problems } from '#web/form.ts'
import { printPapers } from '#web/press.ts'
import { draftAt, type LetterAt } from './edit-letter.tsx'
import { addressedTo, CHANNELS, digestOfAddress, faultsOf, waysTo, type Channel, type Ways } from './letter-ready.ts'
import { letterIsReady } from './letter-store.ts'
import { recipientOf, type Recipient } from './paper-parts.ts'
import { paperOfLetter } from './see-letter.tsx'

type Loaded = LetterAt & { readonly to: Recipient; readonly ways: Ways; readonly paper: Paper; readonly faults: readonly string[] }
const WAYS = [...CHANNELS, 'email with document'] as const
type Way = (typeof WAYS)[number]
const fields = { safe: yesNo({ empty: 'Answer whether it is safe to write to them now' }), channel: choice(WAYS, { empty: 'Select how it goes' }) }
const channelOf = (way: Way): Channel => way === 'email with document' ? 'email' : way
/** The safe-contact rule decides whether a document may lie in their inbox; that nobody else reads it, the officer. */
const waysOpen = ({ open, noDocument }: Ways): readonly Way[] => open.flatMap(way => way === 'email' && noDocument === undefined ? [way, 'email with document' as const] : [way])
const SAYS: Readonly<Record<Way, string>> = { 'email with document': 'By email, with the document attached', post: 'By post, in the next print run', email: 'By email', 'by hand': 'By hand: print the document and take it to them' }
const HINTS: Readonly<Record<Way, string>> = { 'email with document': 'Only where nobody else reads this inbox. Mail that goes through GOV.UK Notify carries the words alone', post: '', email: 'Its words go as plain text under “A letter for you”; the document is kept here. It is checked again as it leaves', 'by hand': 'Record afterwards when and how it was given' }

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const at = await draftAt(work, ask)
  if ('kind' in at) return at
  const to = await recipientOf(work, at.letter.personId)
  if (to === undefined) return refused('This person is no longer on record.')
  const paper = await paperOfLetter(work, at)
  return { ...at, to, paper, ways: await waysTo(work, at.theCase.id, to), faults: await faultsOf(work, at.letter, paper) }
}

/** The document in the store, and what proves that it is this one. */
const keepDocument = async (files: FileStore, pdf: Buffer) => {
  const path = join(files.incoming, randomUUID())
  await writeFile(path, pdf, { mode: 0o600 })
  const storedAs = await files.keep(path)
  await rm(path, { force: true })
  return { storedAs, sha256: createHash('sha256').update(pdf).digest('hex'), size: pdf.length }
}

const sendByEmail = async (work: OfficerWork, { theCase, letter: { personId }, paper }: Loaded, document: KeptDocument | undefined): Promise<string | undefined> => {
  const person = await addresseeOf(work, personId)
  if (person === undefined) return undefined
  // The letter says by which means it goes; that the means is safe was asked above, and is asked again as it leaves.
  const written = await writeMessage(work, { ...person, safeMeans: person.safeMeans.filter(means => means === 'email') }, { purpose: 'letter', subject: 'A letter for you', body: plainText(paper), ...(document === undefined ? {} : { document }) }, { caseId: theCase.id, reportId: null, agencyId: theCase.leadAgencyId })
  return written.state === 'waiting' ? written.id : undefined
}

const noteIt = (work: OfficerWork, { theCase, letter }: Loaded, channel: Channel): Promise<string> => insertEntry(work, theCase.id, {
  kind: 'letter', direction: 'out', happenedAt: work.now, summary: `${letter.templateName} to ${letter.to}, ${channel === 'post' ? 'for the post' : channel === 'email' ? 'by email' : 'to be given by hand'} (${letter.fullReference})`, body: letter.title,
  // What went to others than whoever reported or was harmed is for staff.
  visibility: letter.role === 'harmed' || letter.role === 'reporting' ? 'public' : 'staff', personId: letter.personId,
})

const madeFor = async (work: OfficerWork, loaded: Loaded, channel: Channel, ask: Ask) => {
  const { letter, paper, to } = loaded
  const printed = await printPapers({ papers: [channel === 'email' ? paper : addressedTo(paper, to)], at: work.now })
  return 'wrong' in printed ? printed : { ...await keepDocument(ask.files, printed.pdf), pages: printed.pages[0]?.to ?? 1, paper, addressDigest: channel === 'email' ? null : digestOfAddress(ask.secret, letter.id, to), channel, safeBecause: loaded.ways.rule }
}

export const sendLetter = form<OfficerWork, typeof fields, Loaded>({
  fields, load,
  rules: [({ channel }, { loaded }) => channel === undefined || waysOpen(loaded.ways).includes(channel) ? undefined : { field: 'channel', text: `It may not go that way. ${channel === 'email with document' && loaded.ways.noDocument !== undefined ? `${loaded.ways.noDocument}.` : loaded.ways.rule}` }],
  start: ({ ways }) => { const [only, another] = waysOpen(ways); return only === undefined || another !== undefined ? {} : { channel: only } },
  act: async (work, loaded, { safe, channel: way }, ask) => {
    const channel = channelOf(way)
    const { theCase, letter, faults } = loaded
    if (!safe) return problems({ field: 'safe', text: 'Then nothing has been sent. Keep the draft, and tell them in a way that is safe or wait until it is' })
    const [fault] = faults
    if (fault !== undefined) return problems({ field: 'channel', text: fault })
    const made = await madeFor(work, loaded, channel, ask)
    if ('wrong' in made) return problems({ field: 'channel', text: made.wrong })
    const messageId = channel === 'email' ? await sendByEmail(work, loaded, way === 'email with document' ? made : undefined) : null
    if (messageId === undefined || !await letterIsReady(work, letter, { ...made, messageId })) {
      await ask.files.remove(made.storedAs)
      return problems({ field: 'channel', text: 'A colleague has changed or sent this letter meanwhile. Open it again' })
    }
    await noteIt(work, loaded, channel)
    return seeOther(`/cases/${theCase.reference}/letters/${letter.id}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, letter, ways, paper, faults }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Send a letter' }} state={state} narrow back={{ href: `/cases/${theCase.reference}/letters/${letter.id}` }}>
      <h1 class="govuk-heading-l">Send this letter to {letter.to}?</h1>
      <InsetText html={<><strong>{ways.rule}</strong>{ways.isChild ? ' They are a child: a parent or guardian may have to be written to as well.' : ''}</>} />
      {faults.length === 0 ? null : <ul class="govuk-list govuk-list--bullet">{faults.map(fault => <li>{fault}</li>)}</ul>}
      {ways.open.length === 0 ? <><p class="govuk-body">It cannot go to them now.</p><ul class="govuk-list govuk-list--bullet">{ways.shut.map(why => <li>{why}</li>)}</ul></> : (
        <Form action={action} csrf={csrf} once={once} keep={`send-${letter.id}`}>
          <YesNoField name="safe" label="Is it safe to write to them now?" hint="Who else opens the post or the email there? Has anything changed since they told us?" state={state} />
          <ChoiceField name="channel" label="How does it go?" state={state} choices={waysOpen(ways).map(value => ({ value, text: SAYS[value], ...(HINTS[value] === '' ? {} : { hint: HINTS[value] }) }))} />
          {ways.noDocument === undefined || !ways.open.includes('email') ? null : <p class="govuk-hint">By email its words go alone. {ways.noDocument}.</p>}
          {ways.shut.length === 0 ? null : <p class="govuk-hint">{ways.shut.join('. ')}.</p>}
          <SubmitButton text="Send it" />
        </Form>
      )}
      <PaperPage paper={paper} />
    </OfficerPage>
  ),
})
