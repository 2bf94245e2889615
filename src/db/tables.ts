// Generated from the migrations by generate-tables.ts. Do not edit: run `npm run tables`.
import type { ColumnType, Generated } from 'kysely'
import type { Day } from '#kernel/time.ts'

/** jsonb: anything when read, JSON text when written. */
export type Json = ColumnType<unknown, string, string>

export type AbsencesTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  coverId: string
  fromDay: Day
  untilDay: Day
  madeAt: Date
  madeBy: string
  endedAt: Date | null
}

export type AccessDaysTable = {
  partnershipId: number
  officerId: string
  keeperAgencyId: string
  day: Day
  records: number
}

export type AgenciesTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  shortName: string
  kind: 'council' | 'landlord' | 'police' | 'fire' | 'health' | 'probation' | 'charity' | 'school' | 'other'
  principal: number | null
  phone: string | null
  email: string | null
  address: string | null
  openingHours: ColumnType<unknown, string | undefined, string>
  brandColour: string | null
  endedOn: Day | null
  mergedIntoId: string | null
}

export type AgencyExportsTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  orderedBy: string
  madeAt: Date | null
  because: string
  storedAs: string | null
  size: number | null
  sha256: string | null
  endsAt: Date | null
  removedAt: Date | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  orderedAt: Date
  state: Generated<'waiting' | 'writing' | 'made' | 'stopped' | 'failed'>
  proven: Generated<boolean>
  doing: Generated<string>
  done: Generated<number>
  total: Generated<number>
  tries: Generated<number>
  seenAt: Date | null
  problem: string | null
  endedAt: Date | null
}

export type AgencyLeavingsTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  state: Generated<'asked' | 'withdrawn' | 'confirmed' | 'left'>
  askedAt: Date
  askedBy: string
  because: string
  confirmedAt: Date | null
  confirmedBy: string | null
  leftAt: Date | null
  storedAs: string | null
  size: number | null
  sha256: string | null
  removed: number | null
  files: Generated<string[]>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type AgencyNamesTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  name: string
  shortName: string
  fromAt: Date | null
  untilAt: Date | null
}

export type ApiKeysTable = {
  partnershipId: number
  id: Generated<string>
  keyHash: string
  agencyId: string
  name: string
  madeAt: Date
  madeBy: string | null
  usedAt: Date | null
  endedAt: Date | null
}

export type AttachmentsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string | null
  reportId: string | null
  draftId: string | null
  entryId: string | null
  storedAs: string
  shownAs: string | null
  fileName: string
  mediaType: string
  size: number
  sha256: string
  kind: 'photo' | 'audio' | 'video' | 'document'
  givenBy: 'public' | 'person harmed' | 'officer' | 'partner' | 'import'
  givenAt: Date
  officerId: string | null
  says: Generated<string>
  visibility: Generated<'public' | 'staff' | 'restricted'>
  scan: Generated<'clean' | 'infected' | 'not scanned'>
  agencyId: string
  draftKey: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  scannedAt: Date | null
  copyTriedAt: Date | null
  copyFailed: string | null
  personId: string | null
  diarySheetId: string | null
  unhomedAt: Date | null
  writtenByAgencyId: Generated<string | null>
  trouble: 'password' | 'damaged' | null
  factsReadAt: Date | null
}

export type AuditEventsTable = {
  partnershipId: number
  id: Generated<string>
  at: Generated<Date>
  actor: string
  officerId: string | null
  agencyId: string | null
  action: string
  subjectKind: string | null
  subjectId: string | null
  purpose: string | null
  transaction: Generated<string>
  changes: ColumnType<unknown, string | null | undefined, string | null>
  salt: Buffer
  digest: Buffer
  rowHash: Buffer
  position: number | null
}

export type AuditHeadsSentTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  day: Day
  address: string
  number: number
  lastPosition: number
  sentAt: Date
}

export type AuditLinksTable = {
  partnershipId: number
  eventId: string
  kind: 'case' | 'person' | 'report'
  recordId: string
  how: 'read' | 'form' | 'write' | 'list' | 'search' | 'export' | 'print' | 'file' | 'refused'
  at: Date
  officerId: string | null
  agencyId: string | null
}

export type AuditSealsTable = {
  partnershipId: number
  number: number
  firstPosition: number
  lastPosition: number
  previous: Buffer
  head: Buffer
  signature: Buffer
  sealedAt: Date
  contents: string | null
  publicKey: Buffer | null
}

export type AuthenticatorAppsTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  sealedSecret: string
  madeAt: Date
  confirmedAt: Date | null
  endedAt: Date | null
  lastStep: Generated<number>
}

export type BackUpRunsTable = {
  partnershipId: Generated<number>
  id: Generated<string>
  beganAt: Date
  endedAt: Date
  fileName: string
  size: number | null
  encrypted: boolean
  nextDueAt: Date
  failed: string | null
  triedAt: Date | null
  tryFailed: string | null
  counted: ColumnType<unknown, string | null | undefined, string | null>
  missingFiles: Generated<number>
}

export type BundleOrdersTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string | null
  version: number
  title: string
  orderedAt: Date
  orderedBy: string
  choices: ColumnType<unknown, string, string>
  drawnFrom: ColumnType<unknown, string | null | undefined, string | null>
  pictures: ColumnType<unknown, string | null | undefined, string | null>
  leftOut: ColumnType<unknown, string | null | undefined, string | null>
  used: Generated<string[]>
  state: Generated<'waiting' | 'drawing' | 'made' | 'stopped' | 'failed'>
  doing: Generated<string>
  done: Generated<number>
  total: Generated<number>
  tries: Generated<number>
  seenAt: Date | null
  problem: string | null
  endedAt: Date | null
  stoppedBy: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type CalendarFeedsTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  tokenHash: string
  madeAt: Date
  endedAt: Date | null
}

export type CaseAccessTable = {
  partnershipId: number
  principal: number
  caseId: string
  status: string
  stage: string
  openedAt: Date
  nextDueAt: Date
  lastContactAt: Date
  leadAgencyId: string
  leadOfficerId: string
  wardCode: string | null
  categoryCode: string
  severity: string
  riskBand: string | null
  flags: string[]
  harmedSpokeLast: boolean
  hiddenFrom: number[]
  lastLineAt: Generated<Date>
}

export type CaseChildTablesTable = {
  name: string
  part: string | null
}

export type CaseClosingsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  version: Generated<number>
  verdict: 'yes' | 'partly' | 'no' | 'could not reach' | 'not asked'
  reason: string
  summary: string
  neededBecause: string
  stageBefore: string
  askedAt: Date
  askedBy: string
  state: Generated<'asked' | 'approved' | 'refused' | 'withdrawn'>
  answeredAt: Date | null
  answeredBy: string | null
  answerReason: Generated<string>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type CaseFlagsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  flag: 'hate' | 'domestic abuse' | 'marac' | 'safeguarding' | 'staff matter' | 'sensitive location' | 'child' | 'repeat' | 'vulnerable'
  raisedAt: Date
  raisedBy: string | null
  raisedBecause: string
  loweredAt: Date | null
  loweredBy: string | null
  loweredBecause: string | null
  actedAt: Date | null
  actedBy: string | null
  actedHow: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type CaseGrantDraftsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  officerId: string
  answers: ColumnType<unknown, string, string>
  madeAt: Date
}

export type CaseGrantsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  toAgencyId: string
  parts: string[]
  mayAdd: Generated<boolean>
  purpose: string
  gateway: 'agreement' | 'safeguarding' | 'vital interest' | 'court order' | 'consent'
  agreementId: string | null
  necessity: string
  authorisedBy: string
  givenAt: Date
  givenBy: string
  endsAt: Date
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  askedBy: Generated<string>
  gatewayBecause: Generated<string>
  minimised: Generated<string>
  consent: Generated<'given' | 'not asked' | 'overridden'>
  consentBecause: Generated<string>
  followsId: string | null
  referralId: string | null
}

export type CaseLastLettersTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  body: string
  writtenAt: Date
  writtenBy: string
  answerBy: Day
  sentTo: number
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type CaseMergesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  mergedCaseId: string
  reason: string
  mergedAt: Date
  mergedBy: string
  undoneAt: Date | null
  undoneBy: string | null
  undoneReason: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  moved: ColumnType<unknown, string | undefined, string>
}

export type CasePartiesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  role: 'reporting' | 'harmed' | 'witness' | 'alleged perpetrator' | 'parent or guardian' | 'advocate'
  personId: string | null
  describedAs: string | null
  isChild: Generated<boolean>
  forPartyId: string | null
  note: string | null
  joinedAt: Generated<Date>
  leftAt: Date | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  addedBy: Generated<string | null>
  leftBy: string | null
  leftBecause: string | null
  identifiedFromId: string | null
}

export type CaseTransfersTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  fromAgencyId: string
  toAgencyId: string
  fromOfficerId: string
  toOfficerId: string | null
  reason: string
  offeredAt: Date
  offeredBy: string
  answerDueAt: Date
  state: Generated<'offered' | 'accepted' | 'declined' | 'recalled'>
  answeredAt: Date | null
  answeredBy: string | null
  answerReason: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type CaseWordsTable = {
  partnershipId: number
  caseId: string
  words: string
  seers: Generated<number[]>
}

export type CasesTable = {
  partnershipId: number
  id: Generated<string>
  reference: string
  version: Generated<number>
  leadAgencyId: string
  leadOfficerId: string
  title: string
  summary: Generated<string>
  categoryCode: string
  strand: 'personal' | 'nuisance' | 'environmental'
  legalLimb: 'harassment, alarm or distress' | 'nuisance in the home' | 'housing-related nuisance' | 'detrimental effect' | null
  severity: 'high' | 'medium' | 'standard'
  placeId: string | null
  wardCode: string | null
  flags: Generated<string[]>
  status: Generated<'open' | 'on hold' | 'closed' | 'merged'>
  stage: Generated<'investigating' | 'action' | 'monitoring' | 'closing'>
  openedAt: Date
  openedBy: string | null
  holdReason: string | null
  holdEndsOn: Day | null
  riskBand: 'standard' | 'medium' | 'high' | null
  riskScore: number | null
  riskAssessedAt: Date | null
  riskReviewDueOn: Day | null
  nextUpdateDueOn: Day | null
  lastContactAt: Date | null
  harmedSpokeLast: Generated<boolean>
  closedAt: Date | null
  closedBy: string | null
  closeReason: string | null
  closeSummary: string | null
  harmedVerdict: 'yes' | 'partly' | 'no' | 'could not reach' | 'not asked' | null
  closeApprovedBy: string | null
  mergedIntoId: string | null
  followsCaseId: string | null
  importedFrom: string | null
  importedKey: string | null
  importedValues: ColumnType<unknown, string | null | undefined, string | null>
  circleId: string | null
  offeredToAgencyId: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  changedAt: Generated<Date>
}

export type CategoriesTable = {
  partnershipId: number
  id: Generated<string>
  code: string
  name: string
  residentName: string
  residentHint: string | null
  strand: 'personal' | 'nuisance' | 'environmental'
  severity: 'high' | 'medium' | 'standard'
  sensitive: Generated<boolean>
  advice: string | null
  signpostCode: string | null
  position: Generated<number>
  endedOn: Day | null
  restricted: Generated<boolean>
}

export type CertificationLinesTable = {
  partnershipId: number
  id: Generated<string>
  certificationId: string
  agencyId: string
  postId: string
  officerId: string
  answer: 'confirmed' | 'ended' | null
  answeredAt: Date | null
  answeredBy: string | null
  suspendedAt: Date | null
}

export type CertificationsTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  quarter: string
  openedAt: Date
  dueOn: Day
  closedAt: Date | null
  raisedAt: Date | null
}

export type CertifiersTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  officerId: string
  namedAt: Date
  namedBy: string
  endedAt: Date | null
}

export type CircleMembersTable = {
  partnershipId: number
  id: Generated<string>
  circleId: string
  officerId: string
  endedAt: Date | null
  because: Generated<'lead officer' | 'manager' | 'named' | 'raised it' | 'circle' | 'keeper'>
  addedAt: Generated<Date>
  addedBy: Generated<string | null>
  endedBecause: string | null
  throughCircleId: string | null
  reason: Generated<string>
  holds: Generated<boolean>
}

export type CirclesTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  forFlag: string | null
  principal: number | null
  endedOn: Day | null
  kind: Generated<'case' | 'class' | 'agency'>
  agencyId: string | null
  keeperId: string | null
  purpose: Generated<string>
  madeAt: Date | null
  madeBy: string | null
  reviewedOn: Day | null
  reviewWords: string | null
  reviewDueOn: Day | null
  endedBecause: string | null
  hiddenFrom: Generated<number[]>
  seers: Generated<number[]>
}

export type ClosedCaseCountsTable = {
  partnershipId: number | null
  month: Day | null
  wardCode: string | null
  categoryCode: string | null
  verdict: string | null
  n: number | null
}

export type ClosedCaseOutcomesTable = {
  partnershipId: number | null
  id: string | null
  reference: string | null
  title: string | null
  closedAt: Date | null
  closeReason: string | null
  verdict: string | null
  wardCode: string | null
  categoryCode: string | null
  severity: string | null
  leadAgencyId: string | null
}

export type ClosedCountsTable = {
  partnershipId: number
  visibleTo: number[]
  hiddenFrom: number[]
  month: Day
  wardCode: string
  categoryCode: string
  verdict: string
  n: number
}

export type ConfidentialContactsTable = {
  partnershipId: number
  id: Generated<string>
  personId: string
  reportId: string | null
  address: string | null
  postcode: string | null
  placeId: string | null
  phone: string | null
  email: string | null
  because: string
  markedAt: Date
  markedBy: string | null
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ConfidentialKeepersTable = {
  partnershipId: number
  id: Generated<string>
  personId: string
  officerId: string
  because: string
  addedAt: Date
  addedBy: string | null
  endedAt: Date | null
  endedBecause: string | null
}

export type ConflictConfirmationsTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  confirmedAt: Date
}

export type ConflictsTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  subjectKind: 'case' | 'person' | 'place' | 'address'
  subjectId: string
  relation: 'self' | 'family' | 'neighbour' | 'friend' | 'other'
  because: string
  declaredAt: Date
  declaredBy: string
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  said: Generated<string>
  addressKey: string | null
}

export type ContactPromisesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  personId: string
  everyDays: number
  means: string
  times: Generated<string>
  madeAt: Date
  madeBy: string
  endedAt: Date | null
  endedBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ContextFilesTable = {
  partnershipId: number
  id: Generated<string>
  source: string
  month: Day
  force: string
  sha256: string
  fileName: string
  rows: number
  unlocated: number
  loadedAt: Date
  loadedBy: string | null
  timesReplaced: Generated<number>
}

export type ContextIncidentsTable = {
  partnershipId: number
  id: Generated<string>
  source: string
  sourceFile: string
  sourceLine: number
  month: Day
  crimeId: string | null
  crimeType: string
  location: string | null
  latitude: number | null
  longitude: number | null
  areaCode: string | null
  areaName: string | null
  reportedBy: string | null
  fallsWithin: string | null
  outcome: string | null
}

export type CountChangesTable = {
  partnershipId: number
  id: Generated<string>
  visibleTo: number[]
  hiddenFrom: number[]
  month: Day | null
  verdict: string | null
  categoryCode: string | null
  wardCode: string
  leadAgencyId: string | null
  leadOfficerId: string | null
  n: number
  high: number
  spoke: number
  closing: number
}

export type CourtBundlesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string | null
  version: number
  title: string
  madeAt: Date
  madeBy: string
  drawnFrom: ColumnType<unknown, string, string>
  pictures: ColumnType<unknown, string, string>
  leftOut: ColumnType<unknown, string, string>
  storedAs: string
  sha256: string
  size: number
  pages: number
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  used: Generated<string[]>
  scheduleStoredAs: string | null
  scheduleSha256: string | null
  scheduleSize: number | null
}

export type CourtChronologiesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  version: number
  title: string
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type CourtChronologyLinesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  chronologyId: string
  entryId: string
  keptBack: Generated<string[]>
  because: string | null
  happenedAt: Date
  summary: string
  body: string
  chosenAt: Date
  chosenBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type CustodyEventsTable = {
  partnershipId: number
  id: Generated<string>
  attachmentId: string
  caseId: string | null
  what: string
  at: Date
  officerId: string | null
  who: string
  ofAgency: string | null
  says: Generated<string>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type DelegationsTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  agencyId: string
  power: string
  delegatedBy: string
  instrument: string
  document: string | null
  fromDay: Day
  untilDay: Day
  recordedAt: Date
  recordedBy: string
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  alerted: number | null
}

export type DiaryItemsTable = {
  partnershipId: number
  id: Generated<string>
  kind: 'first contact' | 'interview' | 'risk assessment' | 'victim update' | 'plan action' | 'task' | 'hold ends' | 'transfer answer' | 'manager review' | 'closing answer' | 'last letter' | 'survey' | 'improvement' | 'message to answer' | 'evidence to home' | 'tenancy' | 'legal' | 'panel referral' | 'referral answer'
  title: string
  dueAt: Date
  because: string
  caseId: string | null
  reportId: string | null
  aboutKind: string | null
  aboutId: string | null
  officerId: string | null
  agencyId: string
  madeAt: Date
  doneAt: Date | null
  doneBy: string | null
  outcome: string | null
  cancelledAt: Date | null
  cancelledBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  firstDueAt: Date | null
  putOff: Generated<number>
  putOffBecause: string | null
  madeBy: string | null
  warn: 'days' | 'hours' | null
}

export type DiarySheetsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  personId: string
  happenedAt: Date | null
  happenedAbout: string | null
  what: string
  effect: Generated<string>
  seenBy: Generated<string>
  givenAt: Date
  readAt: Date | null
  readBy: string | null
  incidentId: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type DisclosuresTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string | null
  grantId: string | null
  referralId: string | null
  agencyId: string
  decision: 'shared' | 'refused'
  askedBy: Generated<string>
  toAgencyId: string | null
  toWhom: string
  what: string
  parts: Generated<string[]>
  purpose: string
  gateway: 'agreement' | 'section 115' | 'crime and taxation' | 'safeguarding' | 'vital interest' | 'court order' | 'consent' | null
  gatewayBecause: Generated<string>
  necessity: Generated<string>
  minimised: Generated<string>
  consent: Generated<'given' | 'not asked' | 'overridden'>
  consentBecause: Generated<string>
  method: 'in Amity' | 'telephone' | 'meeting' | 'email' | 'letter' | 'other'
  refusedBecause: string | null
  authorisedBy: string | null
  disclosedAt: Date
  writtenAt: Date
  writtenBy: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type DraftEndingsTable = {
  partnershipId: number
  endedOn: Day
  reached: string
  n: number
}

export type EntriesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  kind: 'report' | 'incident' | 'call' | 'visit' | 'letter' | 'email' | 'text' | 'meeting' | 'message' | 'contact attempt' | 'evidence' | 'decision' | 'risk' | 'plan' | 'action' | 'hold' | 'transfer' | 'merge' | 'closing' | 'survey' | 'note' | 'case review' | 'complaint' | 'sharing' | 'referral'
  direction: 'in' | 'out' | null
  happenedAt: Date
  enteredAt: Date
  enteredBy: string | null
  enteredAs: string
  means: string | null
  reached: boolean | null
  personId: string | null
  summary: string
  body: Generated<string>
  visibility: Generated<'public' | 'staff' | 'restricted'>
  correctsId: string | null
  aboutKind: string | null
  aboutId: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  correctedBecause: string | null
  supersededAt: Date | null
  agencyId: Generated<string | null>
}

export type ExhibitsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  attachmentId: string | null
  diarySheetId: string | null
  reference: string
  description: string
  givenAt: Date
  givenBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type FileFactsTable = {
  partnershipId: number
  id: Generated<string>
  attachmentId: string
  caseId: string | null
  source: 'person' | 'file'
  capturedBy: Generated<string>
  capturedAt: Date | null
  capturedAbout: Generated<string>
  capturedWhere: Generated<string>
  device: Generated<string>
  receivedHow: Generated<string>
  because: Generated<string>
  writtenAt: Date
  writtenBy: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type FileNotesTable = {
  partnershipId: number
  id: Generated<string>
  attachmentId: string
  caseId: string | null
  atSecond: number | null
  body: string
  writtenAt: Date
  writtenBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type FilesToRemoveTable = {
  partnershipId: number
  storedAs: string
  since: Date
}

export type GateAssessmentsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  tool: string
  subjectId: string
  stage: string
  questions: string
  answers: ColumnType<unknown, string, string>
  madeAt: Date
  madeBy: string
  signedAt: Date | null
  signedBy: string | null
  verdict: 'proportionate' | 'not proportionate' | 'more is needed' | null
  signedWords: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type GlassBreaksTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  officerId: string
  agencyId: string
  reason: string
  brokenAt: Date
  until: Date
  endedAt: Date | null
  reviewedAt: Date | null
  reviewedBy: string | null
  verdict: 'justified' | 'not justified' | null
  reviewWords: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type HalfUploadsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  officerId: string
  fileName: string
  size: number
  received: Generated<number>
  changedAt: Date | null
  says: string
  visibility: 'staff' | 'restricted'
  shared: boolean
  beganAt: Date
  lastAt: Date
  attachmentId: string | null
  doneAt: Date | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ImportFilesTable = {
  partnershipId: number
  id: string
  agencyId: string
  bytes: Buffer
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ImportRefusalsTable = {
  partnershipId: number
  id: Generated<string>
  importId: string
  agencyId: string
  line: number
  columnName: string
  reason: string
  cells: ColumnType<unknown, string, string>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ImportedRowsTable = {
  partnershipId: number
  kind: string
  source: string
  key: string
  digest: string
  recordId: string
  importId: string
  line: number
  agencyId: string
}

export type ImportsTable = {
  partnershipId: number
  id: Generated<string>
  version: Generated<number>
  kind: 'reports' | 'cases'
  source: string
  fileName: string
  sha256: string
  map: ColumnType<unknown, string, string>
  mapSha256: string
  allOrNothing: Generated<boolean>
  agencyId: string
  officerId: string
  state: 'choosing' | 'running' | 'stopped' | 'done' | 'refused'
  rowsTotal: number | null
  rowsDone: Generated<number>
  added: Generated<number>
  alreadyThere: Generated<number>
  refused: Generated<number>
  problem: string | null
  madeAt: Date
  madeBy: string | null
  changedAt: Date
  endedAt: Date | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  headings: ColumnType<unknown, string | undefined, string>
}

export type ImprovementsTable = {
  partnershipId: number
  id: Generated<string>
  version: Generated<number>
  caseId: string | null
  surveyAnswerId: string | null
  agencyId: string
  title: string
  why: Generated<string>
  theme: string | null
  ownerId: string | null
  dueOn: Day
  openedAt: Date
  openedBy: string | null
  state: Generated<'open' | 'done' | 'not pursued'>
  outcome: string | null
  endedAt: Date | null
  endedBy: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type IncidentsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  reportId: string | null
  happenedAt: Date | null
  happenedUntil: Date | null
  happenedAbout: string | null
  enteredAt: Date
  enteredBy: string | null
  categoryCode: string
  description: string
  effect: string | null
  placeId: string | null
  placeDescribed: string | null
  importedKey: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  postcode: string | null
  harmedPartyIds: Generated<string[]>
  correctsId: string | null
  correctedBecause: string | null
  supersededAt: Date | null
}

export type KeptAnswersTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  path: string
  answers: ColumnType<unknown, string, string>
  keptAt: Date
}

export type KnownDevicesTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  deviceHash: string
  device: string
  firstSeenAt: Date
  lastSeenAt: Date
}

export type LawCommencementsTable = {
  partnershipId: number
  id: Generated<string>
  change: string
  began: Day | null
  notBegunOn: Day | null
  source: string
  recordedAt: Date
  recordedBy: string
  takenBackAt: Date | null
  takenBackBy: string | null
  takenBackBecause: string | null
}

export type LawConfirmationsTable = {
  partnershipId: number
  id: Generated<string>
  rule: string
  fromDay: Day
  value: ColumnType<unknown, string | null | undefined, string | null>
  source: string
  recordedAt: Date
  recordedBy: string
  takenBackAt: Date | null
  takenBackBy: string | null
  takenBackBecause: string | null
}

export type LetterServicesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  letterId: string
  method: 'first class post' | 'recorded delivery' | 'by hand to them' | 'left at their address' | 'e-mail' | 'given to their representative' | 'not served: returned'
  servedAt: Date
  proof: string
  recordedAt: Date
  recordedBy: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type LettersTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  number: number
  personId: string
  role: 'reporting' | 'harmed' | 'witness' | 'alleged perpetrator' | 'parent or guardian' | 'advocate'
  templateKey: string
  templateVersion: number
  templateName: string
  kind: 'letter' | 'notice' | 'agreement' | 'statement'
  variant: 'standard' | 'large print' | 'easy read' | 'other language'
  language: string
  title: string
  blocks: ColumnType<unknown, string, string>
  contents: Generated<string[]>
  state: Generated<'draft' | 'waiting' | 'printed' | 'sent' | 'withdrawn'>
  channel: 'post' | 'email' | 'by hand' | null
  writtenAt: Date
  writtenBy: string | null
  changes: Generated<number>
  safeBecause: string | null
  readyAt: Date | null
  readyBy: string | null
  paper: ColumnType<unknown, string | null | undefined, string | null>
  storedAs: string | null
  sha256: string | null
  size: number | null
  pages: number | null
  addressDigest: string | null
  messageId: string | null
  runId: string | null
  printedAt: Date | null
  printedBy: string | null
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MarkerEvidenceTable = {
  partnershipId: number
  id: Generated<string>
  markerId: string
  kind: 'entry in a case' | 'report' | 'document' | 'another agency said so'
  reference: string
  caseId: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MarkerReviewsTable = {
  partnershipId: number
  id: Generated<string>
  markerId: string
  outcome: 'authorised' | 'refused' | 'kept' | 'ended'
  words: string
  reviewOn: Day | null
  at: Date
  officerId: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MarkersTable = {
  partnershipId: number
  id: Generated<string>
  personId: string | null
  address: string | null
  postcode: string | null
  addressKey: string | null
  kind: 'violence or threats' | 'weapons' | 'dangerous animal' | 'needles or drugs' | 'harasses staff' | 'hazard at the address' | 'other'
  says: string
  whatToDo: Generated<('visit in pairs' | 'do not visit: meet at an office' | 'ring ahead' | 'visit with the police' | 'keep the animal shut away' | 'do not go in' | 'end calls that threaten')[]>
  alsoDo: Generated<string>
  toldOn: Day | null
  notToldBecause: string | null
  madeAt: Date
  madeBy: string | null
  agencyId: string
  authorisedAt: Date | null
  authorisedBy: string | null
  reviewedOn: Day
  reviewOn: Day
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  carriedOver: Generated<boolean>
  version: Generated<number>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterBreachesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  at: Date
  what: string
  termId: string | null
  entryIds: Generated<string[]>
  attachmentIds: Generated<string[]>
  support: 'supported' | 'disputed' | 'not supported' | 'not looked at'
  nextStep: string
  because: Generated<string>
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterClocksTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  rule: string
  starts: string
  dueOn: Day
  dueAt: Date
  bound: 'by' | 'not before' | 'ends'
  sentence: string
  source: string
  mustConfirm: Generated<boolean>
  madeAt: Date
  endedAt: Date | null
  endedBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterCostsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  what: string
  onDay: Day
  pence: Generated<number>
  minutes: Generated<number>
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterElementsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  element: string
  support: 'supported' | 'disputed' | 'not supported' | 'not looked at'
  note: Generated<string>
  entryIds: Generated<string[]>
  attachmentIds: Generated<string[]>
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterEventsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  kind: string
  at: Date
  untilAt: Date | null
  words: Generated<string>
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterOverridesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  fromState: string
  toState: string
  reason: string
  leftOut: Generated<string[]>
  askedAt: Date
  askedBy: string
  answeredAt: Date | null
  answeredBy: string | null
  answer: 'authorised' | 'refused' | null
  answerWords: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterServicesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  paper: string
  onWhom: string
  method: string
  servedAt: Date
  deemedAt: Date
  servedBy: string
  proof: Generated<string>
  counts: Generated<boolean>
  countsBecause: string | null
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterStepsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  kind: 'step' | 'consultation' | 'content'
  step: string
  onDay: Day
  withWhom: Generated<string>
  words: Generated<string>
  reply: string | null
  repliedOn: Day | null
  undone: Generated<boolean>
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MatterTermsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  kind: 'prohibition' | 'requirement'
  words: string
  supervisor: string | null
  beginsOn: Day | null
  endsOn: Day | null
  madeAt: Date
  madeBy: string
  liftedOn: Day | null
  liftedBecause: string | null
  liftedBy: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MattersTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  tool: string
  subjectId: string
  about: string
  lawOn: Day
  state: Generated<'preparing' | 'authorised' | 'applied' | 'in force' | 'ended'>
  stateSince: Date
  beganAt: Date
  beganBy: string
  ownerId: string
  reason: string
  skippedBecause: string | null
  authority: string | null
  delegationId: string | null
  authorisedAt: Date | null
  authorisedOfficer: string | null
  inForceAt: Date | null
  endsAt: Date | null
  underAppeal: Generated<boolean>
  overridden: Generated<boolean>
  endedAt: Date | null
  endedAs: 'complied with' | 'ran its time' | 'discharged' | 'withdrawn' | 'refused' | 'quashed on appeal' | 'not needed' | null
  endedWords: string | null
  version: Generated<number>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type MessageSecretsTable = {
  partnershipId: number
  messageId: string
  secret: string
}

export type NeighbourhoodResultsTable = {
  partnershipId: number
  id: Generated<string>
  heldFrom: Day
  heldUntil: Day
  wardCode: string | null
  satisfied: number
  answered: number
  asked: number | null
  source: string
  method: Generated<string>
  enteredAt: Date
  enteredBy: string
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnBecause: string | null
}

export type NewsActedOnTable = {
  partnershipId: number
  outboxId: string
  reader: string
  actedAt: Generated<Date>
}

export type OfficerHomesTable = {
  partnershipId: number
  officerId: string
  postcode: string
  street: Generated<string>
  changedAt: Date
}

export type OfficerIdentitiesTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  providerId: string
  subject: string
  linkedAt: Date
  seenAt: Date
}

export type OfficersTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  email: string
  phone: string | null
  jobTitle: string | null
  passwordHash: string | null
  principal: number | null
  awayUntil: Day | null
  coveredBy: string | null
  leftAt: Date | null
  createdAt: Generated<Date>
  news: Generated<'at once' | 'each morning' | 'never'>
  newsSentAt: Date | null
}

export type OfficersAwayTable = {
  partnershipId: number | null
  officerId: string | null
  coverId: string | null
  fromDay: Day | null
  untilDay: Day | null
}

export type OneTimeLinksTable = {
  partnershipId: number
  id: Generated<string>
  tokenHash: string
  purpose: 'set up' | 'choose password'
  officerId: string | null
  expiresAt: Date
  usedAt: Date | null
}

export type OpenCaseCountsTable = {
  partnershipId: number | null
  leadAgencyId: string | null
  leadOfficerId: string | null
  wardCode: string | null
  n: number | null
  high: number | null
  spoke: number | null
  closing: number | null
}

export type OpenCountsTable = {
  partnershipId: number
  visibleTo: number[]
  hiddenFrom: number[]
  leadAgencyId: string
  leadOfficerId: string
  wardCode: string
  n: number
  high: number
  spoke: number
  closing: number
}

export type OutboxTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  about: ColumnType<unknown, string, string>
  announcedAt: Generated<Date>
  handedOnAt: Date | null
}

export type OutgoingMessagesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string | null
  reportId: string | null
  personId: string | null
  purpose: string
  means: 'email' | 'text' | 'post'
  address: string
  subject: string | null
  body: string
  language: Generated<string>
  safeBecause: string
  state: Generated<'waiting' | 'sending' | 'sent' | 'unsure' | 'failed' | 'withheld' | 'printed'>
  writtenAt: Date
  writtenBy: string | null
  sentAt: Date | null
  tries: Generated<number>
  failure: string | null
  carrierReference: string | null
  agencyId: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  claimedAt: Date | null
  nextTryAt: Date | null
  carrier: string | null
  toConfidential: Generated<boolean>
  handedAt: Date | null
  documentStoredAs: string | null
  documentSha256: string | null
  documentWent: boolean | null
}

export type OwnPageCodesTable = {
  partnershipId: number
  id: Generated<string>
  linkHash: string
  linkId: string | null
  browser: string
  fromAddress: string
  askedAt: Date
  expiresAt: Date
  codeHash: string | null
  tries: Generated<number>
  usedAt: Date | null
}

export type OwnPageKeptTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  personId: string
  path: string
  answers: ColumnType<unknown, string, string>
  keptAt: Date
}

export type OwnPageLinksTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  personId: string
  tokenHash: string
  linkMeans: 'email' | 'text' | 'post'
  codeMeans: 'email' | 'text'
  agreed: string
  offeredAt: Date
  offeredBy: string | null
  expiresAt: Date
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  lastEnteredAt: Date | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  wrongCodes: Generated<number>
  wrongCodeAt: Date | null
  movedFromCaseId: string | null
}

export type OwnPageSessionsTable = {
  partnershipId: number
  id: Generated<string>
  tokenHash: string
  caseId: string
  personId: string
  startedAt: Date
  expiresAt: Date
  endedAt: Date | null
  linkId: string | null
  seenAt: Date | null
  idleMinutes: Generated<number>
}

export type PaperTemplatesTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  key: string
  version: number
  kind: 'letter' | 'notice' | 'agreement' | 'statement'
  name: string
  title: string
  blocks: ColumnType<unknown, string, string>
  contents: Generated<string[]>
  why: string
  state: Generated<'draft' | 'submitted' | 'approved' | 'sent back' | 'dropped'>
  madeAt: Date
  writtenBy: string
  writers: Generated<string[]>
  submittedAt: Date | null
  decidedAt: Date | null
  decidedBy: string | null
  decidedBecause: string | null
  startsOn: Day | null
  changes: Generated<number>
}

export type PartnershipsTable = {
  id: Generated<number>
  name: string
  hosts: Generated<string[]>
  language: Generated<string>
  nextPrincipal: Generated<number>
  triageAgencyId: string | null
  isDemonstration: Generated<boolean>
  createdAt: Generated<Date>
  nextCircle: Generated<number>
}

export type PasskeysTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  name: string
  credentialId: string
  publicKey: string
  counter: Generated<number>
  transports: Generated<string[]>
  host: string
  madeAt: Date
  usedAt: Date | null
  endedAt: Date | null
}

export type PenaltyEventsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string
  kind: 'amount' | 'paid' | 'reminded' | 'representations' | 'cancelled' | 'prosecuted'
  onDay: Day
  pence: number | null
  earlyPence: number | null
  words: Generated<string>
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type PeopleTable = {
  partnershipId: number
  id: Generated<string>
  kind: Generated<'person' | 'organisation'>
  givenName: Generated<string>
  familyName: Generated<string>
  knownAs: string | null
  bornOn: Day | null
  isChild: Generated<boolean>
  email: string | null
  phone: string | null
  placeId: string | null
  address: string | null
  postcode: string | null
  language: string | null
  formatNeeds: string | null
  accessNeeds: string | null
  safeMeans: Generated<('phone' | 'text' | 'email' | 'post' | 'visit' | 'through someone else')[]>
  safeTimes: string | null
  mayLeaveMessage: Generated<boolean>
  mustNotKnow: string | null
  safeContactCheckedOn: Day | null
  vulnerability: string | null
  mayShare: boolean | null
  ownerAgencyId: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  createdAt: Generated<Date>
  version: Generated<number>
  changedAt: Date | null
  changedBy: string | null
  confidential: Generated<('address' | 'phone' | 'email')[]>
}

export type PersonAsksTable = {
  partnershipId: number
  id: Generated<string>
  askedBy: string
  agencyId: string
  askedAt: Date
  purpose: string
  digest: string
  personIds: string[]
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type PlacesTable = {
  partnershipId: number
  id: Generated<string>
  kind: 'home' | 'block' | 'street' | 'open space' | 'shop or business' | 'described'
  uprn: string | null
  address: string
  postcode: string | null
  wardCode: string | null
  latitude: number | null
  longitude: number | null
  landlordAgencyId: string | null
}

export type PlanAgreementsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  planId: string
  personId: string
  agreed: boolean
  how: 'in person' | 'by phone' | 'in writing' | 'through someone else'
  onDay: Day
  whyNot: string | null
  said: string
  messageId: string | null
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type PlanStepsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  planId: string
  personId: string
  what: string
  whose: 'us' | 'partner' | 'the person'
  partner: string | null
  officerId: string
  firstDueOn: Day
  dueOn: Day
  shown: boolean
  state: Generated<'open' | 'done' | 'not done'>
  outcome: string | null
  putOff: Generated<number>
  endedAt: Date | null
  endedBy: string | null
  madeAt: Date
  madeBy: string
  version: Generated<number>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type PlansTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  personId: string
  wants: string
  madeAt: Date
  madeBy: string
  version: Generated<number>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type PostMovesTable = {
  partnershipId: number
  id: Generated<string>
  postId: string
  officerId: string
  agencyId: string
  roleId: string
  teamId: string | null
  fromDay: Day
  plannedAt: Date
  plannedBy: string
  doneAt: Date | null
  cancelledAt: Date | null
}

export type PostcodesTable = {
  partnershipId: number
  postcode: string
  latitude: number
  longitude: number
  wardCode: string | null
  areaCode: string | null
}

export type PostsTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  agencyId: string
  teamId: string | null
  roleId: string
  endedOn: Day | null
  providerId: string | null
  startedOn: Generated<Day | null>
  givenBy: Generated<string | null>
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  suspendedAt: Date | null
}

export type PrincipalsTable = {
  partnershipId: number
  id: number
  kind: 'service' | 'agency' | 'team' | 'circle' | 'officer' | 'member'
  subjectId: string | null
}

export type PrintRunsTable = {
  partnershipId: number
  id: Generated<string>
  madeAt: Date
  madeBy: string
  letters: number
  pages: number
  sha256: string
  manifest: ColumnType<unknown, string, string>
  envelopesChecked: Generated<boolean>
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type PublicSpacesExtensionsTable = {
  partnershipId: number
  id: Generated<string>
  orderId: string
  madeOn: Day
  endedOn: Day
  endsOn: Day
  why: string
  authority: string
  madeAt: Date
  madeBy: string | null
  proposalId: string | null
}

export type PublicSpacesOrdersTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  kind: 'standard' | 'expedited'
  place: string
  bans: string[]
  penalty: string
  authority: string
  ring: ColumnType<unknown, string | undefined, string>
  madeOn: Day
  effectOn: Day
  endsOn: Day
  dischargedOn: Day | null
  dischargedBecause: string | null
  madeAt: Date
  madeBy: string | null
  proposalId: string | null
  dischargeProposalId: string | null
  recordedBecause: string | null
}

export type PublicSpacesPartsTable = {
  partnershipId: number
  id: Generated<string>
  proposalId: string
  kind: 'element' | 'step' | 'consultation'
  part: string
  done: boolean
  onDay: Day
  withWhom: Generated<string>
  words: string
  reply: string | null
  repliedOn: Day | null
  madeAt: Date
  madeBy: string | null
}

export type PublicSpacesProposalsTable = {
  partnershipId: number
  id: Generated<string>
  tool: 'pspo' | 'pspo-expedited' | 'pspo-extension' | 'pspo-variation' | 'pspo-discharge'
  orderId: string | null
  name: string
  reason: string
  begunAt: Date
  begunBy: string | null
  endedAt: Date | null
  endedBy: string | null
  outcome: 'decided' | 'dropped' | null
  outcomeWords: Generated<string>
}

export type PublicSpacesVariationsTable = {
  partnershipId: number
  id: Generated<string>
  orderId: string
  proposalId: string | null
  madeOn: Day
  why: string
  authority: string
  place: string
  bans: string[]
  penalty: string
  ring: ColumnType<unknown, string, string>
  saidBefore: ColumnType<unknown, string | null | undefined, string | null>
  madeAt: Date
  madeBy: string | null
}

export type QualityReviewsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  agencyId: string
  officerId: string
  reviewerId: string
  month: string
  formVersion: string
  drawnAt: Date
  dueOn: Day
  state: Generated<'to do' | 'done' | 'not possible'>
  answers: ColumnType<unknown, string | undefined, string>
  comment: Generated<string>
  met: number | null
  asked: number | null
  action: string | null
  doneAt: Date | null
  doneBy: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type RecoveryCodesTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  codeHash: string
  madeAt: Date
  usedAt: Date | null
  endedAt: Date | null
}

export type RedactionsTable = {
  partnershipId: number
  id: Generated<string>
  attachmentId: string
  caseId: string | null
  kind: 'boxes' | 'spans' | 'words'
  marks: ColumnType<unknown, string, string>
  copyId: string | null
  transcriptId: string | null
  reason: 'third party' | 'address' | 'child' | 'witness' | 'privilege' | 'police' | 'not relevant'
  madeFor: string
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ReferralDetailsTable = {
  partnershipId: number
  referralId: string
  details: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ReferralsTable = {
  partnershipId: number
  id: Generated<string>
  version: Generated<number>
  kind: 'referral' | 'ask for more'
  caseId: string | null
  personId: string | null
  about: Generated<string>
  fromAgencyId: string
  fromOfficerId: string
  toAgencyId: string
  toOfficerId: string | null
  service: Generated<string>
  asks: string
  summary: string
  namesBecause: string | null
  urgent: Generated<boolean>
  consent: 'given' | 'overridden' | null
  consentBecause: Generated<string>
  purpose: string
  gateway: 'agreement' | 'safeguarding' | 'vital interest' | 'court order' | 'consent' | null
  gatewayBecause: Generated<string>
  agreementId: string | null
  necessity: Generated<string>
  minimised: Generated<string>
  parts: Generated<('people' | 'incidents' | 'chronology' | 'evidence' | 'risk' | 'plan')[]>
  mayAdd: Generated<boolean>
  shareUntil: Date | null
  authorisedBy: string | null
  state: Generated<'sent' | 'seen' | 'accepted' | 'declined' | 'working' | 'done' | 'recalled'>
  sentAt: Date
  answerDueAt: Date
  cameBackAt: Date | null
  seenAt: Date | null
  seenBy: string | null
  answeredAt: Date | null
  answeredBy: string | null
  answerReason: Generated<string>
  workingAt: Date | null
  endedAt: Date | null
  endedBy: string | null
  outcome: Generated<string>
  grantId: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ReportDraftsTable = {
  partnershipId: number
  id: Generated<string>
  key: string
  answers: ColumnType<unknown, string | undefined, string>
  startedAt: Date
  changedAt: Date
  reached: string | null
  sentAt: Date | null
  endsAt: Date
}

export type ReportsTable = {
  partnershipId: number
  id: Generated<string>
  reference: string
  version: Generated<number>
  channel: 'web' | 'phone' | 'staff' | 'open311' | 'file' | 'own page'
  receivedAt: Date
  enteredAt: Date
  enteredBy: string | null
  categoryCode: string
  inDanger: Generated<boolean>
  story: string
  happenedAt: Date | null
  happenedUntil: Date | null
  happenedAbout: string | null
  howOften: string | null
  stillHappening: boolean | null
  placeId: string | null
  placeDescribed: string | null
  postcode: string | null
  wardCode: string | null
  latitude: number | null
  longitude: number | null
  harmed: string | null
  effect: string | null
  whoIsDoingIt: string | null
  becauseOf: Generated<string[]>
  children: boolean | null
  vulnerability: string | null
  anonymous: Generated<boolean>
  reporterName: string | null
  reporterEmail: string | null
  reporterPhone: string | null
  reporterAddress: string | null
  reporterIs: string | null
  safeMeans: Generated<string[]>
  safeTimes: string | null
  mayLeaveMessage: Generated<boolean>
  mustNotKnow: string | null
  language: string | null
  formatNeeds: string | null
  mayShare: boolean | null
  wanted: string | null
  answers: ColumnType<unknown, string | undefined, string>
  externalSource: string | null
  externalKey: string | null
  state: Generated<'waiting' | 'added to case' | 'case opened' | 'advised and closed' | 'transferred' | 'withdrawn'>
  severity: 'high' | 'medium' | 'standard' | null
  ownerId: string | null
  agencyId: string
  isAsb: boolean | null
  decidedAt: Date | null
  decidedBy: string | null
  decisionReason: string | null
  toldReporter: string | null
  caseId: string | null
  transferredTo: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  followsCaseId: string | null
  personId: string | null
  restricted: Generated<boolean>
  sensitivePlace: Generated<boolean>
}

export type RequestCountsTable = {
  partnershipId: Generated<number>
  key: string
  minute: number
  n: number
}

export type RiskAssessmentsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matrixVersion: string
  answers: ColumnType<unknown, string, string>
  score: number
  band: 'standard' | 'medium' | 'high'
  forcedBy: Generated<string[]>
  reason: Generated<string>
  withThePerson: boolean
  personAgreed: boolean | null
  assessedAt: Date
  assessedBy: string
  reviewDueOn: Day
  because: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
  how: 'in person' | 'by phone' | 'by video' | 'in writing' | 'through someone else' | 'not asked' | null
  theirWords: Generated<string>
  loweredBy: string | null
}

export type RiskMatricesTable = {
  partnershipId: number
  version: number
  startsOn: Day
  source: string
  questions: ColumnType<unknown, string, string>
  forces: string[]
  mediumFrom: number
  highFrom: number
  publishedAt: Date
  publishedBy: string
  why: string
}

export type RoleVersionsTable = {
  partnershipId: number
  id: Generated<string>
  roleId: string
  number: number
  name: string
  acts: string[]
  endedOn: Day | null
  why: string
  changedAt: Date
  changedBy: string | null
}

export type RolesTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  acts: Generated<string[]>
  number: Generated<number>
  why: Generated<string>
  endedOn: Day | null
}

export type SensitivePlacesTable = {
  partnershipId: number
  id: Generated<string>
  circleId: string
  address: string
  postcode: string
  addressKey: string
  because: string
  markedAt: Date
  markedBy: string | null
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ServiceLooksTable = {
  partnershipId: number
  lookedAt: Date
  found: ColumnType<unknown, string, string>
}

export type ServiceTroublesTable = {
  partnershipId: number
  what: string
  since: Date
  toldAt: Date | null
}

export type SessionsTable = {
  partnershipId: number
  id: Generated<string>
  tokenHash: string
  officerId: string
  agencyId: string
  startedAt: Date
  seenAt: Date
  expiresAt: Date
  endedAt: Date | null
  device: string | null
  assurance: Generated<'password' | 'second factor'>
  signedInBy: Generated<'password' | 'passkey' | 'single sign-on' | 'demonstration'>
  provenAt: Date | null
  providerId: string | null
  providerHint: string | null
}

export type SettingChangesTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string | null
  key: string
  number: number
  kind: 'changed' | 'confirmed' | 'back to the default'
  was: ColumnType<unknown, string | null | undefined, string | null>
  became: ColumnType<unknown, string | null | undefined, string | null>
  why: string
  source: string | null
  officerId: string
  at: Date
}

export type SettingsTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string | null
  key: string
  value: ColumnType<unknown, string, string>
  source: string | null
  changedAt: Generated<Date>
}

export type SharingAgreementsTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  purposes: string[]
  parts: string[]
  gateway: string
  document: Generated<string>
  startsOn: Day
  reviewOn: Day
  endsOn: Day
  endedAt: Date | null
  endedBy: string | null
  endedBecause: string | null
  madeAt: Date
  madeBy: string | null
  version: Generated<number>
  categories: Generated<string>
  followsId: string | null
}

export type SharingPartiesTable = {
  partnershipId: number
  id: Generated<string>
  agreementId: string
  agencyId: string
  signedOn: Day
  signedBy: string
  withdrewAt: Date | null
  withdrewBecause: string | null
}

export type SignInAttemptsTable = {
  partnershipId: number
  id: Generated<string>
  account: string
  fromAddress: string
  at: Date
  succeeded: boolean
}

export type SignInStepsTable = {
  partnershipId: number
  id: Generated<string>
  tokenHash: string
  kind: 'second factor' | 'provider' | 'challenge'
  officerId: string | null
  about: ColumnType<unknown, string | undefined, string>
  expiresAt: Date
  usedAt: Date | null
}

export type SignpostsTable = {
  partnershipId: number
  id: Generated<string>
  code: string
  name: string
  phone: string | null
  url: string | null
  says: string
  position: Generated<number>
  endedOn: Day | null
}

export type SingleSignOnGroupsTable = {
  partnershipId: number
  id: Generated<string>
  providerId: string
  groupName: string
  roleId: string
  teamId: string | null
}

export type SingleSignOnSecretsTable = {
  partnershipId: number
  providerId: string
  sealed: string
  setAt: Date
}

export type SingleSignOnsTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  label: string
  issuer: string
  clientId: string
  groupClaim: Generated<string>
  emailDomains: string[]
  secondFactor: Generated<'provider' | 'claim' | 'here'>
  enabled: Generated<boolean>
}

export type StatementSignaturesTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  versionId: string
  signedAs: string
  signedAt: Date
  how: 'by hand on paper' | 'by hand on a screen' | 'typed, by electronic means'
  proof: string
  recordedAt: Date
  recordedBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type SubmissionsTable = {
  partnershipId: number
  key: string
  wentTo: string | null
  at: Generated<Date>
  madeBy: Generated<string>
}

export type SurveyAnswersTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string | null
  personId: string | null
  agencyId: string
  formVersion: string
  questions: ColumnType<unknown, string, string>
  answers: ColumnType<unknown, string, string>
  comment: Generated<string>
  handling: 'very satisfied' | 'fairly satisfied' | 'neither' | 'fairly dissatisfied' | 'very dissatisfied' | 'not applicable'
  closedOn: Day
  wardCode: string | null
  categoryCode: string
  answeredIn: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type SurveyLinksTable = {
  partnershipId: number
  tokenHash: string
  surveyId: string
}

export type SurveyOutcomesTable = {
  partnershipId: number | null
  id: string | null
  caseId: string | null
  closedOn: Day | null
  wardCode: string | null
  categoryCode: string | null
  handling: string | null
  answers: ColumnType<unknown, string | null | undefined, string | null>
  questions: ColumnType<unknown, string | null | undefined, string | null>
  comment: string | null
  agencyId: string | null
}

export type SurveysTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  personId: string
  agencyId: string
  formVersion: string
  state: Generated<'to ask' | 'asked' | 'answered' | 'no answer' | 'not asked'>
  notAskedBecause: string | null
  askOn: Day
  askedAt: Date | null
  reminders: Generated<number>
  remindOn: Day | null
  expiresOn: Day | null
  by: 'link' | 'telephone' | null
  madeAt: Date
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type TeamsTable = {
  partnershipId: number
  id: Generated<string>
  agencyId: string
  name: string
  principal: number | null
  endedOn: Day | null
}

export type TombstonesTable = {
  partnershipId: number
  kind: string
  recordId: string
  writtenAt: Date | null
  removedAt: Date
  rule: string
  removedBy: string | null
  batch: string
}

export type ToolEventsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  subjectId: string
  kind: string
  onDay: Day
  saidBy: string
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type ToolFactsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  subjectId: string
  partyId: string | null
  name: string
  kind: 'individual' | 'body' | 'premises' | 'place' | 'vehicle'
  bornOn: Day | null
  adult: boolean | null
  landlord: 'council' | 'association' | 'private' | 'owner-occupier' | 'none' | 'unknown'
  home: Generated<string>
  tenancy: 'introductory' | 'secure' | 'flexible' | 'starter' | 'assured' | 'demoted' | 'private' | 'none' | 'unknown'
  tenancyBegan: Day | null
  vulnerable: 'yes' | 'no' | 'unknown'
  behaviour: Generated<string[]>
  saidBy: string
  madeAt: Date
  madeBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type TrainingGatesTable = {
  partnershipId: number
  id: Generated<string>
  act: string
  kindId: string
  fromDay: Day
  why: string
  madeAt: Date
  madeBy: string
  endedAt: Date | null
  endedBy: string | null
}

export type TrainingKindsTable = {
  partnershipId: number
  id: Generated<string>
  name: string
  validMonths: number | null
  endedOn: Day | null
}

export type TrainingRecordsTable = {
  partnershipId: number
  id: Generated<string>
  officerId: string
  agencyId: string
  kindId: string
  doneOn: Day
  expiresOn: Day | null
  evidence: string
  recordedAt: Date
  recordedBy: string
  withdrawnAt: Date | null
  withdrawnBy: string | null
  withdrawnBecause: string | null
  alerted: number | null
}

export type TranscriptsTable = {
  partnershipId: number
  id: Generated<string>
  attachmentId: string
  caseId: string | null
  body: string
  writtenAt: Date
  writtenBy: string
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type UnusualAccessTable = {
  partnershipId: number
  id: Generated<string>
  rule: 'volume' | 'hours' | 'no reason' | 'near home' | 'refusals'
  day: Day
  officerId: string
  officerAgencyId: string
  keeperAgencyId: string
  caseId: string | null
  says: string
  raisedAt: Date
  outcome: 'explained' | 'not explained' | null
  answer: string | null
  answeredAt: Date | null
  answeredBy: string | null
}

export type WardsTable = {
  partnershipId: number
  code: string
  name: string
  households: number | null
  residents: number | null
  rings: ColumnType<unknown, string | null | undefined, string | null>
}

export type WitnessStatementsTable = {
  partnershipId: number
  id: Generated<string>
  caseId: string
  matterId: string | null
  statementId: string
  version: number
  number: number
  maker: string
  makerIs: string
  paragraphs: string[]
  exhibits: Generated<string[]>
  willBeCalled: boolean
  notCalledBecause: string | null
  why: string
  writtenAt: Date
  writtenBy: string
  storedAs: string
  sha256: string
  size: number
  pages: number
  visibleTo: Generated<number[]>
  hiddenFrom: Generated<number[]>
}

export type DB = {
  absences: AbsencesTable
  accessDays: AccessDaysTable
  agencies: AgenciesTable
  agencyExports: AgencyExportsTable
  agencyLeavings: AgencyLeavingsTable
  agencyNames: AgencyNamesTable
  apiKeys: ApiKeysTable
  attachments: AttachmentsTable
  auditEvents: AuditEventsTable
  auditHeadsSent: AuditHeadsSentTable
  auditLinks: AuditLinksTable
  auditSeals: AuditSealsTable
  authenticatorApps: AuthenticatorAppsTable
  backUpRuns: BackUpRunsTable
  bundleOrders: BundleOrdersTable
  calendarFeeds: CalendarFeedsTable
  caseAccess: CaseAccessTable
  caseChildTables: CaseChildTablesTable
  caseClosings: CaseClosingsTable
  caseFlags: CaseFlagsTable
  caseGrantDrafts: CaseGrantDraftsTable
  caseGrants: CaseGrantsTable
  caseLastLetters: CaseLastLettersTable
  caseMerges: CaseMergesTable
  caseParties: CasePartiesTable
  caseTransfers: CaseTransfersTable
  caseWords: CaseWordsTable
  cases: CasesTable
  categories: CategoriesTable
  certificationLines: CertificationLinesTable
  certifications: CertificationsTable
  certifiers: CertifiersTable
  circleMembers: CircleMembersTable
  circles: CirclesTable
  closedCaseCounts: ClosedCaseCountsTable
  closedCaseOutcomes: ClosedCaseOutcomesTable
  closedCounts: ClosedCountsTable
  confidentialContacts: ConfidentialContactsTable
  confidentialKeepers: ConfidentialKeepersTable
  conflictConfirmations: ConflictConfirmationsTable
  conflicts: ConflictsTable
  contactPromises: ContactPromisesTable
  contextFiles: ContextFilesTable
  contextIncidents: ContextIncidentsTable
  countChanges: CountChangesTable
  courtBundles: CourtBundlesTable
  courtChronologies: CourtChronologiesTable
  courtChronologyLines: CourtChronologyLinesTable
  custodyEvents: CustodyEventsTable
  delegations: DelegationsTable
  diaryItems: DiaryItemsTable
  diarySheets: DiarySheetsTable
  disclosures: DisclosuresTable
  draftEndings: DraftEndingsTable
  entries: EntriesTable
  exhibits: ExhibitsTable
  fileFacts: FileFactsTable
  fileNotes: FileNotesTable
  filesToRemove: FilesToRemoveTable
  gateAssessments: GateAssessmentsTable
  glassBreaks: GlassBreaksTable
  halfUploads: HalfUploadsTable
  importFiles: ImportFilesTable
  importRefusals: ImportRefusalsTable
  importedRows: ImportedRowsTable
  imports: ImportsTable
  improvements: ImprovementsTable
  incidents: IncidentsTable
  keptAnswers: KeptAnswersTable
  knownDevices: KnownDevicesTable
  lawCommencements: LawCommencementsTable
  lawConfirmations: LawConfirmationsTable
  letterServices: LetterServicesTable
  letters: LettersTable
  markerEvidence: MarkerEvidenceTable
  markerReviews: MarkerReviewsTable
  markers: MarkersTable
  matterBreaches: MatterBreachesTable
  matterClocks: MatterClocksTable
  matterCosts: MatterCostsTable
  matterElements: MatterElementsTable
  matterEvents: MatterEventsTable
  matterOverrides: MatterOverridesTable
  matterServices: MatterServicesTable
  matterSteps: MatterStepsTable
  matterTerms: MatterTermsTable
  matters: MattersTable
  messageSecrets: MessageSecretsTable
  neighbourhoodResults: NeighbourhoodResultsTable
  newsActedOn: NewsActedOnTable
  officerHomes: OfficerHomesTable
  officerIdentities: OfficerIdentitiesTable
  officers: OfficersTable
  officersAway: OfficersAwayTable
  oneTimeLinks: OneTimeLinksTable
  openCaseCounts: OpenCaseCountsTable
  openCounts: OpenCountsTable
  outbox: OutboxTable
  outgoingMessages: OutgoingMessagesTable
  ownPageCodes: OwnPageCodesTable
  ownPageKept: OwnPageKeptTable
  ownPageLinks: OwnPageLinksTable
  ownPageSessions: OwnPageSessionsTable
  paperTemplates: PaperTemplatesTable
  partnerships: PartnershipsTable
  passkeys: PasskeysTable
  penaltyEvents: PenaltyEventsTable
  people: PeopleTable
  personAsks: PersonAsksTable
  places: PlacesTable
  planAgreements: PlanAgreementsTable
  planSteps: PlanStepsTable
  plans: PlansTable
  postMoves: PostMovesTable
  postcodes: PostcodesTable
  posts: PostsTable
  principals: PrincipalsTable
  printRuns: PrintRunsTable
  publicSpacesExtensions: PublicSpacesExtensionsTable
  publicSpacesOrders: PublicSpacesOrdersTable
  publicSpacesParts: PublicSpacesPartsTable
  publicSpacesProposals: PublicSpacesProposalsTable
  publicSpacesVariations: PublicSpacesVariationsTable
  qualityReviews: QualityReviewsTable
  recoveryCodes: RecoveryCodesTable
  redactions: RedactionsTable
  referralDetails: ReferralDetailsTable
  referrals: ReferralsTable
  reportDrafts: ReportDraftsTable
  reports: ReportsTable
  requestCounts: RequestCountsTable
  riskAssessments: RiskAssessmentsTable
  riskMatrices: RiskMatricesTable
  roleVersions: RoleVersionsTable
  roles: RolesTable
  sensitivePlaces: SensitivePlacesTable
  serviceLooks: ServiceLooksTable
  serviceTroubles: ServiceTroublesTable
  sessions: SessionsTable
  settingChanges: SettingChangesTable
  settings: SettingsTable
  sharingAgreements: SharingAgreementsTable
  sharingParties: SharingPartiesTable
  signInAttempts: SignInAttemptsTable
  signInSteps: SignInStepsTable
  signposts: SignpostsTable
  singleSignOnGroups: SingleSignOnGroupsTable
  singleSignOnSecrets: SingleSignOnSecretsTable
  singleSignOns: SingleSignOnsTable
  statementSignatures: StatementSignaturesTable
  submissions: SubmissionsTable
  surveyAnswers: SurveyAnswersTable
  surveyLinks: SurveyLinksTable
  surveyOutcomes: SurveyOutcomesTable
  surveys: SurveysTable
  teams: TeamsTable
  tombstones: TombstonesTable
  toolEvents: ToolEventsTable
  toolFacts: ToolFactsTable
  trainingGates: TrainingGatesTable
  trainingKinds: TrainingKindsTable
  trainingRecords: TrainingRecordsTable
  transcripts: TranscriptsTable
  unusualAccess: UnusualAccessTable
  wards: WardsTable
  witnessStatements: WitnessStatementsTable
}
