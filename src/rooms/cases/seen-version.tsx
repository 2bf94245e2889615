// The version of a case an officer saw when they opened a form: what somebody else changed meanwhile is shown, never overwritten.
import type { OfficerWork } from '#db/work.ts'
import { sayMoment } from '#kernel/time.ts'
import { HiddenField, valueOf, type FormState } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { refused, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import type { Field } from '#web/fields.ts'
import type { Problem } from '#web/form.ts'
import { caseAt, caseToAddTo, isOpen, isShared } from './case-at.ts'
import { enteredSince, seesByGlass, type Case, type Part } from './case-store.ts'

type Since = Awaited<ReturnType<typeof enteredSince>>[number]
/** A case as a form loads it: with what others wrote since this officer opened the form. */
export type Seen = { readonly theCase: Case; readonly since: readonly Since[]; readonly at: Date }

export const CHANGED: Problem = { field: 'seen', text: 'Somebody else has changed this case since you opened it. What you typed is kept: read what changed, then send it again if it still holds' }

const ONLY_LOOKS = 'You see this case because you broke the glass. You may read it and add a note; whoever keeps it does the rest.'
const ONLY_LEAD = 'Only the agency that leads this case does this. If the lead is offered to yours, accept it first.'

const readSeen = (text: string): { readonly version: number; readonly at: Date } | undefined => {
  const [version, at] = text.split('_')
  const read = { version: Number(version), at: new Date(at ?? '') }
  return Number.isInteger(read.version) && !Number.isNaN(read.at.getTime()) ? read : undefined
}

/** Spread into a form's fields: `{ ...seenVersion, title: … }`. Null when the form did not carry it. */
export const seenVersion: { readonly seen: Field<number | null> } = {
  seen: { read: (name, answers) => ({ ok: true, value: readSeen(textOf(answers, name))?.version ?? null }) },
}

/** The rule that goes with it, for a form's `rules`. */
export const unchanged = ({ seen }: { readonly seen?: number | null }, { loaded }: { readonly loaded: Seen }): Problem | undefined =>
  seen === loaded.theCase.version ? undefined : CHANGED

/** Loads the case at this address with what changed since the form was opened. */
export const loadSeen = async (work: OfficerWork, ask: Ask): Promise<Seen | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const seen = readSeen(textOf(ask.answers, 'seen'))
  return { theCase, at: work.now, since: seen === undefined || seen.version === theCase.version ? [] : await enteredSince(work, theCase.id, seen.at) }
}

/** The same, for what only the lead agency does and only while a case is open. Anybody else is told why, or led to the case. */
export const loadOpen = async (work: OfficerWork, ask: Ask): Promise<Seen | Answer> => {
  const seen = await loadSeen(work, ask)
  if ('kind' in seen) return seen
  if (!isOpen(seen.theCase)) return seeOther(`/cases/${seen.theCase.reference}`)
  if (seen.theCase.leadAgencyId !== work.actor.agencyId) return refused(ONLY_LEAD)
  return seen.theCase.circleId !== null && await seesByGlass(work, seen.theCase.id) ? refused(ONLY_LOOKS) : seen
}

/**
 * For adding to a case: while it is open; once closed, only a late note (`late`). Of a merged case the survivor is the place.
 * An agency the lead is only offered to reads, and adds nothing.
 */
export const loadToAdd = async (work: OfficerWork, ask: Ask): Promise<{ readonly theCase: Case; readonly late: boolean } | Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  if (theCase.status === 'merged') return seeOther(`/cases/${theCase.reference}`)
  return theCase.offeredToAgencyId === work.actor.agencyId ? refused(ONLY_LEAD) : { theCase, late: theCase.status === 'closed' }
}

/** The same for one part of a case, and also where another agency shares that part with leave to add. */
export const loadToAddPart = async (work: OfficerWork, ask: Ask, part: Part): Promise<{ readonly theCase: Case; readonly late: boolean } | Answer> => {
  const found = await caseToAddTo(work, ask, part)
  if ('kind' in found) return found
  return isShared(found.theCase) ? { theCase: found.theCase, late: found.theCase.status === 'closed' } : loadToAdd(work, ask)
}

/** Goes into the form, first: the hidden version, and what changed when it no longer holds. */
export const SeenVersion = ({ seen: { theCase, since, at }, state }: { readonly seen: Seen; readonly state: FormState }): Html => {
  const changed = state.errors.some(error => error.field === 'seen')
  const current = `${theCase.version}_${at.toISOString()}`
  // Answers kept from before a session ended still carry the version they were written on.
  const value = changed ? current : valueOf(state, 'seen') || current
  return (
    <>
      <HiddenField name="seen" value={value} />
      {changed ? (
        <div class="govuk-inset-text" id="seen" tabindex={-1}>
          <p class="govuk-body"><strong>Changed since you opened this page</strong></p>
          {since.length === 0 ? <p class="govuk-body">Nothing new is in the chronology. <a class="govuk-link" href={`/cases/${theCase.reference}`} target="_blank" rel="noopener">Read the case (opens in a new tab)</a></p> : (
            <ul class="govuk-list govuk-list--bullet">{since.map(entry => <li>{entry.enteredAs}, {sayMoment(entry.enteredAt)}: {entry.summary}</li>)}</ul>
          )}
        </div>
      ) : null}
    </>
  )
}
