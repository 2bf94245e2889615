// What PostgreSQL did for the statements of a page: replayed as the pages' role with row security, with the plan of each and of every
// statement inside the functions they call (auto_explain), and how many rows each step read.
import type pg from 'pg'
import { z } from 'zod'
import type { Heard } from '#db/open.ts'

type Node = { readonly 'Node Type': string; readonly 'Relation Name'?: string | undefined; readonly 'Index Name'?: string | undefined; readonly 'Actual Rows': number; readonly 'Actual Loops': number; readonly 'Rows Removed by Filter'?: number | undefined; readonly 'Rows Removed by Index Recheck'?: number | undefined; readonly Plans?: readonly Node[] | undefined }
const node: z.ZodType<Node> = z.object({
  'Node Type': z.string(), 'Relation Name': z.string().optional(), 'Index Name': z.string().optional(), 'Actual Rows': z.number(), 'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(), 'Rows Removed by Index Recheck': z.number().optional(), Plans: z.array(z.lazy(() => node)).optional(),
})
const explained = z.object({ 'Query Text': z.string(), Plan: node })

/** One step that reads a table: how, and how many rows it looked at, kept or not. */
export type Read = { readonly table: string; readonly by: string; readonly rows: number; readonly statement: string }

const readsOf = (step: Node, statement: string): readonly Read[] => [
  ...step['Relation Name'] === undefined ? [] : [{
    table: step['Relation Name'], by: step['Index Name'] === undefined ? step['Node Type'] : `${step['Node Type']} by ${step['Index Name']}`, statement,
    rows: Math.round((step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0) + (step['Rows Removed by Index Recheck'] ?? 0)) * step['Actual Loops']),
  }],
  ...(step.Plans ?? []).flatMap(inner => readsOf(inner, statement)),
]

/** A superuser's connection that is told each plan. */
export const listenToPlans = async (client: pg.Client): Promise<void> => {
  await client.query(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on; set auto_explain.log_format = json; set auto_explain.log_level = notice;
    set auto_explain.log_analyze = on; set auto_explain.log_timing = off; set auto_explain.log_buffers = off; set client_min_messages = notice`)
}

/** Replays what a page asked, keeping nothing of it. */
export const readsOfPage = async (client: pg.Client, heard: readonly Pick<Heard, 'sql' | 'parameters'>[]): Promise<readonly Read[]> => {
  const reads: Read[] = []
  const hear = ({ message = '' }: { readonly message?: string | undefined }): void => {
    const at = message.indexOf('{')
    if (!message.startsWith('duration:') || at < 0) return
    const read = explained.parse(JSON.parse(message.slice(at)))
    reads.push(...readsOf(read.Plan, read['Query Text'].replaceAll(/\s+/g, ' ').trim()))
  }
  client.on('notice', hear)
  try {
    await client.query('begin; set local role amity_web')
    for (const { sql, parameters } of heard) await client.query(sql, [...parameters])
  } finally {
    await client.query('rollback')
    client.off('notice', hear)
  }
  return reads
}
