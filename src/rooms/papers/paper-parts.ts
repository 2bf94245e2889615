// Puts a paper together: who writes, to whom, in which words, and how it looks. Pure but for what it reads of agency, officer and person.
import type { Work } from '#db/work.ts'
import { londonDay, sayDate } from '#kernel/time.ts'
import { contactOf } from '#rooms/people/index.ts'
import { drawable, type Block, type FrameWords, type Paper, type Variant } from '#ui/papers/paper.ts'
import { isColour, mayBeBrand } from '#ui/theme.ts'
import type { Case } from '#rooms/cases/index.ts'
import type { PaperKind } from '#rooms/wordings/index.ts'
import { filled, type FieldSource } from './field-catalogue.ts'
import { withWords } from './template-text.ts'

const ENGLISH: FrameWords = { page: 'Page {page} of {pages}', closing: 'Yours sincerely', signed: 'Signed', dated: 'Date', date: 'Date', reference: 'Our reference', confidential: 'Private and confidential' }
/** Other languages' frames. A language without one has the English frame round its own words. */
const FRAMES: Readonly<Record<string, FrameWords>> = {
  cy: { page: 'Tudalen {page} o {pages}', closing: 'Yn gywir', signed: 'Llofnod', dated: 'Dyddiad', date: 'Dyddiad', reference: 'Ein cyfeirnod', confidential: 'Preifat a chyfrinachol' },
  pl: { page: 'Strona {page} z {pages}', closing: 'Z poważaniem', signed: 'Podpis', dated: 'Data', date: 'Data', reference: 'Nasz numer', confidential: 'Prywatne i poufne' },
}
/** Languages a letter may be written in here; those written from the right say so. */
export const LANGUAGES: readonly { readonly code: string; readonly name: string; readonly rightToLeft?: true }[] = [
  { code: 'ar', name: 'Arabic', rightToLeft: true }, { code: 'bn', name: 'Bengali' }, { code: 'zh', name: 'Chinese (simplified)' }, { code: 'cy', name: 'Welsh' }, { code: 'en', name: 'English' }, { code: 'es', name: 'Spanish' }, { code: 'fa', name: 'Farsi', rightToLeft: true }, { code: 'fr', name: 'French' }, { code: 'gu', name: 'Gujarati' },
  { code: 'it', name: 'Italian' }, { code: 'lt', name: 'Lithuanian' }, { code: 'pl', name: 'Polish' }, { code: 'pt', name: 'Portuguese' }, { code: 'pa', name: 'Punjabi (Gurmukhi)' }, { code: 'ro', name: 'Romanian' }, { code: 'ru', name: 'Russian' }, { code: 'so', name: 'Somali' },
  { code: 'sq', name: 'Albanian' }, { code: 'tr', name: 'Turkish' }, { code: 'uk', name: 'Ukrainian' }, { code: 'ur', name: 'Urdu', rightToLeft: true }, { code: 'vi', name: 'Vietnamese' },
]
const OUR_BLUE = '#1d70b8'

export type Writer = { readonly source: Pick<FieldSource, 'officer' | 'agency' | 'lead'>; readonly colour: string | null }

/** Whoever signs, for the agency that leads the case. */
export const writerOf = async (work: Work, agencyId: string, signedBy: string, leadOfficerId: string | undefined): Promise<Writer> => {
  const agency = await work.db.selectFrom('agencies').select(['name', 'phone', 'email', 'address', 'brandColour']).where('id', '=', agencyId).executeTakeFirstOrThrow()
  const people = await work.db.selectFrom('officers').select(['id', 'name', 'jobTitle', 'phone']).where('id', 'in', [signedBy, leadOfficerId ?? signedBy]).execute()
  const officer = people.find(({ id }) => id === signedBy) ?? { name: agency.name, jobTitle: null, phone: null }
  return { source: { agency, officer, lead: people.find(({ id }) => id === leadOfficerId) }, colour: agency.brandColour }
}

export type Recipient = { readonly personId: string; readonly givenName: string; readonly familyName: string; readonly address: string | null; readonly postcode: string | null; readonly keptAddress: boolean }
/** The person as this officer may read them: the address is null to whoever may not. */
export const recipientOf = async (work: Work, personId: string): Promise<Recipient | undefined> => {
  const row = await work.db.selectFrom('people as p').select(['p.id as personId', 'p.givenName', 'p.familyName', 'p.confidential']).select([contactOf('address').as('address'), contactOf('postcode').as('postcode')]).where('p.id', '=', personId).executeTakeFirst()
  return row === undefined ? undefined : { ...row, keptAddress: row.confidential.includes('address') }
}
/** Lines for the window: what was typed, broken at commas and line ends, at most six, the postcode last. */
export const addressLines = ({ address, postcode }: Pick<Recipient, 'address' | 'postcode'>): readonly string[] => {
  const lines = (address ?? '').split(/,|\n/).map(line => line.trim()).filter(line => line !== '')
  const whole = postcode === null || postcode === '' || lines.some(line => line.replaceAll(' ', '').toUpperCase().includes(postcode.replaceAll(' ', '').toUpperCase())) ? lines : [...lines, postcode]
  return whole.length <= 5 ? whole : [...whole.slice(0, 3), whole.slice(3, -1).join(', '), ...whole.slice(-1)]
}

export const sourceOf = (work: Work, writer: Writer, theCase: Pick<Case, 'reference' | 'openedAt'> | undefined, person: FieldSource['person']): FieldSource =>
  ({ ...writer.source, today: work.today, theCase, person })
export const filledBlocks = (blocks: readonly Block[], source: FieldSource): readonly Block[] => blocks.map(block => withWords(block, text => filled(text, source)))

export type Letter = { readonly kind: PaperKind; readonly title: string; readonly blocks: readonly Block[]; readonly variant: Variant; readonly language: string; readonly reference: string; readonly madeAt: Date }
/** @param to undefined: to nobody yet, as in a preview; `withAddress`: behind the window, which only the document itself has */
export const paperOf = ({ kind, title, blocks, variant, language, reference, madeAt }: Letter, { source: { agency, officer }, colour }: Writer, to: Recipient | undefined, withAddress: boolean): Paper => {
  const frame = FRAMES[language] ?? ENGLISH
  // A notice is issued and an agreement signed; nobody is yours sincerely in them.
  const closing = frame !== ENGLISH ? undefined : kind === 'notice' ? 'Issued by' : kind === 'agreement' ? 'Signed for us by' : undefined
  const words = closing === undefined ? frame : { ...frame, closing }
  const contact = [agency.name, agency.phone, agency.email].filter(line => line !== null && line !== '')
  return {
    variant, language, direction: LANGUAGES.find(({ code }) => code === language)?.rightToLeft === true ? 'rtl' : 'ltr', title: drawable(title), colour: colour !== null && isColour(colour) && mayBeBrand(colour) ? colour : OUR_BLUE,
    sender: { name: agency.name, lines: (agency.address ?? '').split(/\n/).map(line => line.trim()).filter(line => line !== '').slice(0, 3) },
    delivery: words.confidential, addressed: true,
    recipient: to === undefined ? [''] : [`${to.givenName} ${to.familyName}`.trim(), ...withAddress ? addressLines(to) : []],
    particulars: [[words.date, sayDate(londonDay(madeAt))], [words.reference, reference]], blocks: blocks.map(block => withWords(block, drawable)),
    signatory: { name: officer.name, lines: [...officer.jobTitle === null || officer.jobTitle === '' ? [] : [officer.jobTitle], agency.name] }, footer: contact.join(', '), words,
  }
}
