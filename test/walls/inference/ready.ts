// Makes both worlds and everything the walk needs to know of them, once.
import { crawl, type Crawled } from './crawl.ts'
import type { Worlds } from './compare.ts'
import { hideAll } from './hidden.ts'
import { keysOf } from './keys.ts'
import { hiddenDoors, type HiddenDoor, type Shared } from './requests.ts'
import { makeBase, openWorld, type Base } from './worlds.ts'

export type Ready = Worlds & { readonly base: Base; readonly crawled: Crawled; readonly hidden: readonly HiddenDoor[]; readonly shared: Shared; readonly close: () => Promise<void> }

/** Tables that hang on a case and hold nothing of the hidden ones: what somebody typed when their session had ended, half-made grants and half uploads, each its writer's own. */
const EMPTY = ['own_page_kept', 'case_grant_drafts', 'half_uploads']

/** Doors no ordinary record of the demonstration opens with a page of its own, and why. They are walked all the same, with what they answer. */
export const NOT_OPENED: Readonly<Record<string, string>> = {
  '/cases/:reference/gate/:tool/:subject/:assessment/sign': 'the demonstration’s is signed', '/cases/:reference/matters/:matter/overrides/:override': 'the demonstration’s is answered', '/law/records/:record': 'nobody has recorded anything of the law',
  '/set-up/:token': 'its link works once, before there is a service', '/choose-password/:token': 'its link works once', '/report/resume/:token': 'leads on to a page', '/my-case/link/:token': 'leads on to a page', '/survey/:token': 'its link is in a letter',
  '/report': 'leads on to a page', '/report/sent': 'nothing was sent yet', '/report/check': 'leads back to what is missing', '/report/files': 'leads back to what is missing', '/my-case/code': 'leads back: nobody asked for a code', '/my-case/leave': 'leads to another site',
  '/open311/v2/*': 'answers that there is no such method', '/imports/:id/columns': 'the import of the demonstration is past it', '/imports/:id/check': 'the import of the demonstration is past it',
  '/cases/:reference/share/:agency/:draft': 'no grant is half made', '/circles/:circle/places/:place/end': 'no place is kept by a circle', '/circles/:circle/places/add': 'no place is kept by a circle', '/leavings/:leaving': 'no agency is leaving', '/our-records/:export': 'nothing was exported', '/our-records/leave': 'no agency is leaving',
  '/people/:person/keepers/:officer/remove': 'nobody is kept confidential by it', '/prove/back/:agencyId': 'a provider comes back here', '/prove/with-provider': 'there is no provider', '/referrals/:referral/working': 'none is accepted', '/sign-in/back/:agencyId': 'a provider comes back here', '/sign-in/code': 'nobody is half signed in', '/sign-in/with/:id': 'there is no provider',
  '/single-sign-on/:agencyId/check': 'there is no provider', '/single-sign-on/:agencyId/try': 'there is no provider',
  '/print-runs/:run': 'nothing was printed in a run', '/print-runs/:run/pdf': 'nothing was printed in a run', '/templates/:template/decide': 'no agency wrote a template of its own', '/templates/:template/edit': 'no agency wrote a template of its own', '/templates/:template/preview': 'no agency wrote a template of its own', '/templates/:template/preview/pdf': 'no agency wrote a template of its own',
  '/calendars/:token': 'its link is shown once, to the officer', '/public-spaces/proposals/:proposal/make': 'the demonstration prepares an extension', '/public-spaces/proposals/:proposal/vary': 'the demonstration prepares an extension', '/public-spaces/proposals/:proposal/discharge': 'the demonstration prepares an extension',
  '/cases/:reference/circle': 'a restricted case alone has one', '/cases/:reference/circle/:officer/remove': 'a restricted case alone has one',
}

export const getReady = async (): Promise<Ready> => {
  const base = await makeBase()
  const map = await openWorld('map', base)
  const seeing = [...base.insiders.slice(0, 1), ...base.walkers.filter(({ who }) => /administrator|another agency|own page|nobody|key/.test(who))]
  const ordinary = await keysOf(map.database, 'ordinary')
  const crawled = await crawl(map, seeing, ordinary, Object.keys(NOT_OPENED))
  await map.close()
  const without = await openWorld('without', base)
  const withHidden = await openWorld('with', base, async (database, now) => {
    const missing = await hideAll(database, now)
    if (missing.join() !== EMPTY.join()) throw new Error(`The hidden cases have no row in ${missing.join(', ')}: give one in hidden.ts, or an ordinary case one in walkers.ts`)
  })
  const { rows: [shared] } = await without.database.owner.query<Shared>(`select family_name as "familyName", phone, email, address, postcode from own_page_links l join people p on p.id = l.person_id order by l.token_hash limit 1`)
  if (shared === undefined) throw new Error('Nobody is known')
  const hiddenKeys = await keysOf(withHidden.database, 'hidden')
  const hidden = await hiddenDoors(crawled, withHidden, hiddenKeys, base.insiders, shared)
  return {
    base, crawled, hidden, shared, without, withHidden, known: new Set([...ordinary, ...hiddenKeys].flatMap(({ id, reference }) => reference === null ? [id] : [id, reference])),
    close: async () => { await without.close(); await withHidden.close(); await base.drop() },
  }
}
