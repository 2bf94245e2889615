// SQL on settings and their history: what stands, who changed it and why, and one change at a time.
import { sql } from 'kysely'
import type { OfficerWork, Work } from '#db/work.ts'
import { everySetting } from './every-setting.ts'
import type { Setting } from './settings.ts'

export type SettingChange = {
  readonly key: string; readonly agencyId: string | null; readonly number: number; readonly kind: 'changed' | 'confirmed' | 'back to the default'
  readonly was: unknown; readonly became: unknown; readonly why: string; readonly source: string | null; readonly by: string; readonly at: Date
}

/** All values that stand in place of a default, the partnership's (agencyId null) and the agencies' own. */
export const storedSettings = (work: Work) => work.db.selectFrom('settings').select(['key', 'agencyId', 'value']).limit(2000).execute()

/** One setting as it stands for each of these agencies: their own, else the partnership's, else the default. */
export const settingOfAgencies = async <Value>(work: Work, { key, shape, fallback }: Setting<Value>, agencyIds: readonly string[]): Promise<ReadonlyMap<string, Value>> => {
  const stored = (await storedSettings(work)).filter(one => one.key === key)
  return new Map(agencyIds.map(id => {
    const read = shape.safeParse((stored.find(({ agencyId }) => agencyId === id) ?? stored.find(({ agencyId }) => agencyId === null))?.value ?? fallback)
    return [id, read.success ? read.data : fallback]
  }))
}

const changes = (work: Work) => work.db.selectFrom('settingChanges as c').innerJoin('officers as o', join => join.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.officerId'))
  .select(['c.key', 'c.agencyId', 'c.number', 'c.kind', 'c.was', 'c.became', 'c.why', 'c.source', 'o.name as by', 'c.at'])

/** The last change of each setting, of the partnership and of each agency. */
export const lastChanges = async (work: Work): Promise<readonly SettingChange[]> =>
  changes(work).distinctOn(['c.key', 'c.agencyId']).orderBy('c.key').orderBy('c.agencyId').orderBy('c.number', 'desc').$castTo<SettingChange>().execute()

/** The history of one setting for the partnership (null) or one agency, newest first. */
export const changesOf = (work: Work, key: string, agencyId: string | null): Promise<readonly SettingChange[]> =>
  changes(work).where('c.key', '=', key).where('c.agencyId', agencyId === null ? 'is' : '=', agencyId).orderBy('c.number', 'desc').limit(100).$castTo<SettingChange>().execute()

export type NewChange = {
  readonly key: string; readonly agencyId: string | null; readonly number: number; readonly kind: SettingChange['kind']
  readonly was: unknown; readonly became: unknown; readonly why: string; readonly source: string
}

const asJson = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

/** Writes a change and its history. False: somebody else's change took this number first, and nothing was written. */
export const changeSetting = async (work: OfficerWork, change: NewChange): Promise<boolean> => {
  const { rows } = await sql`insert into setting_changes (partnership_id, agency_id, key, number, kind, was, became, why, source, officer_id, at)
    values (${work.partnership.id}, ${change.agencyId}::uuid, ${change.key}, ${change.number}, ${change.kind}, ${asJson(change.was)}, ${asJson(change.became)}, ${change.why}, ${change.source || null}, ${work.actor.officerId}, ${work.now})
    on conflict do nothing returning id`.execute(work.db)
  if (rows.length === 0) return false
  if (change.kind === 'back to the default') {
    await work.db.deleteFrom('settings').where('key', '=', change.key).where('agencyId', change.agencyId === null ? 'is' : '=', change.agencyId).execute()
    return true
  }
  await sql`insert into settings (partnership_id, agency_id, key, value, source, changed_at)
    values (${work.partnership.id}, ${change.agencyId}::uuid, ${change.key}, ${asJson(change.became)}, ${change.source || null}, ${work.now})
    on conflict (partnership_id, coalesce(agency_id, '00000000-0000-0000-0000-000000000000'), key)
    do update set value = excluded.value, source = excluded.source, changed_at = excluded.changed_at`.execute(work.db)
  return true
}

/** A proposal nobody here has confirmed or changed yet. */
export const isUnconfirmed = (setting: { readonly key: string; readonly sure: boolean }, last: readonly SettingChange[]): boolean => {
  const change = last.find(({ key, agencyId }) => key === setting.key && agencyId === null)
  return !setting.sure && (change === undefined || change.kind === 'back to the default')
}

/** How many settings are proposals nobody has confirmed. */
export const unconfirmedSettings = async (work: Work): Promise<number> => {
  const last = await lastChanges(work)
  return everySetting.filter(setting => isUnconfirmed(setting, last)).length
}
