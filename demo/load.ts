// Loads the demonstration borough: real wards and postcodes, invented people, and two years of casework up to today.
import { join } from 'node:path'
import type { Database } from '#db/open.ts'
import { keepWork, type Partnership, type SystemWork } from '#db/work.ts'
import { DEMONSTRATION_OFFERS, foundPartnership, hashPassword, type DemonstrationOffers } from '#rooms/partnership/index.ts'
import { folderStore, type FileStore } from '#web/file-store.ts'
import { makeAuthority } from './authority.ts'
import { makeCaseLife } from './case-life.ts'
import { makeCases } from './cases.ts'
import { chance } from './chance.ts'
import { makeEvidence, openAlbum } from './evidence.ts'
import { makeExhibits } from './exhibits.ts'
import { makeCourtPapers } from './court.ts'
import { makeFeedback } from './feedback.ts'
import { loadBorough } from './borough.ts'
import { DEMONSTRATION_OFFICERS, DEMONSTRATION_PASSWORD } from './officers.ts'
import { makeLetters } from './letters.ts'
import { makeHomeless, makeMessages, tellFewEyes } from './messages.ts'
import { makeOpen311 } from './open311.ts'
import { makeMatters } from './matters.ts'
import { makePlans } from './plans.ts'
import { makePublicSpaces } from './public-spaces.ts'
import { makeQuality } from './quality.ts'
import { makeRisk } from './risk.ts'
import { makeOwnPages } from './own-pages.ts'
import { makeParties } from './parties.ts'
import { makeRestricted } from './restricted.ts'
import { makeSharing } from './sharing.ts'
import { addAgencies, type Staff } from './staff.ts'
import { makeTrail } from './trail.ts'

export type DemoWork = { readonly work: SystemWork; readonly staff: Staff }

/** Deterministic, apart from the day it is loaded on: every date is counted back from today. */
export const loadDemonstration = async (database: Database, { say, files: folder, cases = 400 }: { readonly say: (line: string) => void; /** The data folder, or the store itself. */ readonly files: string | FileStore; readonly cases?: number }): Promise<void> => {
  const files = typeof folder === 'string' ? await folderStore(join(folder, 'files')) : folder
  say('Loading the demonstration borough (invented people in a real place)…')
  const [, , , , administrator] = DEMONSTRATION_OFFICERS
  const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD)
  const founded = await foundPartnership(database, {
    name: 'Safer Welwyn Hatfield', isDemonstration: true,
    agency: { name: 'Welwyn Hatfield Borough Council', shortName: 'Council', kind: 'council', phone: '01632 960 100', email: 'asb@amity.example', brandColour: '#1d5c4f' },
    officer: { name: 'Helen Marsh', email: administrator.email, jobTitle: 'Service administrator', passwordHash },
  })
  const staff = await addAgencies(database, founded, passwordHash)
  const partnership: Partnership = {
    id: founded.partnershipId, name: 'Safer Welwyn Hatfield', language: 'en', isDemonstration: true, triageAgencyId: founded.agencyId,
    agencyName: 'Welwyn Hatfield Borough Council', brandColour: '#1d5c4f', phone: '01632 960 100', email: 'asb@amity.example',
  }
  const options = { partnership, now: new Date(), purpose: 'to load the demonstration' }
  await keepWork(database, { kind: 'system' }, options, async work => {
    const offers: DemonstrationOffers = { password: DEMONSTRATION_PASSWORD, officers: [...DEMONSTRATION_OFFICERS] }
    await work.db.insertInto('settings').values({ partnershipId: partnership.id, key: DEMONSTRATION_OFFERS, value: JSON.stringify(offers), source: 'The demonstration' }).execute()
    const borough = await loadBorough(work)
    const made = await makeCases(work, staff, borough, chance(20260401), cases)
    await makeRisk(work, chance(20260404))
    await makeCaseLife(work, staff)
    await makeOpen311(work, staff, borough)
    const album = await openAlbum(files)
    try {
      await makeOwnPages(work, staff, album, chance(20260402))
      await makeEvidence(work, staff, album, chance(20260407))
      await makeHomeless(work, staff, album)
      await makeExhibits(work, staff, album)
    } finally {
      await album.close()
    }
    await makeParties(work, staff, chance(20260405))
    await makePlans(work, chance(20260405))
    await makeMessages(work, staff, chance(20260410))
    await makeLetters(work, staff, files, database.secret)
    await tellFewEyes(work, staff)
    await makeQuality(work, staff, chance(20260406))
    await makeAuthority(work, staff)
    await makeMatters(work, staff)
    await makePublicSpaces(work, staff)
    await makeCourtPapers(work, staff, files)
    await makeSharing(work, staff)
    await makeFeedback(work, staff, chance(20260403))
    say(`Loaded ${made.cases} cases and ${made.waiting} reports that wait for somebody.`)
  })
  await makeRestricted(database, options, staff)
  await makeTrail(database, partnership, staff)
}
