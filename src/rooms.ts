// The rooms in order, one sentence each. A room may use the ones above it, by their index.ts, and never the ones below.
import type { Room } from '#web/room.ts'
import { accountRoom } from '#rooms/account/index.ts'
import { authorityRoom } from '#rooms/authority/index.ts'
import { bundlesRoom } from '#rooms/bundles/index.ts'
import { caseFileRoom } from '#rooms/case-file/index.ts'
import { casesRoom } from '#rooms/cases/index.ts'
import { closingRoom } from '#rooms/closing/index.ts'
import { contentRoom } from '#rooms/content/index.ts'
import { diaryRoom } from '#rooms/diary/index.ts'
import { evidenceRoom } from '#rooms/evidence/index.ts'
import { exhibitsRoom } from '#rooms/exhibits/index.ts'
import { feedbackRoom } from '#rooms/feedback/index.ts'
import { flagsRoom } from '#rooms/flags/index.ts'
import { gateRoom } from '#rooms/gate/index.ts'
import { handlingRoom } from '#rooms/handling/index.ts'
import { homeRoom } from '#rooms/home/index.ts'
import { importsRoom } from '#rooms/imports/index.ts'
import { interventionsRoom } from '#rooms/interventions/index.ts'
import { lawBookRoom } from '#rooms/law-book/index.ts'
import { leavingRoom } from '#rooms/leaving/index.ts'
import { lettersRoom } from '#rooms/letters/index.ts'
import { markersRoom } from '#rooms/markers/index.ts'
import { myCaseRoom } from '#rooms/my-case/index.ts'
import { officersRoom } from '#rooms/officers/index.ts'
import { open311Room } from '#rooms/open311/index.ts'
import { papersRoom } from '#rooms/papers/index.ts'
import { partiesRoom } from '#rooms/parties/index.ts'
import { partnershipRoom } from '#rooms/partnership/index.ts'
import { peopleRoom } from '#rooms/people/index.ts'
import { performanceRoom } from '#rooms/performance/index.ts'
import { placesRoom } from '#rooms/places/index.ts'
import { publicSpacesRoom } from '#rooms/public-spaces/index.ts'
import { qualityRoom } from '#rooms/quality/index.ts'
import { recordsRoom } from '#rooms/records/index.ts'
import { referralsRoom } from '#rooms/referrals/index.ts'
import { registersRoom } from '#rooms/registers/index.ts'
import { reportingRoom } from '#rooms/reporting/index.ts'
import { restrictedRoom } from '#rooms/restricted/index.ts'
import { riskRoom } from '#rooms/risk/index.ts'
import { serviceRoom } from '#rooms/service/index.ts'
import { sharingRoom } from '#rooms/sharing/index.ts'
import { signInRoom } from '#rooms/sign-in/index.ts'
import { subjectsRoom } from '#rooms/subjects/index.ts'
import { statementsRoom } from '#rooms/statements/index.ts'
import { supportRoom } from '#rooms/support/index.ts'
import { uploadsRoom } from '#rooms/uploads/index.ts'
import { wordingsRoom } from '#rooms/wordings/index.ts'

export type NamedRoom = { readonly name: string; readonly says: string; readonly room: Room }

export const roomsInOrder: readonly NamedRoom[] = [
  { name: 'partnership', says: 'The partnership, its circles and settings.', room: partnershipRoom },
  { name: 'sign-in', says: 'Who is there, and how surely: passwords, second factors, passkeys, single sign-on, sessions.', room: signInRoom },
  { name: 'account', says: 'An officer’s own way in, and an administrator’s hand with it.', room: accountRoom },
  { name: 'officers', says: 'Who is who: officers, posts, teams and agencies, joiners, movers and leavers, and who still needs access.', room: officersRoom },
  { name: 'authority', says: 'By what authority: roles, delegations of statutory powers, and training that an act asks for.', room: authorityRoom },
  { name: 'law-book', says: 'What the law says and how sure we are: changes whose first day is recorded, rules that are confirmed.', room: lawBookRoom },
  { name: 'content', says: 'Editors for what the public reads about us: agencies, categories, signposts.', room: contentRoom },
  { name: 'places', says: 'Homes, estates, wards and postcodes, and what else happened near.', room: placesRoom },
  { name: 'people', says: 'Who reports, is harmed, saw it, or is said to be responsible; the safe-contact rule.', room: peopleRoom },
  { name: 'diary', says: 'What is due, for whom, by when, under which rule.', room: diaryRoom },
  { name: 'markers', says: 'What staff must know about a person or an address before they visit, and until when.', room: markersRoom },
  { name: 'letters', says: 'Words we send, by which safe means, and what became of them.', room: lettersRoom },
  { name: 'evidence', says: 'Files people give us: kept as received, shown as a clean copy.', room: evidenceRoom },
  { name: 'reporting', says: 'Somebody tells us something, and it is triaged.', room: reportingRoom },
  { name: 'cases', says: 'The work on one problem, from opening to closing.', room: casesRoom },
  { name: 'parties', says: 'Who is in a case and in which role, what happened to them, and the page of each person.', room: partiesRoom },
  { name: 'flags', says: 'What a case must be handled with, and what each flag switches on; who is in the circle of a restricted case.', room: flagsRoom },
  { name: 'restricted', says: 'Who may see a restricted record, who must not, and how somebody gets in when there is no time to ask.', room: restrictedRoom },
  { name: 'handling', says: 'Who leads a case, when it rests, and when two cases are one.', room: handlingRoom },
  { name: 'closing', says: 'Ending a case: the person harmed is asked, and a manager agrees where that is needed.', room: closingRoom },
  { name: 'wordings', says: 'The words of every letter, notice and agreement that comes with the service, and what of the law each part answers.', room: wordingsRoom },
  { name: 'papers', says: 'Letters, notices and agreements as papers: templates, what was sent and how it was served, print runs.', room: papersRoom },
  { name: 'risk', says: 'How much danger the person harmed is in, asked with them and asked again in time.', room: riskRoom },
  { name: 'support', says: 'The action plan, the contact promise, and who else helps the person harmed.', room: supportRoom },
  { name: 'my-case', says: 'The person harmed has a page of their own.', room: myCaseRoom },
  { name: 'exhibits', says: 'What is known of a file, its transcript, notes and redacted copies, what court calls it, and whose hands it went through.', room: exhibitsRoom },
  { name: 'subjects', says: 'About whom or what a tool would be used: what the law turns on, and who said so.', room: subjectsRoom },
  { name: 'gate', says: 'Is it proportionate, and fair to this person? Asked before each tool that needs it, signed by somebody else.', room: gateRoom },
  { name: 'interventions', says: 'What could we do? Each lawful tool on the facts of a case, and each one in use: a matter with its proof, steps, clocks and end.', room: interventionsRoom },
  { name: 'registers', says: 'What is in use over all cases, by kind, and what became of each fixed penalty.', room: registersRoom },
  { name: 'public-spaces', says: 'Public spaces protection orders: for anyone to read; prepared, made, extended in time, varied and discharged by the council.', room: publicSpacesRoom },
  { name: 'statements', says: 'What somebody will say to a court and who signed which version of it, and the chronology chosen for court.', room: statementsRoom },
  { name: 'bundles', says: 'The bundle that goes to court in one file, with its index and hashes, and the schedule of what was left out.', room: bundlesRoom },
  { name: 'sharing', says: 'Agreements between agencies, what is shared of a case and until when, and the record of each disclosure.', room: sharingRoom },
  { name: 'referrals', says: 'Promises between agencies: a case or a person referred, answered and done; and who works with a person.', room: referralsRoom },
  { name: 'case-file', says: 'The one screen officers live on.', room: caseFileRoom },
  { name: 'uploads', says: 'Large files on their way in, part by part, gone on with after a lost connection or a restart.', room: uploadsRoom },
  { name: 'feedback', says: 'Was it resolved, how did we do, and what we change because of the answer.', room: feedbackRoom },
  { name: 'quality', says: 'A sample of casework, read against standards by a manager who does not lead it.', room: qualityRoom },
  { name: 'performance', says: 'The measures, and the figures behind them.', room: performanceRoom },
  { name: 'open311', says: 'Other systems report to us and ask what became of it, by Open311 GeoReport v2.', room: open311Room },
  { name: 'imports', says: 'Records brought in from files: preview, mend, load, resume.', room: importsRoom },
  { name: 'records', says: 'Who saw what: the keeper’s view, the officer’s own, the audit screen, its heads, and unusual access.', room: recordsRoom },
  { name: 'service', says: 'How the service itself is, for whoever runs the partnership: queues, mail, back-ups, seal, disk, certificate.', room: serviceRoom },
  { name: 'leaving', says: 'An agency takes its own records with it, and leaves the partnership.', room: leavingRoom },
  { name: 'home', says: 'Each person’s first page, and the pages every public service must have.', room: homeRoom },
]

export const rooms: readonly Room[] = roomsInOrder.map(({ room }) => room)
