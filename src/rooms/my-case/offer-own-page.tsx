// An officer offers the page, sends its link again, or ends it at once. Only by means the person called safe.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayAgo, sayDate } from '#kernel/time.ts'
import { insertEntry, loadCase, partiesOf, type Case } from '#rooms/cases/index.ts'
import { SECRET, writeMessage } from '#rooms/letters/index.ts'
import { OWN_PAGE, readSetting, type OwnPageTerms } from '#rooms/partnership/index.ts'
import { addresseeOf, saySafeContact } from '#rooms/people/index.ts'
import { ChoiceField, ChoicesField, Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText, WarningText } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { choice, ticked, words as text } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { CODE_MEANS, LINK_MEANS, safeFor, whoMayHavePage, whyNoPage } from './own-page-rules.ts'
import { endPage, offerPage, pagesOf } from './own-page-store.ts'
import { words } from './words.ts'

type Party = Awaited<ReturnType<typeof partiesOf>>[number]
type Candidate = { readonly personId: string; readonly name: string; readonly role: string; readonly isChild: boolean; readonly safe: string; readonly why: string | undefined; readonly codeMeans: readonly string[] }
type Page = Awaited<ReturnType<typeof pagesOf>>[number]
type Loaded = { readonly theCase: Case; readonly candidates: readonly Candidate[]; readonly pages: readonly Page[]; readonly terms: OwnPageTerms; readonly now: Date }

const candidateOf = (party: Party): Candidate => {
  const name = `${party.givenName ?? ''} ${party.familyName ?? ''}`.trim() || 'Somebody with no name recorded'
  const reach = { safeMeans: party.safeMeans ?? [], email: party.email, phone: party.phone, address: party.address }
  return {
    personId: party.personId ?? '', name, role: party.role, isChild: party.isChild, why: whyNoPage(name, reach), codeMeans: safeFor(reach, CODE_MEANS),
    safe: saySafeContact({ safeMeans: party.safeMeans ?? [], safeTimes: party.safeTimes, mayLeaveMessage: party.mayLeaveMessage ?? false, mustNotKnow: party.mustNotKnow }),
  }
}

/** Those on this case who may have a page, in words an officer chooses from. */
export const candidatesOf = async (work: OfficerWork, caseId: string): Promise<readonly Candidate[]> => whoMayHavePage(await partiesOf(work, caseId)).map(candidateOf)

const load = async (work: OfficerWork, ask: Ask): Promise<Loaded | Answer> => {
  const loaded = await loadCase(work, ask)
  if ('kind' in loaded) return loaded
  const { theCase } = loaded
  return { theCase, candidates: await candidatesOf(work, theCase.id), pages: await pagesOf(work, theCase.id), terms: await readSetting(work, OWN_PAGE), now: work.now }
}

const fields = {
  personId: text({ empty: 'Select who the page is for', max: 60 }),
  linkMeans: choice(LINK_MEANS, { empty: 'Select how to send the link' }),
  codeMeans: choice(CODE_MEANS, { empty: 'Select how to send the codes' }),
  agreed: text({ empty: 'Enter how and when they agreed', max: 2000, called: 'How they agreed' }),
  sure: ticked,
}

export const offerOwnPage = form<OfficerWork, typeof fields, Loaded>({
  fields,
  rules: [values => values.sure === false ? { field: 'sure', text: 'Ask the person first: they must have agreed, and know that others may see their phone or post' } : undefined],
  load,
  start: ({ candidates }) => ({ personId: candidates.find(one => one.why === undefined)?.personId ?? '' }),
  act: async (work, { theCase, candidates, terms }, { personId, linkMeans, codeMeans, agreed }, ask) => {
    const who = candidates.find(one => one.personId === personId)
    const to = who === undefined ? undefined : await addresseeOf(work, who.personId)
    if (who === undefined || to === undefined) return problems({ field: 'personId', text: 'Select who the page is for' })
    if (who.why !== undefined) return problems({ field: 'personId', text: who.why })
    const unsafe = ([['linkMeans', linkMeans], ['codeMeans', codeMeans]] as const).filter(([, means]) => safeFor(to, [means]).length === 0)
    if (unsafe.length > 0) return problems(...unsafe.map(([field, means]) => ({ field, text: `${means.replace(/^./, first => first.toUpperCase())} is not safe for ${who.name}, or there is no address for it. ${who.safe}` })))
    const days = theCase.closedAt === null ? terms.linkDays : terms.daysAfterClosing
    const token = await offerPage(work, { caseId: theCase.id, personId, linkMeans, codeMeans, agreed, days })
    const sent = await writeMessage(work, { ...to, safeMeans: to.safeMeans.filter(means => means === linkMeans) },
      { purpose: 'own page link', subject: words.en.linkSubject, body: words.en.linkMessage.replace('{link}', SECRET), secret: `${ask.baseUrl}/my-case/link/${token}` }, { caseId: theCase.id, reportId: null, agencyId: theCase.leadAgencyId })
    if (sent.state === 'withheld') return problems({ field: 'linkMeans', text: sent.because })
    await insertEntry(work, theCase.id, { kind: 'note', happenedAt: work.now, summary: 'Own page offered', body: `To ${who.name}. Link by ${linkMeans}, codes by ${codeMeans}. ${agreed}`, visibility: 'staff' })
    return seeOther(`/cases/${theCase.reference}#own-page`, { about: { kind: 'case', id: theCase.id } })
  },
  show: ({ loaded: { theCase, candidates, pages, terms, now }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'The person’s own page' }} state={state} narrow back={{ href: `/cases/${theCase.reference}` }}>
      <h1 class="govuk-heading-l">The person’s own page for {theCase.reference}</h1>
      <p class="govuk-body">They see where the case stands, you as their officer, and public entries. They can write to you, keep a diary, tell you it has happened again, complain and ask for an ASB case review. They never see anything about an alleged perpetrator.</p>
      {pages.map(one => <Standing page={one} who={candidates.find(who => who.personId === one.personId)} csrf={csrf} action={action} now={now} />)}
      {candidates.filter(who => who.why !== undefined).map(who => <InsetText text={who.why ?? ''} />)}
      {candidates.every(who => who.why !== undefined) ? <p class="govuk-body">{candidates.length === 0 ? 'Nobody on this case may have a page: it is for whoever reports or is harmed, a parent or guardian, or an advocate.' : 'No page can be offered yet.'}</p> : (
        <Form action={action} csrf={csrf} once={once} keep={`own-page-${theCase.reference}`}>
          <h2 class="govuk-heading-m">{pages.length === 0 ? 'Offer a page' : 'Offer a page, or send a new link'}</h2>
          <p class="govuk-body">A new link takes the place of the old one. It works for {theCase.closedAt === null ? terms.linkDays : terms.daysAfterClosing} days.</p>
          <ChoiceField name="personId" label="Who is it for?" state={state} choices={candidates.filter(who => who.why === undefined).map(who => ({ value: who.personId, text: `${who.name} (${who.role}${who.isChild ? ', a child' : ''})`, hint: `${who.safe}${who.isChild ? ' A parent or guardian may be the better person.' : ''}` }))} />
          <ChoiceField name="linkMeans" label="How do we send the link?" inline state={state} choices={LINK_MEANS.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
          <ChoiceField name="codeMeans" label="How do we send the codes?" hint="Best not the way the link goes" inline state={state} choices={CODE_MEANS.map(value => ({ value, text: value.replace(/^./, first => first.toUpperCase()) }))} />
          <TextArea name="agreed" label="How and when did they agree?" rows={3} maxLength={2000} state={state} />
          <ChoicesField name="sure" label="Agreement" state={state} choices={[{ value: 'yes', text: 'They have agreed, and we talked about who else may see their phone, email or post' }]} />
          <SubmitButton text="Send the private link" />
        </Form>
      )}
    </OfficerPage>
  ),
})

const Standing = ({ page, who, csrf, action, now }: { readonly page: Page; readonly who: Candidate | undefined; readonly csrf: string; readonly action: string; readonly now: Date }): Html => {
  const name = who?.name ?? 'Somebody no longer on the case'
  return (
    <>
      <InsetText html={<><strong>{name}</strong> has a page. Link by {page.linkMeans}, codes by {page.codeMeans}, until {sayDate(londonDay(page.expiresAt))}. {page.lastEnteredAt === null ? 'Not opened yet.' : `Last opened ${sayAgo(page.lastEnteredAt, now)}.`}</>} />
      {who === undefined || who.codeMeans.includes(page.codeMeans) ? null : <WarningText text={`Codes by ${page.codeMeans} are no longer safe for ${name}, so none is sent and they cannot come in. Offer a new link with another way.`} iconFallbackText="Warning" />}
      {page.wrongCodes < 3 || page.wrongCodeAt === null ? null : <WarningText text={`${page.wrongCodes} wrong codes were entered, the last ${sayAgo(page.wrongCodeAt, now)}. Ask ${name}, by a safe means, whether that was them. If not, end the page or send a new link another way.`} iconFallbackText="Warning" />}
      <Form action={`${action}/end`} csrf={csrf}>
        <input type="hidden" name="personId" value={page.personId} />
        <SubmitButton text={`End the page of ${name} now`} look="warning" />
      </Form>
    </>
  )
}

/** Ends it in the same transaction for whoever has it open. */
export const endOwnPage = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const loaded = await loadCase(work, ask)
  if ('kind' in loaded) return loaded
  const { theCase } = loaded
  const personId = textOf(ask.answers, 'personId')
  const page = (await pagesOf(work, theCase.id)).find(one => one.personId === personId)
  if (page === undefined || !await endPage(work, theCase.id, personId, 'ended by an officer')) return notThere
  await insertEntry(work, theCase.id, { kind: 'note', happenedAt: work.now, summary: 'Own page ended', body: '', visibility: 'staff' })
  return seeOther(`/cases/${theCase.reference}/own-page`, { about: { kind: 'case', id: theCase.id } })
}
