// What a letter must not give away, by whom it goes to. Pure: the names come from the case, the words from the letter.
import type { PartyRole } from '#rooms/cases/index.ts'

export type Named = { readonly role: PartyRole; readonly personId: string | null; readonly givenName: string | null; readonly familyName: string | null; readonly phone: string | null; readonly email: string | null; readonly address: string | null }

const PROTECTED: readonly PartyRole[] = ['reporting', 'harmed', 'witness', 'advocate']
const WORD = /[\p{L}\d'’-]+/gu
/** The words of a text, without the 's of an owner. */
const wordsIn = (text: string): readonly string[] => [...text.normalize('NFKC').matchAll(WORD)].map(([word]) => word.replace(/['’][sS]$/u, ''))
const folded = (text: string): string => wordsIn(text).join(' ').toLowerCase()
/** Whether these words stand in a text, one after the other and each whole. */
const follow = (text: readonly string[], wanted: readonly string[]): boolean => wanted.length > 0 && text.some((_, at) => wanted.every((word, step) => text[at + step] === word))
const says = (text: string, name: string): boolean => name.trim().length >= 2 && follow(wordsIn(text.toLowerCase()), wordsIn(name.toLowerCase()))
/** As a name is written: "Will" and "WILL", but not "we will". */
const calls = (text: string, name: string): boolean => name.trim().length >= 2 && [name, name.toUpperCase()].some(one => follow(wordsIn(text), wordsIn(one)))
const digits = (text: string): string => text.replaceAll(/\D/g, '')

const houseIn = (address: string): string | undefined => /\b\d+\w?\s+\p{L}[\p{L}'’-]*(?:\s+\p{L}[\p{L}'’-]*)?/u.exec(address)?.[0]

/**
 * Of a letter to somebody who is said to be responsible: how it names or places those who reported, were harmed or saw it.
 * What the recipient shares with them (a family name, an address) tells nothing and is let through.
 */
export const givesAway = (text: string, to: Named, parties: readonly Named[]): readonly string[] => {
  const others = parties.filter(({ personId, role }) => PROTECTED.includes(role) && personId !== null && personId !== to.personId)
  const found = others.flatMap(({ givenName, familyName, phone, email, address }) => {
    const house = address === null ? undefined : houseIn(address)
    return [
      ...familyName !== null && folded(familyName) !== folded(to.familyName ?? '') && says(text, familyName) ? [`the name ${familyName}`] : [],
      // A given name that is also a word ("Will", "Grace") counts where it stands with a capital.
      ...givenName !== null && folded(givenName) !== folded(to.givenName ?? '') && calls(text, givenName) ? [`the name ${givenName}`] : [],
      ...phone !== null && digits(phone).length >= 6 && digits(text).includes(digits(phone)) ? ['a telephone number'] : [],
      ...email !== null && email !== '' && text.toLowerCase().includes(email.toLowerCase()) ? ['an email address'] : [],
      ...house !== undefined && !folded(to.address ?? '').includes(folded(house)) && says(text, house) ? [`the address ${house}`] : [],
    ]
  })
  return [...new Set(found)]
}

/** Two letters of one case to different people in one run: the wrong sheet in an envelope tells one about the other. */
export const needsEnvelopeCheck = (letters: readonly { readonly caseId: string; readonly personId: string }[]): boolean =>
  [...Map.groupBy(letters, ({ caseId }) => caseId).values()].some(of => new Set(of.map(({ personId }) => personId)).size > 1)
