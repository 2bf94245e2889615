// What waits for a manager's yes, and how closing stands on the case file.
import type { OfficerWork } from '#db/work.ts'
import { sayAgo, sayDay, sayMoment } from '#kernel/time.ts'
import { isOpen, type CaseSection } from '#rooms/cases/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, shown, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { closingsWaiting, lastLetter, latestClosing } from './closing-store.ts'

export const seeClosings = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const waiting = await closingsWaiting(work)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Requests to close' }}>
      <h1 class="govuk-heading-l">Requests to close a case</h1>
      <DataTable id="closings" caption="Longest waiting first" captionSize="s" narrow="stack" rows={waiting} empty="Nothing waits for a manager’s answer." rowHref={row => `/cases/${row.reference}/closing`} columns={[
        { heading: 'Reference', rowHeader: true, nowrap: true, cell: row => row.reference }, { heading: 'Case', cell: row => row.title },
        { heading: 'Risk', cell: row => <Badge text={row.riskBand ?? 'not assessed'} tone={row.riskBand === 'high' ? 'red' : 'grey'} /> },
        { heading: 'Why it needs a yes', cell: row => row.neededBecause },
        { heading: 'Asked', cell: row => `${sayAgo(row.askedAt, work.now)} by ${row.askedBy === work.actor.officerId ? 'you: somebody else must answer' : row.asker ?? 'an officer'}` },
      ]} />
    </OfficerPage>,
    { shown: shown('case', waiting.map(({ caseId }) => ({ id: caseId }))) },
  )
}

export const closingSection: CaseSection = {
  id: 'closing', title: 'Closing', place: 'main', holds: ['caseClosings', 'caseLastLetters'],
  show: async (work, theCase, ask, held) => {
    const [closing, letter] = [held('caseClosings') ? await latestClosing(work, theCase.id) : undefined, held('caseLastLetters') ? await lastLetter(work, theCase.id) : undefined]
    const path = `/cases/${theCase.reference}/closing`
    const letterSays = letter === undefined || !isOpen(theCase) ? null : <p class="govuk-body">A last letter went on {sayMoment(letter.writtenAt)}: they may answer until the end of {sayDay(letter.answerBy)}.</p>
    if (closing === undefined || closing.state === 'withdrawn') return letterSays ?? undefined
    if (closing.state === 'approved') return <p class="govuk-body">Agreed by {closing.answerer ?? 'a manager'}{closing.answeredAt === null ? '' : `, ${sayMoment(closing.answeredAt)}`}, because {closing.neededBecause}. {closing.answerReason}</p>
    if (closing.state === 'refused') return !isOpen(theCase) ? undefined : <p class="govuk-body"><strong>Sent back by {closing.answerer ?? 'a manager'}:</strong> {closing.answerReason}</p>
    return (
      <>
        <p class="govuk-body"><Badge text="Waits for a manager" tone="orange" /> {closing.asker ?? 'An officer'} asked to close it, {sayAgo(closing.askedAt, work.now)}. It needs a manager because {closing.neededBecause}.</p>
        {work.may('approve a closure') && closing.askedBy !== work.actor.officerId ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={path}>Answer the request</a></p> : null}
        {closing.askedBy === work.actor.officerId ? <Form action={`${path}/withdraw`} csrf={ask.csrf}><SubmitButton text="Take the request back" look="secondary" /></Form> : null}
      </>
    )
  },
}
