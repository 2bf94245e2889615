// All SQL of what others published about the area: the files read, and their incidents.
import { sql } from 'kysely'
import { day } from '#kernel/time.ts'
import type { Work } from '#db/work.ts'
import type { StreetRow } from './police-file.ts'

const SOURCE = 'police.uk'
const AT_ONCE = 5_000

export type KnownFile = { readonly id: string; readonly sha256: string; readonly timesReplaced: number }

/** The file of this month and force, held until the end of this work so that two imports cannot both load it. */
export const knownFile = async (work: Work, month: string, force: string): Promise<KnownFile | undefined> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`context ${work.partnership.id} ${month} ${force}`}, 0))`.execute(work.db)
  return work.db.selectFrom('contextFiles').select(['id', 'sha256', 'timesReplaced']).where('source', '=', SOURCE).where('month', '=', day(`${month}-01`)).where('force', '=', force).executeTakeFirst()
}

export type Loaded = { readonly month: string; readonly force: string; readonly sha256: string; readonly fileName: string; readonly rows: readonly StreetRow[]; readonly unlocated: number }

/** Loads the rows, in place of the file before it where there is one. */
export const keepFile = async (work: Work, file: Loaded, before: KnownFile | undefined): Promise<void> => {
  const { month, force, sha256, fileName, rows, unlocated } = file
  const name = `${month} ${force}`
  const about = { sha256, fileName, rows: rows.length, unlocated, loadedAt: work.now, loadedBy: work.actor.kind === 'officer' ? work.actor.officerId : null }
  if (before === undefined) {
    await work.db.insertInto('contextFiles').values({ partnershipId: work.partnership.id, source: SOURCE, month: day(`${month}-01`), force, ...about }).execute()
  } else {
    await work.db.deleteFrom('contextIncidents').where('source', '=', SOURCE).where('sourceFile', '=', name).execute()
    await work.db.updateTable('contextFiles').set({ ...about, timesReplaced: before.timesReplaced + 1 }).where('id', '=', before.id).execute()
  }
  for (let from = 0; from < rows.length; from += AT_ONCE) await insertRows(work, { name, month, rows: rows.slice(from, from + AT_ONCE) })
}

const insertRows = async (work: Work, { name, month, rows }: { readonly name: string; readonly month: string; readonly rows: readonly StreetRow[] }): Promise<void> => {
  await sql`insert into context_incidents (partnership_id, source, source_file, source_line, month, crime_id, crime_type, location, latitude, longitude, area_code, area_name, reported_by, falls_within, outcome)
    select ${work.partnership.id}, ${SOURCE}, ${name}, r.line, ${`${month}-01`}::date, r."crimeId", r."crimeType", r.location, r.latitude, r.longitude, r."areaCode", r."areaName", r."reportedBy", r."fallsWithin", r.outcome
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (line int, "crimeId" text, "crimeType" text, location text, latitude float8, longitude float8, "areaCode" text, "areaName" text, "reportedBy" text, "fallsWithin" text, outcome text)`.execute(work.db)
}

/** How many incidents there are by month ('YYYY-MM') and type, and how many of them have no point. */
export const contextCounts = async (work: Work): Promise<readonly { readonly month: string; readonly crimeType: string; readonly rows: number; readonly unlocated: number }[]> => {
  const { rows } = await sql<{ month: string; crimeType: string; rows: number; unlocated: number }>`select to_char(month, 'YYYY-MM') as month, crime_type, count(*)::int as rows, (count(*) filter (where latitude is null))::int as unlocated
    from context_incidents where source = ${SOURCE} group by 1, 2 order by 1, 2`.execute(work.db)
  return rows
}
