// All SQL on two agencies becoming one.
import { sql } from 'kysely'
import { z } from 'zod'
import type { OfficerWork } from '#db/work.ts'

const shape = z.object({ officers: z.number(), teams: z.number(), openCases: z.number(), endedCases: z.number(), reports: z.number(), people: z.number(), homes: z.number(), keys: z.number() })
export type Holdings = z.infer<typeof shape>

/** What the whole of an agency has. What only a few see is not counted, and stays with the few. */
export const holdingsOf = async (work: OfficerWork, agencyId: string): Promise<Holdings | undefined> => {
  const { rows } = await sql<{ held: unknown }>`select amity.agency_holdings(${agencyId}::uuid) as held`.execute(work.db)
  const read = shape.safeParse(rows[0]?.held)
  return read.success ? read.data : undefined
}

/** 'done', or why not. */
export const mergeAgencies = async (work: OfficerWork, fromId: string, intoId: string): Promise<string> => {
  await sql`set local statement_timeout = '15min'`.execute(work.db)
  return (await sql<{ became: string }>`select amity.merge_agencies(${fromId}::uuid, ${intoId}::uuid) as became`.execute(work.db)).rows[0]?.became ?? 'not theirs'
}
