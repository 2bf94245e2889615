// Three things the person harmed may say at any time: it has happened again, how it is handled is wrong, and please review it.
import { randomBytes } from 'node:crypto'
import type { PersonWork } from '#db/work.ts'
import { newReference } from '#kernel/reference.ts'
import { OWN_PAGE, promisedWithin, readSetting, serviceStandards } from '#rooms/partnership/index.ts'
import { Form, SubmitButton, TextArea, YesNoField } from '#ui/forms.tsx'
import { WarningText } from '#ui/govuk/components.tsx'
import { seeOther } from '#web/answers.ts'
import { optionalWords, words as text, yesNo } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { happenedAgain, myCase, wantAnswer, writeEntry } from './my-case-store.ts'
import { MyPage } from './my-page.tsx'
import { WhenFields, whenField } from './when-it-happened.tsx'
import { words } from './words.ts'

const w = words.en
const home = { href: '/my-case' }

const againFields = { danger: yesNo({ empty: w.inDangerEmpty }), what: text({ empty: w.whatEmpty, max: 20_000, called: w.what }), when: whenField, effect: optionalWords({ max: 5000, called: w.effectLabel }) }

export const sayAgain = form<PersonWork, typeof againFields, object>({
  fields: againFields,
  load: async () => ({}),
  act: async (work, _loaded, { danger, what, when, effect }) => {
    const { severity } = await myCase(work)
    const standards = await serviceStandards(work)
    const promised = promisedWithin(work.now, standards.firstContact[danger ? 'high' : severity], standards)
    const isOpen = await happenedAgain(work, { reference: newReference(randomBytes(16)), story: what, effect, happenedAt: when.at, happenedAbout: when.about, inDanger: danger })
    const aboutId = await writeEntry(work, { kind: 'incident', summary: 'It has happened again', body: effect === '' ? what : `${what}\n\n${effect}` })
    const title = `It has happened again${danger ? ', and somebody was in danger' : ''}${isOpen ? '' : ': decide the report that follows this closed case'}`
    await wantAnswer(work, { kind: 'task', title, dueAt: promised.by, because: promised.because, aboutKind: 'entry', aboutId, manager: false })
    return seeOther(`/my-case?sent=again&by=${promised.on}`, { about: { kind: 'case', id: work.actor.caseId } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <MyPage frame={frame} title={w.page} state={state} at="" csrf={csrf} back={home}>
      <h1 class="govuk-heading-l">{w.again}</h1>
      <WarningText text={w.danger} iconFallbackText="Warning" />
      <p class="govuk-body">{w.dangerQuiet}</p>
      <p class="govuk-body">{w.againText}</p>
      <Form action={action} csrf={csrf} once={once}>
        <YesNoField name="danger" label={w.inDanger} state={state} />
        <TextArea name="what" label={w.what} hint={w.whatHint} rows={6} maxLength={20_000} autocomplete="off" state={state} />
        <WhenFields state={state} />
        <TextArea name="effect" label={w.effect} hint={w.effectHint} rows={3} autocomplete="off" state={state} />
        <SubmitButton text={w.againSend} />
      </Form>
    </MyPage>
  ),
})

const wrongFields = { wrong: text({ empty: w.wrongEmpty, max: 10_000, called: w.wrongLabel }) }
type Terms = { readonly days: number }

export const sayWrong = form<PersonWork, typeof wrongFields, Terms>({
  fields: wrongFields,
  load: async work => ({ days: (await readSetting(work, OWN_PAGE)).complaintDays }),
  act: async (work, { days }, { wrong }) => {
    const promised = promisedWithin(work.now, days, await serviceStandards(work))
    const aboutId = await writeEntry(work, { kind: 'complaint', summary: 'Says how this is handled is wrong', body: wrong })
    await wantAnswer(work, { kind: 'task', title: 'Answer a complaint of the person harmed about how the case is handled', dueAt: promised.by, because: `${promised.because}: for a manager, not the lead officer`, aboutKind: 'complaint', aboutId, manager: true })
    return seeOther(`/my-case?sent=wrong&by=${promised.on}`, { about: { kind: 'case', id: work.actor.caseId } })
  },
  show: ({ loaded: { days }, state, frame, action, csrf, once }) => (
    <MyPage frame={frame} title={w.page} state={state} at="" csrf={csrf} back={home}>
      <h1 class="govuk-heading-l">{w.wrong}</h1>
      <p class="govuk-body">{w.wrongText}</p>
      <p class="govuk-body">{w.wrongWho}</p>
      <p class="govuk-body">{w.wrongNext.replace('{days}', String(days))}</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="wrong" label={w.wrongLabel} hint={w.wrongHint} rows={8} maxLength={10_000} autocomplete="off" state={state} />
        <SubmitButton text={w.send} />
      </Form>
    </MyPage>
  ),
})

const reviewFields = { more: optionalWords({ max: 10_000, called: w.reviewLabel }) }

export const askForReview = form<PersonWork, typeof reviewFields, Terms>({
  fields: reviewFields,
  load: async work => ({ days: (await readSetting(work, OWN_PAGE)).reviewDays }),
  act: async (work, { days }, { more }) => {
    const promised = promisedWithin(work.now, days, await serviceStandards(work))
    const aboutId = await writeEntry(work, { kind: 'case review', summary: 'Asked for an ASB case review', body: more })
    await wantAnswer(work, { kind: 'task', title: 'Acknowledge the request for an ASB case review', dueAt: promised.by, because: `${promised.because}; 2014 Act, section 104`, aboutKind: 'case review', aboutId, manager: true })
    return seeOther(`/my-case?sent=review&by=${promised.on}`, { about: { kind: 'case', id: work.actor.caseId } })
  },
  show: ({ loaded: { days }, state, frame, action, csrf, once }) => (
    <MyPage frame={frame} title={w.page} state={state} at="" csrf={csrf} back={home}>
      <h1 class="govuk-heading-l">{w.review}</h1>
      {[w.reviewText, w.reviewWhat, w.reviewNotComplaint, w.reviewNext.replace('{days}', String(days))].map(line => <p class="govuk-body">{line}</p>)}
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="more" label={w.reviewLabel} rows={5} maxLength={10_000} autocomplete="off" state={state} />
        <SubmitButton text={w.reviewSend} />
      </Form>
    </MyPage>
  ),
})
