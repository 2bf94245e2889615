// What the keeper of a circle does: lets in, takes out, looks through it, hands it on, ends it.
import type { OfficerWork } from '#db/work.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { agencies, officersWhoMay } from '#rooms/partnership/index.ts'
import { Form, SelectField, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, refused, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { circleAt, keptCircle, type Kept } from './circle-at.ts'
import { endCircle, handOn, lacksKeeper, letIn, reviewed, takeOut, type Member } from './circle-store.ts'
import { nextReview } from './make-circle.tsx'

const because = words({ empty: 'Enter the reason', max: 1000, called: 'Reason' })
const MEANWHILE = 'Somebody has changed the circle since you opened this page'
const about = (id: string) => ({ about: { kind: 'circle', id } })
type Named = { readonly id: string; readonly name: string }

const adding = { officerId: words({ empty: 'Select an officer', max: 40 }), because }
export const letSomebodyIn = form<OfficerWork, typeof adding, Kept & { readonly candidates: readonly Named[] }>({
  fields: adding,
  load: async (work, ask) => {
    const kept = await keptCircle(work, ask)
    if ('kind' in kept) return kept
    const candidates: Named[] = []
    for (const agency of await agencies(work)) candidates.push(...(await officersWhoMay(work, agency.id, 'see cases')).map(({ id, name }) => ({ id, name: `${name}, ${agency.shortName}` })))
    return { ...kept, candidates: candidates.filter(({ id }) => !kept.members.some(one => one.officerId === id && one.endedAt === null)) }
  },
  act: async (work, { circle, candidates }, values) => {
    if (!candidates.some(({ id }) => id === values.officerId) || !await letIn(work, circle.id, values.officerId, values.because)) return problems({ field: 'officerId', text: 'Select an officer who is not in the circle' })
    return seeOther(`/circles/${circle.id}`, about(circle.id))
  },
  show: ({ loaded: { circle, candidates }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Let somebody in' }} state={state} narrow back={{ href: `/circles/${circle.id}` }}>
      <h1 class="govuk-heading-l">Let somebody into “{circle.name}”</h1>
      <InsetText text="They see each new case of this flag from now on. Cases that are there already are opened to them one by one, on the case." />
      <Form action={action} csrf={csrf} once={once} keep={`let-in-${circle.id}`}>
        <SelectField name="officerId" label="Officer" empty="Choose" options={candidates.map(({ id, name }) => ({ value: id, text: name }))} state={state} />
        <TextArea name="because" label="Why do they need to?" maxLength={1000} state={state} />
        <SubmitButton text="Let them in" />
      </Form>
    </OfficerPage>
  ),
})

const ending = { because }
export const takeSomebodyOut = form<OfficerWork, typeof ending, Kept & { readonly who: Member }>({
  fields: ending,
  load: async (work, ask) => {
    const found = await circleAt(work, ask)
    if ('kind' in found) return found
    const who = found.members.find(one => one.officerId === ask.params['officer'] && one.endedAt === null)
    if (who === undefined) return notThere
    if (who.officerId === found.circle.keeperId) return refused('The keeper stays in the circle. Hand it on first.')
    return found.keeps || who.officerId === found.me ? { ...found, who } : refused('Only its keeper takes somebody out.')
  },
  act: async (work, { circle, who, me }, values) => {
    if (!await takeOut(work, circle.id, who.officerId, values.because)) return problems({ field: 'because', text: MEANWHILE })
    return seeOther(who.officerId === me ? '/circles' : `/circles/${circle.id}`, about(circle.id))
  },
  show: ({ loaded: { circle, who, me }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Take somebody out' }} state={state} narrow back={{ href: `/circles/${circle.id}` }}>
      <h1 class="govuk-heading-l">{who.officerId === me ? `Leave “${circle.name}”` : `Take ${who.name} out of “${circle.name}”`}</h1>
      <p class="govuk-body">From now on no case they see only through this circle exists for them.</p>
      <Form action={action} csrf={csrf} once={once} keep={`take-out-${circle.id}`}>
        <TextArea name="because" label="Why?" maxLength={1000} state={state} />
        <SubmitButton text={who.officerId === me ? 'Leave' : 'Take them out'} />
      </Form>
    </OfficerPage>
  ),
})

const reviewing = { words: words({ empty: 'Enter what you looked at, and what you changed', max: 2000, called: 'What you looked at' }) }
export const lookThrough = form<OfficerWork, typeof reviewing, Kept>({
  fields: reviewing, load: keptCircle,
  act: async (work, { circle }, values) => {
    if (!await reviewed(work, circle.id, values.words, nextReview(work.today))) return problems({ field: 'words', text: MEANWHILE })
    await settleAbout(work, 'circle', circle.id, 'looked through')
    return seeOther(`/circles/${circle.id}`, about(circle.id))
  },
  show: ({ loaded: { circle, members }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Look through a circle' }} state={state} narrow back={{ href: `/circles/${circle.id}` }}>
      <h1 class="govuk-heading-l">Look through “{circle.name}”</h1>
      <p class="govuk-body">Does each of them still need to see every case of this flag? Take out whoever does not, then write down that you have looked.</p>
      <ul class="govuk-list govuk-list--bullet">{members.filter(one => one.endedAt === null).map(one => <li>{one.name}{one.agency === null ? '' : `, ${one.agency}`}{one.reason === '' ? '' : `: ${one.reason}`}{one.officerId === circle.keeperId ? '' : <> <a class="govuk-link" href={`/circles/${circle.id}/take-out/${one.officerId}`}>Take out<span class="govuk-visually-hidden">: {one.name}</span></a></>}</li>)}</ul>
      <Form action={action} csrf={csrf} once={once} keep={`review-${circle.id}`}>
        <TextArea name="words" label="What did you look at, and what did you change?" maxLength={2000} state={state} />
        <SubmitButton text="I have looked through it" />
      </Form>
    </OfficerPage>
  ),
})

const handing = { officerId: words({ empty: 'Select who keeps it', max: 40 }) }
type ToHand = { readonly circleId: string; readonly name: string | undefined; readonly candidates: readonly Named[] }
/** Its keeper; or, when it has lost its keeper, any manager like them, who is told no name and cannot name themselves. */
const loadToHand = async (work: OfficerWork, ask: Ask): Promise<ToHand | Answer> => {
  const circleId = ask.params['circle'] ?? ''
  const candidates = (await officersWhoMay(work, work.actor.agencyId, 'see restricted')).filter(({ id }) => id !== work.actor.officerId)
  if (await lacksKeeper(work, circleId)) return { circleId, name: undefined, candidates }
  const kept = await keptCircle(work, ask)
  return 'kind' in kept ? kept : { circleId, name: kept.circle.name, candidates }
}

export const handItOn = form<OfficerWork, typeof handing, ToHand>({
  fields: handing, load: loadToHand,
  act: async (work, { circleId, name, candidates }, { officerId }) => {
    if (!candidates.some(({ id }) => id === officerId) || !await handOn(work, circleId, officerId)) return problems({ field: 'officerId', text: 'Select another manager of your agency who may see restricted cases' })
    for (const kind of ['circle keeper', 'circle']) await settleAbout(work, kind, circleId, 'handed on')
    return seeOther(name === undefined ? '/circles' : `/circles/${circleId}`, about(circleId))
  },
  show: ({ loaded: { circleId, name, candidates }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Who keeps it from now on?' }} state={state} narrow back={{ href: name === undefined ? '/circles' : `/circles/${circleId}` }}>
      <h1 class="govuk-heading-l">{name === undefined ? 'A circle of your agency has no keeper' : `Hand on “${name}”`}</h1>
      <p class="govuk-body">{name === undefined ? 'Name a manager to keep it. You cannot name yourself, and you are not told which circle it is.' : 'You stay in it as a member, until the new keeper takes you out.'}</p>
      {candidates.length === 0 ? <p class="govuk-body">There is no other manager in your agency who may see restricted cases.</p> : (
        <Form action={action} csrf={csrf} once={once}>
          <SelectField name="officerId" label="Who keeps it?" empty="Choose" options={candidates.map(({ id, name: officer }) => ({ value: id, text: officer }))} state={state} />
          <SubmitButton text="Hand it on" />
        </Form>
      )}
    </OfficerPage>
  ),
})

export const endACircle = form<OfficerWork, typeof ending, Kept>({
  fields: ending, load: keptCircle,
  act: async (work, { circle }, values) => {
    if (!await endCircle(work, circle.id, values.because)) return problems({ field: 'because', text: MEANWHILE })
    await settleAbout(work, 'circle', circle.id, 'ended')
    return seeOther('/circles', about(circle.id))
  },
  show: ({ loaded: { circle }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'End a circle' }} state={state} narrow back={{ href: `/circles/${circle.id}` }}>
      <h1 class="govuk-heading-l">End “{circle.name}”</h1>
      <p class="govuk-body">Whoever sees a case only through it sees it no more. Lead officers, managers and those named on a case still do.</p>
      <Form action={action} csrf={csrf} once={once} keep={`end-${circle.id}`}>
        <TextArea name="because" label="Why?" maxLength={1000} state={state} />
        <SubmitButton text="End it" look="warning" />
      </Form>
    </OfficerPage>
  ),
})
