// Loads the demonstration borough: real wards and postcodes, invented people, and two years of casework up to today.
import { join } from 'node:path'
import type { Database } from '#db/open.ts'
import { keepWork, type Partnership, type SystemWork } from '#db/work.ts'
import { DEMONSTRATION_OFFICERS, DEMONSTRATION_PASSWORD, foundPartnership, hashPassword } from '#rooms/partnership/index.ts'
import { folderStore } from '#web/file-store.ts'
import { makeCaseLife } from './case-life.ts'
import { makeCases } from './cases.ts'
import { chance } from './chance.ts'
import { makeFeedback } from './feedback.ts'
import { loadBorough } from './borough.ts'
import { makeOpen311 } from './open311.ts'
import { makePlans } from './plans.ts'
import { makeQuality } from './quality.ts'
import { makeRisk } from './risk.ts'
import { makeOwnPages } from './own-pages.ts'
import { makeParties } from './parties.ts'
import { makeSharing } from './sharing.ts'
import { addAgencies, type Staff } from './staff.ts'

export type DemoWork = { readonly work: SystemWork; readonly staff: Staff }

/** Deterministic, apart from the day it is loaded on: every date is counted back from today. */
export const loadDemonstration = async (database: Database, { say, files }: { readonly say: (line: string) => void; readonly files: string }): Promise<void> => {
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
  await keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'to load the demonstration' }, async work => {
    const borough = await loadBorough(work)
    const made = await makeCases(work, staff, borough, chance(20260401))
    await makeRisk(work, chance(20260404))
    await makeCaseLife(work, staff)
    await makeOpen311(work, staff, borough)
    await makeOwnPages(work, staff, await folderStore(join(files, 'files')), chance(20260402))
    await makeParties(work, staff, chance(20260405))
    await makePlans(work, chance(20260405))
    await makeQuality(work, staff, chance(20260406))
    await makeSharing(work, staff)
    await makeFeedback(work, staff, chance(20260403))
    say(`Loaded ${made.cases} cases and ${made.waiting} reports that wait for somebody.`)
  })
}
