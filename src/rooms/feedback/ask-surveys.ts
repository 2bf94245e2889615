// Asks the person harmed how we did: some working days after closing, reminded twice at most, never where it is unsafe, and
// not while they wait for the answer to a complaint.
import type { SystemWork } from '#db/work.ts'
import { addDays } from '#kernel/time.ts'
import { addWorkingDays } from '#kernel/working-days.ts'
import { readsNews } from '#jobs/readers.ts'
import type { Chore } from '#jobs/chores.ts'
import { caseById, caseClosed, contactsOf, type Case, type Contact } from '#rooms/cases/index.ts'
import { complaintWaits } from '#rooms/diary/index.ts'
import { SECRET, writeMessage } from '#rooms/letters/index.ts'
import { readSetting, SURVEY } from '#rooms/partnership/index.ts'
import { digestOf, newToken } from '#web/csrf.ts'
import { surveyFormOn } from './survey-questions.ts'
import { mayWrite, whyNotAsk } from './survey-rules.ts'
import { insertSurvey, markAsked, markNotAsked, markUnanswered, putOffAsking, surveysDue, type DueSurvey } from './survey-store.ts'

const whyNot = (theCase: Case, contact: Contact): string | undefined =>
  whyNotAsk({ flags: theCase.flags, isRestricted: theCase.circleId !== null, closeReason: theCase.closeReason, isChild: contact.isChild, safeMeans: contact.safeMeans })

/** When a case has closed: one request for each person to tell, or the reason why there is none. */
export const planSurveys = readsNews(caseClosed, 'feedback: asks how we did', async (work, { caseId }) => {
  const theCase = await caseById(work, caseId)
  if (theCase?.status !== 'closed') return
  const { askAfter } = await readSetting(work, SURVEY)
  for (const contact of await contactsOf(work, caseId)) {
    await insertSurvey(work, {
      caseId, personId: contact.personId, agencyId: theCase.leadAgencyId, formVersion: surveyFormOn(work.today).version,
      askOn: addWorkingDays(work.today, askAfter), notAskedBecause: whyNot(theCase, contact) ?? null,
    })
  }
})

/** Each morning: asks, reminds and ends what is due. What was safe when the case closed is checked again. */
export const askingSurveys: Chore = {
  name: 'feedback-surveys', cron: '0 10 * * *',
  each: async (work, baseUrl) => {
    const { openDays, waitForComplaint } = await readSetting(work, SURVEY)
    for (const survey of await surveysDue(work)) {
      const isOver = survey.expiresOn !== null && survey.expiresOn < work.today
      if (!isOver && waitForComplaint && await complaintWaits(work, survey.caseId)) {
        await putOffAsking(work, survey.id)
        continue
      }
      if ((survey.expiresOn ?? addDays(survey.askOn, openDays)) < work.today) await markUnanswered(work, survey.id)
      else await ask(work, survey, baseUrl)
    }
  },
}

const ask = async (work: SystemWork, survey: DueSurvey, baseUrl: string): Promise<void> => {
  const theCase = await caseById(work, survey.caseId)
  const contact = (await contactsOf(work, survey.caseId)).find(({ personId }) => personId === survey.personId)
  const because = theCase?.status !== 'closed' ? 'The case is open again or was joined with another' : contact === undefined ? 'They are no longer part of the case' : whyNot(theCase, contact)
  if (because !== undefined || contact === undefined) return markNotAsked(work, survey.id, because ?? 'They are no longer part of the case')
  // Only by telephone: it stays in the list of those to ring until it is answered or its time is over.
  if (!mayWrite(contact.safeMeans)) return
  await send(work, survey, contact, baseUrl)
}

const send = async (work: SystemWork, survey: DueSurvey, contact: Contact, baseUrl: string): Promise<void> => {
  const { remindAfter, reminders: most, openDays } = await readSetting(work, SURVEY)
  const token = newToken()
  const isReminder = survey.state === 'asked'
  const written = await writeMessage(work, contact, {
    purpose: isReminder ? 'survey reminder' : 'survey', subject: 'How did we do?',
    body: `Hello ${contact.givenName}\n\nPlease tell us how we did. It is five short questions and takes about two minutes:\n${SECRET}\n\nYou do not have to answer. ${work.partnership.agencyName ?? work.partnership.name}`,
    secret: `${baseUrl}/survey/${token}`,
  }, { caseId: survey.caseId, reportId: null, agencyId: survey.agencyId })
  if (written.state === 'withheld') return markNotAsked(work, survey.id, written.because)
  const reminders = survey.reminders + (isReminder ? 1 : 0)
  await markAsked(work, survey.id, {
    tokenHash: digestOf(token), reminders, expiresOn: survey.expiresOn ?? addDays(work.today, openDays),
    remindOn: reminders < most ? addWorkingDays(work.today, remindAfter) : null,
  })
}
