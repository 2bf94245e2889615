// Photographs and recordings on the demonstration's reports, cases and diary sheets: of what each is about, and given when it was told.
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SystemWork } from '#db/work.ts'
import type { FileStore } from '#web/file-store.ts'
import type { Chance } from './chance.ts'
import { barking, bassThroughWall, camera } from './photographs.ts'
import { SCENES } from './scenes.ts'
import type { Staff } from './staff.ts'

const MINUTE = 60_000
export type Made = { readonly fileName: string; readonly says: string; readonly mediaType: string; readonly kind: 'photo' | 'audio'; readonly size: number; readonly sha256: string; readonly path: string }
/** What may be handed out, by category; each hand-out is kept anew, as if somebody had sent it. */
export type Album = { readonly of: (category: string) => readonly Made[]; readonly keep: (made: Made) => Promise<Kept>; readonly close: () => Promise<void> }
type Kept = Pick<Made, 'fileName' | 'mediaType' | 'kind' | 'size' | 'sha256'> & { readonly storedAs: string; readonly shownAs: string | null }

export const openAlbum = async (files: FileStore): Promise<Album> => {
  const [folder, shoot] = [await mkdtemp(join(tmpdir(), 'amity-demo-')), await camera()]
  const write = async (name: string, bytes: Buffer, made: Pick<Made, 'fileName' | 'says' | 'mediaType' | 'kind'>): Promise<Made> => {
    const path = join(folder, name)
    await writeFile(path, bytes)
    return { ...made, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), path }
  }
  const all = new Map<string, Made[]>()
  for (const [category, scenes] of Object.entries(SCENES)) all.set(category, await Promise.all(scenes.map(async ([fileName, says, scene], at) => write(`${category}-${at}`, await shoot(scene, 4100 + all.size * 7 + at), { fileName, says, mediaType: 'image/jpeg', kind: 'photo' }))))
  all.get('noise')?.unshift(await write('noise-heard', bassThroughWall(), { fileName: 'through-the-wall.wav', says: 'Recorded in the bedroom at half past midnight', mediaType: 'audio/wav', kind: 'audio' }))
  all.get('animals')?.push(await write('animals-heard', barking(), { fileName: 'barking.wav', says: 'Ten in the morning, windows shut', mediaType: 'audio/wav', kind: 'audio' }))
  return {
    of: category => all.get(category) ?? [],
    // A drawing holds no place and no camera, so it is its own clean copy.
    keep: async ({ path, says: _says, ...made }) => { const storedAs = await files.keep(path); return { ...made, storedAs, shownAs: made.kind === 'photo' ? storedAs : null } },
    close: () => rm(folder, { recursive: true, force: true }),
  }
}

/** About half of what waits came with something to see or hear. */
const onReports = async (work: SystemWork, staff: Staff, album: Album, luck: Chance): Promise<number> => {
  let given = 0
  for (const { id, categoryCode, receivedAt, channel } of await work.db.selectFrom('reports').select(['id', 'categoryCode', 'receivedAt', 'channel']).where('state', '=', 'waiting').orderBy('reference').execute()) {
    const list = album.of(categoryCode)
    if (channel !== 'web' || list.length === 0 || !luck.happens(0.7)) continue
    const made = luck.pick(list)
    await work.db.insertInto('attachments').values({ partnershipId: work.partnership.id, reportId: id, ...await album.keep(made), givenBy: 'public', givenAt: receivedAt, agencyId: staff.councilId, scan: 'clean', scannedAt: receivedAt }).execute()
    given += 1
  }
  return given
}

type Chosen = { readonly id: string; readonly categoryCode: string; readonly openedAt: Date; readonly leadOfficerId: string; readonly leadAgencyId: string; readonly officer: string }
/** An officer adds what they saw on a visit, and the chronology says so. */
const onCase = async (work: SystemWork, album: Album, one: Chosen, made: Made, days: number): Promise<void> => {
  const at = new Date(Math.min(one.openedAt.getTime() + days * 24 * 60 * MINUTE, work.now.getTime() - 30 * MINUTE))
  const base = { partnershipId: work.partnership.id, caseId: one.id }
  await work.db.insertInto('attachments').values({ ...base, ...await album.keep(made), says: made.says, givenBy: 'officer', officerId: one.leadOfficerId, givenAt: at, agencyId: one.leadAgencyId, scan: 'clean', scannedAt: at }).execute()
  await work.db.insertInto('entries').values({ ...base, kind: 'evidence', happenedAt: at, enteredAt: at, enteredBy: one.leadOfficerId, enteredAs: one.officer, summary: `Added a ${made.kind === 'audio' ? 'recording' : 'photo'}: ${made.says}`, body: '', visibility: 'staff' }).execute()
}

const onCases = async (work: SystemWork, album: Album, luck: Chance): Promise<number> => {
  let given = 0
  const cases = await work.db.selectFrom('cases as c').innerJoin('officers as o', on => on.onRef('o.partnershipId', '=', 'c.partnershipId').onRef('o.id', '=', 'c.leadOfficerId'))
    .select(['c.id', 'c.categoryCode', 'c.openedAt', 'c.leadOfficerId', 'c.leadAgencyId', 'c.status', 'o.name as officer']).where('c.status', '!=', 'merged').orderBy('c.reference').execute()
  for (const one of cases) {
    const list = album.of(one.categoryCode)
    if (list.length === 0 || !luck.happens(one.status === 'closed' ? 0.06 : 0.4)) continue
    for (const made of list.slice(0, luck.whole(1, list.length))) { await onCase(work, album, one, made, luck.whole(1, 6)); given += 1 }
  }
  return given
}

/** @returns how many files were given */
export const makeEvidence = async (work: SystemWork, staff: Staff, album: Album, luck: Chance): Promise<number> =>
  await onReports(work, staff, album, luck) + await onCases(work, album, luck)
