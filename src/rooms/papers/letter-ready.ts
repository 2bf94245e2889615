// Whether a letter may go to this person now, and how: asked before it is sent and asked again before it is printed.
import { createHmac } from 'node:crypto'
import type { OfficerWork } from '#db/work.ts'
import { namedToPerson, partiesOf } from '#rooms/cases/index.ts'
import { addresseeOf, saySafeContact, whyNoDocument } from '#rooms/people/index.ts'
import { partsTheLawAsks } from '#rooms/wordings/index.ts'
import { plainText, type Paper } from '#ui/papers/paper.ts'
import { gapIn } from './field-catalogue.ts'
import { givesAway, type Named } from './letter-checks.ts'
import { partsIn, type Letter } from './letter-store.ts'
import { addressLines, type Recipient } from './paper-parts.ts'
import { missingContents, sayContent, wordsOf } from './template-text.ts'

export const CHANNELS = ['post', 'email', 'by hand'] as const
export type Channel = (typeof CHANNELS)[number]
export type Ways = { readonly rule: string; readonly open: readonly Channel[]; readonly shut: readonly string[]; readonly email: string | null; readonly isChild: boolean; /** Why no document may go with an email. */ readonly noDocument?: string }

/** The safe-contact rule and what we know of them decide; an officer chooses among what is left. */
export const waysTo = async (work: OfficerWork, caseId: string, to: Recipient): Promise<Ways> => {
  const [person, parts] = [await addresseeOf(work, to.personId), await partsIn(work, caseId, to.personId)]
  if (person === undefined || parts.length === 0) return { rule: 'They are not on this case any more.', open: [], shut: [], email: null, isChild: false }
  const safe = (means: string): boolean => person.safeMeans.some(one => one === means)
  const forResponsible = parts.some(({ role, forRole }) => role === 'parent or guardian' && forRole === 'alleged perpetrator')
  const ways: readonly (readonly [Channel, string | undefined])[] = [
    ['post', !safe('post') ? 'Post is not a safe means for them' : to.keptAddress && to.address === null ? 'Their address is kept confidential: whoever keeps it sends this letter' : addressLines(to).length === 0 ? 'We have no address for them' : undefined],
    ['email', !safe('email') ? 'Email is not a safe means for them' : forResponsible ? 'A letter about somebody they look after does not go by email' : (person.email ?? '') === '' ? 'We have no email address we may use' : undefined],
    ['by hand', safe('visit') ? undefined : 'Visiting is not a safe means for them'],
  ]
  const noDocument = whyNoDocument(person)
  return { rule: saySafeContact(person), open: ways.flatMap(([way, not]) => not === undefined ? [way] : []), shut: ways.flatMap(([, not]) => not ?? []), email: person.email, isChild: parts.some(({ isChild }) => isChild), ...(noDocument === undefined ? {} : { noDocument }) }
}

/** What stands in the way of this letter as it is written; nothing when it may go. */
export const faultsOf = async (work: OfficerWork, letter: Pick<Letter, 'caseId' | 'personId' | 'templateKey' | 'title' | 'blocks' | 'contents'>, paper: Paper): Promise<readonly string[]> => {
  const gap = [letter.title, ...letter.blocks.flatMap(wordsOf)].map(gapIn).find(one => one !== undefined)
  // What the law asks for is asked again here: an old version of an agency's own may have left it out.
  const missing = missingContents([...new Set([...letter.contents, ...partsTheLawAsks(letter.templateKey)])], letter.blocks)
  const words = [...gap === undefined ? [] : [`Put the right words in place of ${gap}`], ...missing.map(content => `It must say: ${sayContent(content)}. Without it the paper does not stand`)]
  return [...words, ...await saysTooMuch(work, letter, paper)]
}

const saysTooMuch = async (work: OfficerWork, { caseId, personId }: Pick<Letter, 'caseId' | 'personId'>, paper: Paper): Promise<readonly string[]> => {
  const [parts, parties] = [await partsIn(work, caseId, personId), await partiesOf(work, caseId)]
  const said = plainText(paper)
  const isAboutThem = parts.some(({ role, forRole }) => role === 'alleged perpetrator' || (role === 'parent or guardian' && forRole === 'alleged perpetrator'))
  if (!isAboutThem) return (await namedToPerson(work, caseId, { said })).length > 0 ? ['It names or describes somebody who is said to be responsible, or gives their address. Take it out: they must not learn it from us'] : []
  const named: readonly Named[] = parties
  const them = named.find(one => one.personId === personId)
  const given = them === undefined ? [] : givesAway(said, them, named)
  return given.length === 0 ? [] : [`It gives ${given.join(' and ')} of somebody who reported this, was harmed or saw it. Take it out: it could put them at risk`]
}

/** Shows, and tells nobody else, whether an address is still the one the document was made with. */
export const digestOfAddress = (secret: string, letterId: string, to: Recipient): string => createHmac('sha256', secret).update(`${letterId}\n${addressLines(to).join('\n')}`).digest('hex')

/** With the address in its place, as only the document and the print have it. */
export const addressedTo = (paper: Paper, to: Recipient): Paper => ({ ...paper, recipient: [...paper.recipient.slice(0, 1), ...addressLines(to)] })
