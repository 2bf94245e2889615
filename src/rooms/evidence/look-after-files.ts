// What the worker does with files: viruses first, then clean copies. A scanner that is down holds nothing up but the copies.
import type { Database } from '#db/open.ts'
import { keepWork, type SystemWork } from '#db/work.ts'
import { asGate, findPartnershipById } from '#jobs/outbox.ts'
import { sayMoment } from '#kernel/time.ts'
import { note, settleKind } from '#rooms/diary/index.ts'
import { officersWhoMay } from '#rooms/partnership/index.ts'
import type { FileStore } from '#web/file-store.ts'
import { askClamd, type ClamdAddress } from './clamd.ts'
import { makeCleanCopy } from './clean-copy.ts'
import { leadOf, oldestNotScanned, scannerAlarmStands, setCopy, setRead, setScan, toCopy, toRead, toScan, watcherOfReport } from './evidence-store.ts'
import { readFileItself } from './read-file.ts'

const DAY = 24 * 3_600_000
const MOST = 5
export type LookAfter = { readonly database: Database; readonly files: FileStore; readonly clamd: ClamdAddress | undefined; readonly clock: () => Date }

type Found = Awaited<ReturnType<typeof toScan>>[number]
const tellOfVirus = async (work: SystemWork, { id, caseId, reportId, agencyId, fileName }: Found): Promise<void> => {
  // What came with a half-made report is its writer's own: it is shown as locked when the report is read.
  if (caseId === null && reportId === null) return
  const lead = caseId === null ? undefined : await leadOf(work, caseId)
  const theirs = reportId === null || caseId !== null ? undefined : await watcherOfReport(work, reportId)
  const [watcher] = lead !== undefined ? [] : theirs?.ownerId == null ? await officersWhoMay(work, agencyId, 'triage reports') : [{ id: theirs.ownerId }]
  await note(work, {
    kind: 'evidence to home', title: 'A file carries a virus and is kept locked', dueAt: new Date(work.now.getTime() + DAY), because: `${fileName.slice(0, 100)}: ask whoever gave it for another copy`,
    caseId, officerId: lead?.leadOfficerId ?? watcher?.id ?? null, agencyId: lead?.leadAgencyId ?? agencyId, aboutKind: 'attachment', aboutId: id,
  })
}

type Within = <T>(act: (work: SystemWork) => Promise<T>) => Promise<T>

const HOUR = 3_600_000
/** A scanner that is down holds files back unseen, so whoever runs the service hears of it: once, until it works again. */
const tellOfSilence = async (work: SystemWork): Promise<void> => {
  const [{ since, n }, agencyId] = [await oldestNotScanned(work), work.partnership.triageAgencyId]
  if (since === null || agencyId === null || work.now.getTime() - since.getTime() < HOUR || await scannerAlarmStands(work)) return
  for (const { id } of await officersWhoMay(work, agencyId, 'run the partnership')) {
    await note(work, { kind: 'evidence to home', title: 'The virus scanner does not answer', dueAt: work.now, because: `${n} ${n === '1' ? 'file waits' : 'files wait'}, the oldest since ${sayMoment(since)}. Until it answers no photo is shown and no recording plays`, caseId: null, officerId: id, agencyId, aboutKind: 'scanner' })
  }
}
const scannerWorks = async (work: SystemWork): Promise<void> => {
  if (await scannerAlarmStands(work)) await settleKind(work, 'scanner', 'It answers again')
}

/** @returns how many were looked at; none when the scanner does not answer, so that the pump rests before it asks again. */
const scan = async (within: Within, { files, clamd }: LookAfter): Promise<number> => {
  if (clamd === undefined) return 0
  let done = 0
  for (const file of await within(work => toScan(work, MOST))) {
    const verdict = await askClamd(clamd, files, file.storedAs).catch(() => 'no answer' as const)
    if (verdict === 'no answer') {
      await within(tellOfSilence)
      break
    }
    await within(async work => {
      await scannerWorks(work)
      if (await setScan(work, file.id, verdict) && verdict === 'infected') await tellOfVirus(work, file)
    })
    done += 1
  }
  return done
}

/** Full, read-only, broken or not mounted: that says nothing about the file. sharp has words alone for it. */
const STORE_FAULTS = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EMFILE', 'ENFILE'])
const storeFailed = (problem: unknown): boolean => problem instanceof Error && (('code' in problem && STORE_FAULTS.has(String(problem.code))) || /no space left|read-only file system|write error|unable to (?:write|open for write)/i.test(problem.message))

const copy = async (within: Within, { files, clamd }: LookAfter): Promise<number> => {
  const photos = await within(work => toCopy(work, { onlyClean: clamd !== undefined }, MOST))
  let done = 0
  for (const { id, storedAs } of photos) {
    const made = await makeCleanCopy(files, storedAs).then(shownAs => ({ shownAs }), (problem: unknown) => storeFailed(problem) ? undefined : { failed: 'It could not be read as a picture' })
    // The store is at fault, not the picture: it is asked again when the pump comes round.
    if (made === undefined) break
    if (!await within(work => setCopy(work, id, made)) && 'shownAs' in made) await files.remove(made.shownAs)
    done += 1
  }
  return done
}

/** A file that cannot be read says nothing; it is asked once. */
const read = async (within: Within, { files, clamd }: LookAfter): Promise<number> => {
  const waiting = await within(work => toRead(work, { onlyClean: clamd !== undefined }, MOST))
  let done = 0
  for (const { id, storedAs, kind, mediaType } of waiting) {
    const found = await files.withLocal(storedAs, original => readFileItself(original, mediaType === 'text/plain' ? 'text' : kind)).catch((problem: unknown) => storeFailed(problem) ? undefined : { says: {}, trouble: null })
    if (found === undefined) break
    await within(work => setRead(work, id, found))
    done += 1
  }
  return done
}

/** @returns how much was done; 0 when there was nothing to do */
export const lookAfterFilesOf = async (o: LookAfter, partnershipId: number): Promise<number> => {
  const partnership = await findPartnershipById(o.database, partnershipId)
  if (partnership === undefined) return 0
  const within: Within = act => keepWork(o.database, { kind: 'system' }, { partnership, now: o.clock(), purpose: 'to look after files' }, act)
  return await scan(within, o) + await copy(within, o) + await read(within, o)
}

export const lookAfterFiles = async (o: LookAfter): Promise<number> => {
  const { rows } = await asGate(o.database, client => client.query<{ id: number }>(`select distinct partnership_id as id from attachments where scan = 'not scanned' or (kind = 'photo' and shown_as is null and copy_failed is null) or (facts_read_at is null and scan <> 'infected')`))
  let done = 0
  for (const { id } of rows) done += await lookAfterFilesOf(o, id)
  return done
}
