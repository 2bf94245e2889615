// A case shared with the police by the pages, as an officer does it: filled in, previewed, confirmed.
import type { GivenCase } from './cases.ts'
import type { Town } from './town.ts'

const until = { 'until-day': '3', 'until-month': '7', 'until-year': '2026' }
/** Everything the form asks but who authorised it. */
export const answers = { parts: ['chronology', 'evidence'], mayAdd: 'yes', gateway: 'safeguarding', gatewayBecause: 'She is followed home', purpose: 'other', typedPurpose: 'Keeping her safe', necessity: 'They patrol the road', minimised: 'Without names', consent: 'given', consentBecause: '', askedBy: '', ...until }

/** @returns the address of the preview it came from. */
export const share = async (town: Town, path: string, more: Record<string, string | string[]> = {}, who: 'officer' | 'manager' = 'officer'): Promise<string> => {
  const officer = await town.as(who)
  const filled = await officer.send(`${path}/share/${town.police.id}`, { ...answers, authorisedBy: (await town.actor('manager')).officerId, ...more })
  if (filled.status !== 303) throw new Error(filled.says)
  await officer.send(filled.location ?? '', { read: 'yes' })
  return filled.location ?? ''
}

export const liveGrant = async (town: Town, { id }: GivenCase): Promise<string> => (await town.work(work => work.db.selectFrom('caseGrants').select('id').where('caseId', '=', id).where('endedAt', 'is', null).executeTakeFirst()))?.id ?? ''
