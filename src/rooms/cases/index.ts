// The front door of the cases room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'
import { foldingCounts } from './fold-counts.ts'

export const casesRoom: Room = { doors, navigation: [{ text: 'Cases', href: '/cases', act: 'see cases' }], chores: [foldingCounts] }

export { attemptsToReach, type Attempts } from './attempts.ts'
export { caseAt, caseOrPartsAt, caseToAddTo, isOpen, isShared, loadCase, openCaseNamed, survivorOf } from './case-at.ts'
export { contactsOf, type Contact } from './case-contacts.ts'
export type { CaseSection, Held, OnCase } from './case-section.ts'
export { mayAddTo, PARTS, RESTRICTED, sharedCaseWith, type Part } from './case-store.ts'
export type { CaseOrParts } from './case-at.ts'
export { caseById, changeCase, seesByGlass, harmedSpoke, heldUntil, recordRisk, touchContact, type Case } from './case-store.ts'
export { entriesOf, entryWith, heldBack, insertCorrection, insertEntry, latestOf, messagesOf, namesResponsible, originalsOf, type Entry, type EntryFilter, type EntryKind, type NewEntry } from './entry-store.ts'
export { caseClosed, caseOpened } from './events.ts'
export { sayFlag } from './flag-words.ts'
export { incidentsOf, insertIncident, supersededIncidents, supersedeIncident, type Incident } from './incident-store.ts'
export { namedToPerson } from './never-name.ts'
export { joinParties, leaveParties } from './linked-parties.ts'
export { earlierCasesOf, insertParty, partiesOf, type PartyRole } from './party-store.ts'
export { CHANGED, loadOpen, loadSeen, loadToAdd, loadToAddPart, seenVersion, SeenVersion, unchanged, type Seen } from './seen-version.tsx'
