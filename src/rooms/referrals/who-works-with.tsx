// Who works with this person? Asked with an exact name and a date of birth or postcode; answered with an agency and a work contact, or not at all.
import { randomUUID } from 'node:crypto'
import type { OfficerWork } from '#db/work.ts'
import { sayDate, sayMoment } from '#kernel/time.ts'
import { agencies, ASKS_A_DAY, readSetting, REFERRAL_TERMS } from '#rooms/partnership/index.ts'
import { DateField, Form, HiddenField, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { Card } from '#ui/casework.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { optionalDate, optionalPostcode, optionalWords, words } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { answerDue } from './referral-rules.ts'
import { insertReferral } from './referral-store.ts'
import { tellReceiver } from './referral-news.ts'
import { askedAboutOurs, asksToday, whoWorksWith, type Asked, type WorksWith } from './person-asks-store.ts'

const fields = {
  given: words({ empty: 'Enter their given names', max: 100, called: 'Given names' }), family: words({ empty: 'Enter their family name', max: 100, called: 'Family name' }), born: optionalDate({ called: 'Date of birth' }), postcode: optionalPostcode,
  purpose: words({ empty: 'Enter why you ask', max: 300, called: 'Why you ask' }),
}
const aboutOf = ({ given, family, born, postcode }: Asked): string => [`${given} ${family}`, born === null ? undefined : `born ${sayDate(born)}`, postcode ?? undefined].filter(part => part !== undefined).join(', ')

export const askWhoWorksWith = form<OfficerWork, typeof fields, { readonly most: number }>({
  fields,
  rules: [({ born, postcode }) => born === null && postcode === null ? { field: 'born', part: 'day', text: 'Enter their date of birth or their postcode' } : undefined],
  load: async work => ({ most: await readSetting(work, ASKS_A_DAY) }),
  act: async (work, { most }, asked, ask) => {
    // Said before anything is looked up: how often somebody has asked is known to themselves.
    if (await asksToday(work) >= most) return problems({ field: 'purpose', text: `You have asked ${most} times since yesterday, which is as often as anybody may. Ring the agency you have in mind` })
    return page(<Answered found={await whoWorksWith(work, asked, most)} about={aboutOf(asked)} ask={ask} />)
  },
  show: ({ state, frame, action, csrf, once, loaded }) => (
    <OfficerPage frame={{ ...frame, title: 'Who works with this person?' }} state={state} narrow back={{ href: '/referrals', text: 'Referrals' }}>
      <h1 class="govuk-heading-l">Who works with this person?</h1>
      <InsetText text={`You are told only which agency works with them and whom to ring there, if that agency lets others know; and nothing where somebody must be kept safe. Each question is recorded, the agency asked about sees that you asked and why, and nobody asks more than ${loaded.most} times in 24 hours.`} />
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="given" label="Given names" hint="Exactly as they are written" state={state} />
        <TextField name="family" label="Family name" state={state} />
        <DateField name="born" label="Date of birth, if you know it" state={state} />
        <TextField name="postcode" label="Postcode, if you know it" width={10} state={state} />
        <TextArea name="purpose" label="Why do you ask?" hint="For the record, and for the agency asked about" rows={2} maxLength={300} state={state} />
        <SubmitButton text="Ask" />
      </Form>
    </OfficerPage>
  ),
})

/** The same page whether there is an answer or not. */
const Answered = ({ found, about, ask }: { readonly found: readonly WorksWith[]; readonly about: string; readonly ask: Ask }): Html => (
  <OfficerPage frame={{ ...ask.frame, title: 'Who works with this person?' }} narrow back={{ href: '/who-works-with', text: 'Ask again' }}>
    <h1 class="govuk-heading-l">Who works with this person?</h1>
    <p class="govuk-body">You asked about {about}.</p>
    {found.length === 0 ? <p class="govuk-body">There is nothing we can tell you. That does not say that nobody works with them.</p> : found.map(one => (
      <Card heading={one.agency}>
        <p class="govuk-body">{one.officer}{one.phone === null ? '' : `, ${one.phone}`}, {one.email}</p>
        <Form action="/who-works-with/more" csrf={ask.csrf} once={randomUUID()}>
          <HiddenField name="agencyId" value={one.agencyId} />
          <HiddenField name="about" value={about} />
          <TextField name="asks" label="What do you need to know?" state={NOTHING} />
          <TextArea name="purpose" label="For which purpose?" rows={2} maxLength={200} state={NOTHING} />
          <SubmitButton text="Ask for more" look="secondary" />
        </Form>
      </Card>
    ))}
  </OfficerPage>
)
const NOTHING = { errors: [], values: {} }

const moreFields = { agencyId: words({ empty: 'Select the agency', max: 60 }), about: words({ empty: 'Enter about whom you ask', max: 300, called: 'About whom' }), asks: words({ empty: 'Enter what you need to know', max: 300, called: 'What you need' }), purpose: words({ empty: 'Enter for which purpose', max: 200, called: 'Purpose' }), more: optionalWords({ max: 2000, called: 'Anything else' }) }
type Others = { readonly others: readonly { readonly id: string; readonly name: string }[] }

/** A request with its purpose: it has the clock of a referral, and is answered or declined with a reason like one. */
export const askForMore = form<OfficerWork, typeof moreFields, Others>({
  fields: moreFields,
  load: async work => ({ others: (await agencies(work)).filter(({ id }) => id !== work.actor.agencyId) }),
  act: async (work, { others }, { agencyId, about, asks, purpose, more }) => {
    if (!others.some(({ id }) => id === agencyId)) return problems({ field: 'about', text: 'Ask again, and choose the agency from the answer' })
    const due = answerDue(work.now, false, await readSetting(work, REFERRAL_TERMS))
    const id = await insertReferral(work, { kind: 'ask for more', about, toAgencyId: agencyId, asks, summary: more || asks, purpose, answerDueAt: due.at }, '')
    await tellReceiver(work, { id, toAgencyId: agencyId, toOfficerId: null, restricted: false, dueAt: due.at, because: due.because, urgent: false })
    return seeOther(`/referrals/${id}`, { about: { kind: 'referral', id } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Ask for more' }} state={state} narrow back={{ href: '/who-works-with', text: 'Ask again' }}>
      <h1 class="govuk-heading-l">Ask for more</h1>
      <Form action={action} csrf={csrf} once={once} keep="ask-for-more">
        {(['agencyId'] as const).map(name => <HiddenField name={name} value={typeof state.values[name] === 'string' ? state.values[name] : ''} />)}
        <TextField name="about" label="About whom?" state={state} />
        <TextField name="asks" label="What do you need to know?" state={state} />
        <TextArea name="purpose" label="For which purpose?" rows={2} maxLength={200} state={state} />
        <TextArea name="more" label="Anything else they should know (optional)" rows={3} maxLength={2000} state={state} />
        <SubmitButton text="Send the request" />
      </Form>
    </OfficerPage>
  ),
})

const PAGE = 30
export const seeWhoAsked = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const before = beforeIn(ask)
  const found = await askedAboutOurs(work, before, PAGE)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Who asked about people we know' }} back={{ href: '/referrals', text: 'Referrals' }}>
      <h1 class="govuk-heading-l">Who asked about people we know</h1>
      <p class="govuk-body">Officers of other agencies who asked who works with somebody you may see. It stands here whatever they were told. Ask your manager if one looks wrong.</p>
      <DataTable id="asks" caption="The latest first" captionSize="s" narrow="stack" rows={rows} empty="Nobody has asked." columns={[
        { heading: 'When', rowHeader: true, cell: row => sayMoment(row.askedAt) }, { heading: 'About', cell: row => <a class="govuk-link" href={`/people/${row.personId}`}>{`${row.givenName} ${row.familyName}`.trim()}</a> }, { heading: 'Who asked', cell: row => `${row.officer}, ${row.agency}` }, { heading: 'Why', cell: row => row.purpose },
      ]} />
      <KeysetPager label="Pages of questions" {...(last === undefined ? {} : { olderHref: `/who-works-with/asked?before=${goOnAfter(last.askedAt, last.id)}` })} {...(before === undefined ? {} : { newerHref: '/who-works-with/asked' })} newer="Back to the latest" />
    </OfficerPage>,
  )
}
