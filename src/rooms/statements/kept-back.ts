// What of the chronology stays out of court papers unless somebody who may says why: restricted entries, and those that tell how to reach somebody.
import type { Entry } from '#rooms/cases/index.ts'

const PHONE = /(?:\+44|\(?\b0)(?:[ ()-]{0,2}\d){9,10}\b/
const EMAIL = /[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,63}/
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/i

export const KEPT_BACK = ['restricted', 'contact details'] as const
export type KeptBack = (typeof KEPT_BACK)[number]

/** Why an entry is kept back; empty when it may simply be chosen. Attempts to reach somebody say when and how it is safe. */
export const keptBack = ({ visibility, kind, summary, body }: Pick<Entry, 'visibility' | 'kind' | 'summary' | 'body'>): readonly KeptBack[] => {
  const said = `${summary}\n${body}`
  const tells = kind === 'contact attempt' || PHONE.test(said) || EMAIL.test(said) || POSTCODE.test(said)
  return [...visibility === 'restricted' ? ['restricted' as const] : [], ...tells ? ['contact details' as const] : []]
}
