// What may be done by hand with an item of the diary, and where the others are done. Promises to people harmed are kept, not put off.
import type { DiaryKind } from './diary-store.ts'

/** Done, put off or handed over in the diary itself. Everything else settles when the thing itself is done. */
const BY_HAND: readonly DiaryKind[] = ['task', 'interview', 'manager review', 'tenancy', 'legal', 'panel referral', 'evidence to home', 'last letter']
export const isByHand = (kind: DiaryKind): boolean => BY_HAND.includes(kind)

/** Legal dates cannot be moved by whoever finds them inconvenient. */
const FIXED: readonly DiaryKind[] = ['tenancy', 'legal', 'last letter']
export const mayPutOff = (kind: DiaryKind): boolean => isByHand(kind) && !FIXED.includes(kind)

/** What a lawful tool in use asks for is done on its own page, which the case file leads to. */
const TOOLS: readonly string[] = ['matter', 'matter clock', 'gate assessment', 'matter override']

type Where = { readonly kind: DiaryKind; readonly reference: string | null; readonly aboutId: string | null; readonly aboutKind: string | null }
const ON_CASE: Partial<Record<DiaryKind, readonly [path: string, text: string]>> = {
  'first contact': ['add', 'Write down the contact'], 'victim update': ['add', 'Write down the contact'], 'risk assessment': ['risk', 'Assess the risk'], 'closing answer': ['closing', 'Answer it'], 'plan action': ['', 'Open the plan'], 'hold ends': ['hold/end', 'End the hold'], 'message to answer': ['', 'Read and answer'],
}

/** Tasks that are dealt with on a page of their own, by what they are about. */
const ABOUT: Readonly<Record<string, readonly [href: string, text: string]>> = {
  'marker': ['/markers/{id}/decide', 'Decide on the marker'], 'marker review': ['/markers/{id}/decide', 'Review the marker'], 'circle': ['/circles/{id}/review', 'Review the circle'], 'circle keeper': ['/circles/{id}/hand-on', 'Name a keeper'],
  'public spaces order': ['/public-spaces/orders/{id}', 'Extend it in time'], 'public spaces look': ['/public-spaces/orders/{id}', 'Look at it again'], 'broken glass review': ['/break-glass/{id}/review', 'Review it'], 'conflicts to confirm': ['/conflicts/confirm', 'Confirm them'],
}

/** Where this item is dealt with; undefined when it is dealt with in the diary. */
export const whereDone = ({ kind, reference, aboutId, aboutKind }: Where): { readonly href: string; readonly text: string } | undefined => {
  if (kind === 'transfer answer') return { href: '/transfers', text: 'Answer the offer' }
  if ((kind === 'referral answer' || aboutKind === 'referral') && aboutId !== null) return { href: `/referrals/${aboutId}`, text: kind === 'referral answer' ? 'Answer the referral' : 'Open the referral' }
  if (kind === 'improvement' && aboutId !== null) return { href: `/improvements/${aboutId}`, text: 'Open the improvement' }
  if (kind === 'survey') return { href: '/surveys', text: 'Open the surveys' }
  if (aboutKind === 'certification' && aboutId !== null) return { href: `/certifications/${aboutId}`, text: 'Confirm access' }
  const there = aboutKind === null || aboutId === null ? undefined : ABOUT[aboutKind]
  if (there !== undefined && aboutId !== null) return { href: there[0].replace('{id}', aboutId), text: there[1] }
  if (aboutKind === 'lead in conflict' && reference !== null) return { href: `/cases/${reference}/lead`, text: 'Name another lead officer' }
  if (aboutKind === 'report') return { href: '/reports', text: 'Reports waiting' }
  if (aboutKind === 'diary sheets' && reference !== null) return { href: `/cases/${reference}#diary-sheets`, text: 'Read the diary sheets' }
  if (aboutKind !== null && TOOLS.includes(aboutKind) && reference !== null) return { href: `/cases/${reference}#tools`, text: 'Open the lawful tools' }
  if (aboutKind === 'attachment' && reference === null) return { href: '/evidence', text: 'Find it a home' }
  if (aboutKind?.startsWith('service ') === true) return { href: '/service', text: 'See how the service is' }
  if (aboutKind === 'scanner') return { href: '/evidence', text: 'See which files wait' }
  const on = ON_CASE[kind]
  if (on === undefined || reference === null) return undefined
  const [path, text] = on
  if (kind === 'plan action' && aboutKind === 'plan step' && aboutId !== null) return { href: `/cases/${reference}/plan-steps/${aboutId}`, text: 'What became of it?' }
  return { href: `/cases/${reference}${path === '' ? kind === 'plan action' ? '#plan' : '#own-page' : `/${path}`}`, text }
}
