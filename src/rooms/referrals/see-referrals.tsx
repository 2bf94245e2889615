// What came to our agency and what went from it: lists by state, one referral with every step, and what stands on the case file.
import type { OfficerWork } from '#db/work.ts'
import { oneOf } from '#kernel/literal.ts'
import { londonDay, sayDay, sayDue, sayMoment, sayShortDay } from '#kernel/time.ts'
import type { CaseSection } from '#rooms/cases/index.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { GATEWAY_SAYS, sayParts } from '#rooms/sharing/index.ts'
import { Badge, Clock, SubNavigation } from '#ui/casework.tsx'
import { FilterLayout, FilterPanel } from '#ui/filters.tsx'
import { SelectField } from '#ui/forms.tsx'
import { Button, SummaryList } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { PageHeading } from '#ui/page-parts.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { nextSteps, STATES, STEP_SAYS, TONE, type Side } from './referral-rules.ts'
import { listReferrals, moveReferral, referralsOfCase, referralWith, type Referral } from './referral-store.ts'

const PAGE = 30
const LISTED = ['open', 'all', ...STATES] as const

/** Which side of it whoever asks is on; a referral to one officer is answered by that officer alone. */
export const sideOf = ({ fromAgencyId, toAgencyId, toOfficerId }: Pick<Referral, 'fromAgencyId' | 'toAgencyId' | 'toOfficerId'>, { actor }: OfficerWork): Side =>
  toAgencyId === actor.agencyId && (toOfficerId === null || toOfficerId === actor.officerId) ? 'receiver' : fromAgencyId === actor.agencyId ? 'sender' : 'neither'

const Stands = ({ one }: { readonly one: Referral }): Html => <><Badge text={one.state} tone={TONE[one.state]} />{one.cameBackAt !== null && (one.state === 'sent' || one.state === 'seen') ? <> <Badge text="not answered in time" tone="red" /></> : null}{one.urgent ? <> <Badge text="urgent" tone="red" /></> : null}</>
const Answering = ({ one, work }: { readonly one: Referral; readonly work: OfficerWork }): Html | string =>
  one.state !== 'sent' && one.state !== 'seen' ? '' : <Clock state={one.answerDueAt < work.now ? 'overdue' : londonDay(one.answerDueAt) === work.today ? 'soon' : 'due'} words={sayDue(londonDay(one.answerDueAt), work.today)} />

export const seeReferrals = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [box, typed, before] = [textOf(ask.query, 'box') === 'out' ? 'out' as const : 'in' as const, textOf(ask.query, 'state'), beforeIn(ask)]
  const state = oneOf(LISTED, typed) ? typed : 'open'
  const found = await listReferrals(work.byKey(), { box, state, before }, PAGE)
  const rows = found.slice(0, PAGE)
  const last = found.length > PAGE ? rows.at(-1) : undefined
  const path = `/referrals?box=${box}&state=${state}`
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Referrals' }}>
      <h1 class="govuk-heading-l">Referrals</h1>
      <SubNavigation label="Referrals" items={[{ text: 'To us', href: '/referrals', current: box === 'in' }, { text: 'From us', href: '/referrals?box=out', current: box === 'out' }]} />
      <p class="govuk-body"><a class="govuk-link" href="/who-works-with">Who works with this person?</a> · <a class="govuk-link" href="/who-works-with/asked">Who asked about people we know</a></p>
      <FilterLayout filter={<FilterPanel action="/referrals" clearHref={`/referrals?box=${box}`} carry={{ box }}><SelectField name="state" label="Which" empty={null} options={LISTED.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} state={{ errors: [], values: { state } }} /></FilterPanel>}>
        <DataTable id="referrals" caption={box === 'in' ? 'Referred to us, the latest first' : 'Referred by us, the latest first'} captionSize="s" narrow="stack" rows={rows} empty={box === 'in' ? 'Nothing like this was referred to your agency.' : 'Your agency referred nothing like this.'} rowHref={row => `/referrals/${row.id}`} columns={[
          { heading: 'What is asked', rowHeader: true, cell: row => row.asks }, { heading: box === 'in' ? 'From' : 'To', cell: row => box === 'in' ? `${row.sender}, ${row.from}` : [row.toOfficer, row.to, row.service].filter(Boolean).join(', ') },
          { heading: 'Stands', cell: row => <Stands one={row} /> }, { heading: 'Answer', cell: row => <Answering one={row} work={work} /> }, { heading: 'Sent', nowrap: true, cell: row => sayShortDay(londonDay(row.sentAt)) },
        ]} />
        <KeysetPager label="Pages of referrals" {...(last === undefined ? {} : { olderHref: `${path}&before=${goOnAfter(last.sentAt, last.id)}` })} {...(before === undefined ? {} : { newerHref: path })} newer="Back to the latest" />
      </FilterLayout>
    </OfficerPage>,
  )
}

const row = (key: string, value: string | null | undefined) => value === null || value === undefined || value === '' ? [] : [{ key: { text: key }, value: { text: value } }]
const when = (label: string, at: Date | null, more = '') => at === null ? [] : row(label, `${sayMoment(at)}${more === '' ? '' : `: ${more}`}`)

const steps = (one: Referral) => [
  ...when('Sent', one.sentAt, `by ${one.sender}, ${one.from}`), ...when('Seen', one.seenAt), ...when('Not answered in time', one.cameBackAt), ...when(one.state === 'declined' ? 'Declined' : 'Accepted', one.answeredAt, [one.answerer === null ? '' : `by ${one.answerer}`, one.answerReason].filter(part => part !== '').join('. ')),
  ...when('Working on it since', one.workingAt), ...(one.state === 'done' ? when('Done', one.endedAt, one.outcome) : one.state === 'recalled' ? when('Taken back', one.endedAt, one.outcome) : []),
]

/** The receiver's first look at it is what 'seen' means; it is written with the reading. */
export const seeReferral = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const found = await referralWith(work, ask.params['referral'] ?? '')
  if (found === undefined) return notThere
  const side = sideOf(found, work)
  if (side === 'receiver' && found.state === 'sent') await moveReferral(work, found, 'seen', '')
  // News to the sender is settled by reading it.
  if (side === 'sender' && found.fromOfficerId === work.actor.officerId && found.state !== 'sent' && found.state !== 'seen') await settleAbout(work, 'referral', found.id, 'read')
  const one = await referralWith(work, found.id) ?? found
  const may = work.may('work on cases') ? nextSteps(one.state, side) : []
  return page(
    <OfficerPage frame={{ ...ask.frame, title: one.asks }} breadcrumbs={[{ text: 'Referrals', href: side === 'sender' ? '/referrals?box=out' : '/referrals' }, { text: 'A referral' }]}>
      <PageHeading heading={one.asks} caption={one.kind === 'ask for more' ? 'Asked for more about somebody' : `From ${one.from} to ${one.to}${one.service === '' ? '' : `, ${one.service}`}`}><Stands one={one} /></PageHeading>
      {may.length === 0 ? null : <div class="govuk-button-group">{may.map((step, at) => <Button text={STEP_SAYS[step]} href={`/referrals/${one.id}/${step}`} classes={at === 0 && step !== 'recalled' ? undefined : 'govuk-button--secondary'} />)}</div>}
      <SummaryList rows={[
        ...row('About', one.about), ...(one.reference === null ? [] : [{ key: { text: 'Case' }, value: { html: <a class="govuk-link" href={`/cases/${one.reference}`}>{one.reference}</a> } }]),
        ...(one.givenName === null ? [] : [{ key: { text: 'Person' }, value: { html: <a class="govuk-link" href={`/people/${one.personId ?? ''}`}>{`${one.givenName} ${one.familyName ?? ''}`.trim()}</a> } }]),
        ...row('For', one.toOfficer), ...row('Summary', one.summary), ...row('Names somebody because', one.namesBecause), ...row(side === 'sender' ? 'Told once they accept' : 'Told because it was accepted', one.details),
        ...row('Has the person agreed?', one.consent === null ? '' : one.consent === 'given' ? 'Yes' : `No. Referred all the same: ${one.consentBecause}`), ...row('For which purpose', one.purpose), ...row('Rests on', one.gateway === null ? '' : [GATEWAY_SAYS[one.gateway], one.gatewayBecause].filter(part => part !== '').join('. ')),
        ...row('A yes shares', one.parts.length === 0 ? '' : `${sayParts(one.parts)}${one.shareUntil === null ? '' : `, until ${sayDay(londonDay(one.shareUntil))}`}`), ...row('Whom to ring', side === 'sender' ? '' : [one.sender, one.senderPhone, one.senderEmail].filter(part => part !== null).join(', ')),
        ...(one.state === 'sent' || one.state === 'seen' ? row('Answer due', sayMoment(one.answerDueAt)) : []), ...steps(one),
      ]} />
    </OfficerPage>, { about: { kind: 'referral', id: one.id } },
  )
}

export const referralsSection: CaseSection = {
  id: 'referrals', title: 'Referrals', place: 'aside', holds: ['referrals'],
  show: async (work, theCase, _ask, held) => {
    const all = held('referrals') ? await referralsOfCase(work, theCase.id) : []
    const may = work.may('share a case') && theCase.leadAgencyId === work.actor.agencyId && theCase.status !== 'merged'
    if (all.length === 0 && !may) return undefined
    return (
      <>
        {all.length === 0 ? <p class="govuk-body">None.</p> : <ul class="govuk-list">{all.map(one => <li><a class="govuk-link" href={`/referrals/${one.id}`}>{one.asks}</a><br />{one.to} <Stands one={one} /> <Answering one={one} work={work} /></li>)}</ul>}
        {may ? <p class="govuk-body amity-not-on-paper"><a class="govuk-link" href={`/cases/${theCase.reference}/refer`}>Refer to an agency</a></p> : null}
      </>
    )
  },
}
