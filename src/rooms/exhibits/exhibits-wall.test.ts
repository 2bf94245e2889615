// The wall round what is known of a file: to another agency it is as though no such file were there.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { caseIn } from '#test/harness/cases.ts'
import { openTown } from '#test/harness/town.ts'
import { exhibitsRoom } from './index.ts'

test('a file of another agency’s case is answered like no file at all, by every table and door that names one', async () => {
  const town = await openTown({ rooms: [exhibitsRoom] })
  const given = await caseIn(town)
  const hidden = await town.work(async work => { const id = work.newId(); await work.db.insertInto('attachments').values({ partnershipId: town.partnership.id, id, caseId: given.id, storedAs: 'x', fileName: 'door.jpg', mediaType: 'image/jpeg', size: 1, sha256: 'x', kind: 'photo', givenBy: 'officer', givenAt: work.now, agencyId: town.council.id }).execute(); return id })
  const [police, actor] = [await town.as('police'), await town.actor('police')]
  const NOTHING = '01890000-0000-7000-8000-000000000000'
  const tried = (attachmentId: string, caseId: string) => ({
    facts: `insert into file_facts (partnership_id, attachment_id, case_id, source, written_at, written_by) values (${town.partnership.id}, '${attachmentId}', ${caseId}, 'person', now(), '${actor.officerId}')`,
    transcript: `insert into transcripts (partnership_id, attachment_id, case_id, body, written_at, written_by) values (${town.partnership.id}, '${attachmentId}', ${caseId}, 'x', now(), '${actor.officerId}')`,
    note: `insert into file_notes (partnership_id, attachment_id, case_id, body, written_at, written_by) values (${town.partnership.id}, '${attachmentId}', ${caseId}, 'x', now(), '${actor.officerId}')`,
    redaction: `insert into redactions (partnership_id, attachment_id, case_id, kind, marks, reason, made_for, made_at, made_by) values (${town.partnership.id}, '${attachmentId}', ${caseId}, 'boxes', '[]', 'child', 'x', now(), '${actor.officerId}')`,
    exhibit: `insert into exhibits (partnership_id, case_id, attachment_id, reference, description, given_at, given_by) values (${town.partnership.id}, ${caseId === 'null' ? `'${NOTHING}'` : caseId}, '${attachmentId}', 'PP/1', 'x', now(), '${actor.officerId}')`,
    half: `insert into half_uploads (partnership_id, case_id, officer_id, file_name, size, says, visibility, shared, began_at, last_at) values (${town.partnership.id}, ${caseId === 'null' ? `'${NOTHING}'` : caseId}, '${actor.officerId}', 'x', 1, 'x', 'staff', false, now(), now())`,
  })
  const said = async (statement: string): Promise<string> => town.workAs(actor, work => sql.raw(statement).execute(work.db)).then(() => 'written', (problem: unknown) => problem instanceof Error ? problem.message : 'unknown')
  for (const [name, statement] of Object.entries(tried(NOTHING, 'null'))) {
    const same = await said(statement)
    expect([name, same]).toEqual([name, expect.stringMatching(/^no such (record|case)$/)])
    for (const caseId of ['null', `'${given.id}'`]) expect([name, await said(Object.entries(tried(hidden, caseId)).find(([one]) => one === name)?.[1] ?? '')]).toEqual([name, same])
  }
  for (const path of ['', '/custody', '/facts', '/transcript', '/notes', '/boxes', '/spans', '/words']) {
    const [theirs, nobodys] = [await police.get(`/evidence/file/${hidden}${path}`), await police.get(`/evidence/file/${NOTHING}${path}`)]
    expect([path, theirs.status, nobodys.status]).toEqual([path, 404, 404])
  }
  expect(await town.workAs(actor, async work => (await sql`select * from amity.file_openings(${hidden}::uuid)`.execute(work.db)).rows)).toEqual([])
})
