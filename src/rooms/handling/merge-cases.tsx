// Merges a case into another and takes a merge apart again. Both histories stay; what is due, and the people, move and come back.
import type { OfficerWork } from '#db/work.ts'
import { CHANGED, changeCase, insertEntry, joinParties, leaveParties, loadOpen, loadSeen, openCaseNamed, SeenVersion, seenVersion, unchanged, type Case, type Seen } from '#rooms/cases/index.ts'
import { moveItems, moveItemsBack } from '#rooms/diary/index.ts'
import { ChoiceField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, shown } from '#web/answers.ts'
import { optionalWords, words } from '#web/fields.ts'
import { form, problems, type FormView } from '#web/form.ts'
import { casesLikeCase, insertMerge, mergeOf, undoMerge } from './handling-store.ts'

const fields = {
  ...seenVersion,
  into: words({ empty: 'Select the case it goes on in', max: 60 }), reference: optionalWords({ max: 60, called: 'Reference' }),
  reason: words({ empty: 'Enter why they are one case', max: 2000, called: 'Reason' }),
}
type Loaded = Seen & { readonly like: Awaited<ReturnType<typeof casesLikeCase>> }

/** Why these two may not become one; undefined when they may. */
const whyNotMerge = (one: Case, other: Case): string | undefined => {
  if (one.id === other.id) return 'That is this case. Enter the reference of the other one'
  if (one.leadAgencyId !== other.leadAgencyId) return 'Another agency leads that case. Offer them the lead of this one instead'
  if (one.stage === 'closing') return 'A request to close this case waits for a manager. Take it back first'
  // A merge shows each history to whoever sees the other.
  if (one.circleId !== other.circleId) return 'Different people may see these two cases, so they cannot be merged'
  return one.offeredToAgencyId !== null || other.offeredToAgencyId !== null ? 'The lead of one of them is offered to another agency. Take the offer back first' : undefined
}

const mergeInto = async (work: OfficerWork, merged: Case, survivor: Case, reason: string): Promise<boolean> => {
  const parties = await joinParties(work, merged.id, survivor.id)
  const items = await moveItems(work, merged.id, survivor.id, `moved to ${survivor.reference} by a merge`)
  await insertMerge(work, { caseId: survivor.id, mergedCaseId: merged.id, reason, moved: { items: [...items], parties } })
  await insertEntry(work, merged.id, { kind: 'merge', happenedAt: work.now, summary: `Merged into ${survivor.reference}`, body: reason, visibility: 'staff' })
  await insertEntry(work, survivor.id, { kind: 'merge', happenedAt: work.now, summary: `${merged.reference} was merged into this case`, body: reason, visibility: 'staff' })
  return changeCase(work, merged, { status: 'merged', mergedIntoId: survivor.id, holdReason: null, holdEndsOn: null })
}

export const mergeCase = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const seen = await loadOpen(work, ask)
    return 'kind' in seen ? seen : { ...seen, like: await casesLikeCase(work, seen.theCase) }
  },
  rules: [unchanged, values => values.into === 'other' && values.reference === '' ? { field: 'reference', text: 'Enter the reference of the other case' } : undefined],
  start: ({ like }) => ({ into: like[0] === undefined ? 'other' : '' }),
  act: async (work, { theCase }, { into, reference, reason }) => {
    const field = into === 'other' ? 'reference' : 'into'
    const survivor = await openCaseNamed(work, into === 'other' ? reference : into)
    if (typeof survivor === 'string') return problems({ field, text: survivor })
    const why = whyNotMerge(theCase, survivor)
    if (why !== undefined) return problems({ field, text: why })
    if (!await mergeInto(work, theCase, survivor, reason)) return problems(CHANGED)
    return seeOther(`/cases/${survivor.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  offers: ({ like }) => shown('case', like),
  show: view => <MergePage {...view} />,
})

const MergePage = ({ loaded, state, frame, action, csrf, once }: FormView<Loaded>): Html => (
  <OfficerPage frame={{ ...frame, title: 'Merge into another case' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}` }}>
    <h1 class="govuk-heading-l">Merge {loaded.theCase.reference} into another case</h1>
    <InsetText text="The work goes on in the other case. Both histories stay as they are, and a merge can be undone." />
    <Form action={action} csrf={csrf} once={once} keep={`merge-${loaded.theCase.reference}`}>
      <SeenVersion seen={loaded} state={state} />
      <ChoiceField name="into" label="Which case does it go on in?" state={state} choices={[
        ...loaded.like.map(one => ({ value: one.reference, text: `${one.reference} ${one.title}`, hint: one.samePlace ? 'The same place' : 'Somebody is in both' })),
        { value: 'other', text: 'Another case', reveals: <TextField name="reference" label="Its reference" hint="Like 4KD-7WM-X3P" width={20} state={state} /> },
      ]} />
      <TextArea name="reason" label="Why are they one case?" maxLength={2000} state={state} />
      <SubmitButton text="Merge them" look="warning" />
    </Form>
  </OfficerPage>
)

const undoFields = { ...seenVersion, reason: words({ empty: 'Enter why they are two cases after all', max: 2000, called: 'Reason' }) }
type Merge = NonNullable<Awaited<ReturnType<typeof mergeOf>>>

export const unmergeCase = form<OfficerWork, typeof undoFields, Seen & { readonly merge: Merge }>({
  fields: undoFields, rules: [unchanged],
  load: async (work, ask) => {
    const seen = await loadSeen(work, ask)
    if ('kind' in seen) return seen
    const merge = await mergeOf(work, seen.theCase.id)
    if (merge === undefined) return notThere
    return seen.theCase.leadAgencyId === work.actor.agencyId ? { ...seen, merge } : refused('Only the agency that leads this case takes a merge apart.')
  },
  act: async (work, { theCase, merge }, { reason }) => {
    if (!await undoMerge(work, merge.id, reason) || !await changeCase(work, theCase, { status: 'open', mergedIntoId: null })) return problems(CHANGED)
    await moveItemsBack(work, merge.moved.items, `moved back to ${theCase.reference}`)
    await leaveParties(work, merge.moved.parties)
    await insertEntry(work, theCase.id, { kind: 'merge', happenedAt: work.now, summary: 'The merge was undone', body: reason, visibility: 'staff' })
    await insertEntry(work, merge.caseId, { kind: 'merge', happenedAt: work.now, summary: `The merge with ${theCase.reference} was undone`, body: reason, visibility: 'staff' })
    return seeOther(`/cases/${theCase.reference}`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Undo a merge' }} state={state} narrow back={{ href: `/cases/${loaded.theCase.reference}` }}>
      <h1 class="govuk-heading-l">Make {loaded.theCase.reference} a case of its own again</h1>
      <InsetText text="It opens again. What moved with it and is still to do comes back; what was written since stays where it was written." />
      <Form action={action} csrf={csrf} once={once} keep={`unmerge-${loaded.theCase.reference}`}>
        <SeenVersion seen={loaded} state={state} />
        <TextArea name="reason" label="Why are they two cases?" maxLength={2000} state={state} />
        <SubmitButton text="Undo the merge" />
      </Form>
    </OfficerPage>
  ),
})
