// Whether what was acknowledged is there exactly once and nothing is half written: asked of the database, the files and the mail server.
import { createHash } from 'node:crypto'
import { createReadStream, readdirSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { folderFiles } from '#db/folder-files.ts'
import { findUnnamed, removeUnnamed } from '#db/unnamed-files.ts'
import { verifyPartnership } from '#jobs/verify-audit.ts'
import type { PostBox } from './post-box.ts'
import type { Service } from './service.ts'
import type { Ledger } from './workload.ts'

export type Findings = { readonly wrong: string[]; readonly counts: Record<string, number> }

const all = async <Row extends object>({ database }: Service, sql: string, values: readonly unknown[]): Promise<readonly Row[]> => (await database.owner.query<Row>(sql, [...values])).rows
const countOf = async (service: Service, sql: string, values: readonly unknown[]): Promise<number> => Number((await all<{ n: string }>(service, sql, values))[0]?.n ?? 0)

const WAITING = `select (select count(*) from outbox where handed_on_at is null) + (select count(*) from pgboss.job where name = 'news' and state in ('created', 'retry', 'active'))
  + (select count(*) from outgoing_messages where means <> 'post' and state in ('waiting', 'sending')) + (select count(*) from imports where state = 'running') as n`

/**
 * Waits until nothing is under way. Two waits of the service are cut short, and nothing else: the pause before a failed job is
 * tried again, and the ten minutes after which a message that was being sent when its worker died is taken up.
 * @returns the seconds it took
 */
export const untilQuiet = async (service: Service, most: number): Promise<number> => {
  const began = performance.now()
  for (let looks = 0; ; looks += 1) {
    const left = await countOf(service, WAITING, []).catch(() => -1)
    const seconds = (performance.now() - began) / 1000
    if (left === 0) return Math.round(seconds)
    if (seconds > most) throw new Error(`${left} things are still under way after ${most} seconds`)
    if (looks % 10 === 9) {
      await service.database.owner.query(`update pgboss.job set start_after = now() where name = 'news' and state = 'retry'`).catch(() => undefined)
      await service.database.owner.query(`update outgoing_messages set claimed_at = now() - interval '11 minutes' where state = 'sending' and claimed_at < now() - interval '20 seconds'`).catch(() => undefined)
      await service.database.owner.query(`update outgoing_messages set next_try_at = now() where state = 'waiting' and next_try_at > now()`).catch(() => undefined)
    }
    await pause(500)
  }
}

/** The three figures that matter, over everything together. */
const tally = ({ counts }: Findings, acknowledged: number, lost: number, twice: number): void => {
  for (const [name, n] of [['acknowledged in all', acknowledged], ['of these lost', lost], ['kept more than once', twice]] as const) counts[name] = (counts[name] ?? 0) + n
}

const onceEach = async (service: Service, found: Findings, what: string, markers: readonly string[], sql: string): Promise<void> => {
  const rows = await all<{ marker: string; n: string }>(service, sql, [service.partnership.id])
  const seen = new Map(rows.map(({ marker, n }) => [marker, Number(n)]))
  for (const marker of markers) if (seen.get(marker) !== 1) found.wrong.push(`${what} ${marker} was acknowledged and is there ${seen.get(marker) ?? 0} times`)
  for (const [marker, n] of seen) if (n > 1) found.wrong.push(`${what} ${marker} is there ${n} times`)
  tally(found, markers.length, markers.filter(marker => (seen.get(marker) ?? 0) === 0).length, [...seen.values()].filter(n => n > 1).length)
  found.counts[`${what}: acknowledged`] = markers.length
  found.counts[`${what}: there`] = seen.size
}

const records = async (service: Service, { reports, closed, messages, uploads, imports }: Ledger, found: Findings): Promise<void> => {
  await onceEach(service, found, 'reports', reports.map(({ marker }) => marker), `select substring(story from 'at night (\\S+)$') as marker, count(*) as n from reports where partnership_id = $1 and channel = 'web' group by 1`)
  await onceEach(service, found, 'messages on own page', messages.map(({ marker }) => marker), `select substring(body from 'again (\\S+)$') as marker, count(*) as n from entries where partnership_id = $1 and kind = 'message' group by 1`)
  // However many somebody writes, one answer is due.
  const due = await all<{ id: string; n: string }>(service, `select e.case_id as id, (select count(*) from diary_items d where d.case_id = e.case_id and d.kind = 'message to answer' and d.done_at is null and d.cancelled_at is null) as n
    from entries e where e.partnership_id = $1 and e.kind = 'message' group by e.case_id`, [service.partnership.id])
  for (const { id, n } of due) if (Number(n) !== 1) found.wrong.push(`${n} answers are due on case ${id}, where somebody wrote`)
  found.counts['answers due'] = due.length
  await onceEach(service, found, 'files in parts', uploads.map(({ marker }) => marker), `select says as marker, count(*) as n from attachments where partnership_id = $1 and kind = 'video' group by 1`)
  const endings = (what: string): string => `select c.id::text as marker, (${what}) as n from cases c where c.partnership_id = $1 and c.status = 'closed'`
  const ids = closed.map(({ caseId }) => caseId)
  await onceEach(service, found, 'closings', ids, endings(`select count(*) from entries e where e.case_id = c.id and e.kind = 'closing' and e.summary = 'Case closed'`))
  await onceEach(service, found, 'closing letters', ids, endings(`select count(*) from outgoing_messages m where m.case_id = c.id and m.purpose = 'case closed'`))
  for (const { marker, rows } of imports) {
    const [n, keys] = [await countOf(service, `select count(*) as n from reports where partnership_id = $1 and external_key like $2 || '-%'`, [service.partnership.id, marker]), await countOf(service, `select count(distinct external_key) as n from reports where partnership_id = $1 and external_key like $2 || '-%'`, [service.partnership.id, marker])]
    tally(found, rows, Math.max(0, rows - keys), Math.max(0, n - keys))
    if (n !== rows || keys !== rows) found.wrong.push(`import ${marker}: ${rows} rows were to come in, ${n} are there under ${keys} keys`)
  }
  found.counts['imports: acknowledged'] = imports.length
  found.counts['imported rows'] = await countOf(service, `select count(*) as n from reports where partnership_id = $1 and external_key is not null`, [service.partnership.id])
  for (const { reference, marker } of reports) {
    if (await countOf(service, `select count(*) as n from reports where partnership_id = $1 and reference = $2 and story like '%' || $3`, [service.partnership.id, reference, marker]) !== 1) found.wrong.push(`report ${marker} was given the reference ${reference} and does not have it`)
  }
}

/** Every report that asks for a letter has one; every reader acted once on every announcement. */
const news = async (service: Service, found: Findings): Promise<void> => {
  const due = await all<{ reference: string; n: string }>(service, `select r.reference, (select count(*) from outgoing_messages m where m.report_id = r.id and m.purpose = 'report received') as n
    from reports r where r.partnership_id = $1 and r.channel = 'web' and not r.anonymous`, [service.partnership.id])
  for (const { reference, n } of due) if (Number(n) !== 1) found.wrong.push(`report ${reference} should have one letter, and has ${n}`)
  const twice = await countOf(service, `select count(*) as n from (select outbox_id, reader from news_acted_on where partnership_id = $1 group by 1, 2 having count(*) > 1) t`, [service.partnership.id])
  if (twice > 0) found.wrong.push(`${twice} announcements were read twice by a reader`)
  found.counts['announcements'] = await countOf(service, 'select count(*) as n from outbox where partnership_id = $1', [service.partnership.id])
  found.counts['jobs given up'] = await countOf(service, `select count(*) as n from pgboss.job where name = 'news-given-up' or (name = 'news' and state = 'failed')`, [])
  if ((found.counts['jobs given up'] ?? 0) > 0) found.wrong.push('news was given up')
}

const letters = async (service: Service, { taken }: PostBox, found: Findings): Promise<void> => {
  const times = new Map<string, number>()
  for (const id of taken) times.set(id, (times.get(id) ?? 0) + 1)
  for (const [id, n] of times) if (n > 1) found.wrong.push(`email ${id} was taken ${n} times`)
  const written = await all<{ id: string; state: string; asked: boolean }>(service, `select id, state, exists (select from diary_items d where d.about_kind = 'message' and d.about_id = m.id and d.done_at is null) as asked
    from outgoing_messages m where partnership_id = $1 and means = 'email' and state not in ('withheld')`, [service.partnership.id])
  const known = new Set(written.map(({ id }) => id))
  for (const id of times.keys()) if (!known.has(id)) found.wrong.push(`email ${id} was taken, and nothing here wrote it`)
  const [sent, unsure] = [written.filter(({ state }) => state === 'sent'), written.filter(({ state }) => state === 'unsure')]
  for (const { id } of sent) if (times.get(id) !== 1) found.wrong.push(`message ${id} is said to be sent, and was taken ${times.get(id) ?? 0} times`)
  for (const { id, asked } of unsure) if (!asked) found.wrong.push(`nobody is asked about message ${id}, which may or may not have gone`)
  for (const { id, state } of written) if (state !== 'sent' && state !== 'unsure') found.wrong.push(`message ${id} is ${state}`)
  Object.assign(found.counts, { 'emails due': written.length, 'emails sent once': sent.length, 'emails a person is asked about': unsure.length, 'of these taken by the server': unsure.filter(({ id }) => times.has(id)).length })
}

const digest = async (file: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

const files = async (service: Service, { uploads, reports }: Ledger, found: Findings): Promise<void> => {
  const rows = await all<{ storedAs: string; shownAs: string | null; sha256: string; homed: boolean }>(service, `select stored_as as "storedAs", shown_as as "shownAs", sha256, (case_id is not null or report_id is not null) as homed from attachments where partnership_id = $1`, [service.partnership.id])
  for (const { storedAs, sha256 } of rows) if (await digest(path.join(service.filesFolder, storedAs)).catch(() => 'missing') !== sha256) found.wrong.push(`file ${storedAs} is not what its row says`)
  const whole = new Map(rows.map(({ sha256, homed }) => [sha256, homed]))
  for (const { marker, sha256 } of uploads) if (!whole.has(sha256)) found.wrong.push(`the bytes of ${marker} are not what was sent`)
  for (const { marker, sha256 } of reports) if (sha256 !== undefined && whole.get(sha256) !== true) found.wrong.push(`the photo of ${marker} is ${whole.has(sha256) ? 'in no report' : 'not there'}`)
  // What `amity files --remove` would take in a week, and whether everything that rows name is as it was without it.
  const looking = { owner: service.database.ownerConfig, place: folderFiles(service.filesFolder), before: new Date(Date.now() + 1_000), progress: () => undefined }
  const { named, unnamed } = await findUnnamed(looking)
  const swept = await removeUnnamed(looking, unnamed)
  const after = await findUnnamed(looking)
  if (swept.files !== unnamed.length || after.unnamed.length > 0 || after.named !== named) found.wrong.push(`of ${unnamed.length} files without a row ${swept.files} were swept away, ${after.unnamed.length} stayed; of ${named} with one ${after.named} are there`)
  for (const { storedAs, shownAs } of rows) for (const name of shownAs === null ? [storedAs] : [storedAs, shownAs]) if (await folderFiles(service.filesFolder).look(name) === undefined) found.wrong.push(`file ${name} of a row is gone`)
  const halves = new Set((await all<{ id: string }>(service, 'select id from half_uploads', [])).map(({ id }) => `half-${id}`))
  const incoming = readdirSync(path.join(service.filesFolder, 'incoming')).filter(name => !halves.has(name))
  Object.assign(found.counts, { 'files': rows.length, 'files that rows name': named, 'files without a row': unnamed.length, 'left in incoming': incoming.length })
}

export const leftWhole = async (service: Service, ledger: Ledger, box: PostBox): Promise<Findings> => {
  const found: Findings = { wrong: [...ledger.faults], counts: {} }
  await records(service, ledger, found)
  await news(service, found)
  await letters(service, box, found)
  await files(service, ledger, found)
  const { findings, rows } = await verifyPartnership(service.database, service.partnership.id)
  found.counts['lines of the trail verified'] = rows
  for (const { says } of findings.slice(0, 10)) found.wrong.push(`the trail: ${says}`)
  const open = await countOf(service, `select count(*) as n from pg_stat_activity where datname = 'amity' and state like 'idle in transaction%' and state_change < now() - interval '5 seconds'`, [])
  if (open > 0) found.wrong.push(`${open} transactions were left open`)
  return found
}
