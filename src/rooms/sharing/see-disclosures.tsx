// The record of what was shared or refused: of one case or of our agency, on the screen and as a file for a spreadsheet.
import type { OfficerWork } from '#db/work.ts'
import { BYTE_ORDER_MARK, csvLine } from '#kernel/csv.ts'
import { sayMoment } from '#kernel/time.ts'
import { caseAt } from '#rooms/cases/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Details } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable, KeysetPager } from '#ui/tables.tsx'
import { body, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { beforeIn, goOnAfter } from '#web/keyset.ts'
import { disclosuresOf, ourDisclosures, type Before, type Disclosure } from './disclosure-store.ts'
import { GATEWAY_SAYS } from './sharing-words.ts'

const PAGE = 30
const MOST_IN_FILE = 5000

const restsOn = ({ gateway, gatewayBecause }: Disclosure): string => [gateway === null ? '' : GATEWAY_SAYS[gateway], gatewayBecause].filter(part => part !== '').join('. ')
const consentOf = ({ consent, consentBecause, decision }: Disclosure): string => decision === 'refused' ? '' : [{ given: 'They agreed', 'not asked': 'They were not asked', overridden: 'They did not agree' }[consent], consentBecause].filter(part => part !== '').join(': ')

const More = ({ one }: { readonly one: Disclosure }): Html => (
  <Details summaryText="Why and how">
    <ul class="govuk-list">
      {[['For', one.purpose], ['Rests on', restsOn(one)], ['Necessary because', one.necessity], ['Kept small', one.minimised], ['Consent', consentOf(one)], ['Refused because', one.refusedBecause ?? ''], ['Asked by', one.askedBy], ['Authorised by', one.authoriser ?? ''], ['Written down', `${sayMoment(one.writtenAt)} by ${one.writer ?? 'Amity'}`]]
        .filter(([, said]) => said !== '').map(([label, said]) => <li><strong>{label}:</strong> {said}</li>)}
    </ul>
  </Details>
)

const Lines = ({ lines, withCase }: { readonly lines: readonly Disclosure[]; readonly withCase: boolean }): Html => (
  <DataTable id="disclosures" caption="The latest first" captionSize="s" narrow="stack" rows={lines} empty="Nothing was shared and nothing refused." columns={[
    { heading: 'When', rowHeader: true, cell: one => sayMoment(one.disclosedAt) }, ...(withCase ? [{ heading: 'Case', nowrap: true, cell: (one: Disclosure) => one.reference === null ? 'none' : <a class="govuk-link" href={`/cases/${one.reference}`}>{one.reference}</a> }] : []),
    { heading: 'To whom', cell: one => one.toWhom }, { heading: 'What', cell: one => <>{one.decision === 'refused' ? <><Badge text="refused" tone="orange" /> </> : null}{one.what}<More one={one} /></> }, { heading: 'How', cell: one => one.method },
  ]} />
)

const drawn = (all: readonly Disclosure[], before: Before | undefined, path: string, withCase: boolean): Html => {
  const rows = all.slice(0, PAGE)
  const last = all.length > PAGE ? rows.at(-1) : undefined
  return (
    <>
      <Lines lines={rows} withCase={withCase} />
      <KeysetPager label="Pages of disclosures" {...(last === undefined ? {} : { olderHref: `${path}?before=${goOnAfter(last.disclosedAt, last.id)}` })} {...(before === undefined ? {} : { newerHref: path })} newer="Back to the latest" />
    </>
  )
}

export const seeDisclosures = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  const [before, path] = [beforeIn(ask), `/cases/${theCase.reference}/disclosures`]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: `Shared or refused of ${theCase.reference}` }} back={{ href: `/cases/${theCase.reference}#shared` }}>
      <h1 class="govuk-heading-l">What was shared or refused of {theCase.reference}</h1>
      <p class="govuk-body">Every grant and every referral stands here by itself. Write down what is told on the telephone, in a meeting or in a letter, and what you refuse to share.</p>
      <p class="govuk-body">{work.may('share a case') && theCase.leadAgencyId === work.actor.agencyId ? <><a class="govuk-link" href={`${path}/add`}>Write down a disclosure</a> · <a class="govuk-link" href={`${path}/refuse`}>Write down a refusal</a> · </> : null}<a class="govuk-link" href={`${path}.csv`}>Save as a file (CSV)</a></p>
      {drawn(await disclosuresOf(work, theCase.id, before, PAGE), before, path, false)}
    </OfficerPage>, { about: { kind: 'case', id: theCase.id } },
  )
}

export const seeOurDisclosures = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const before = beforeIn(ask)
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Shared or refused by our agency' }}>
      <h1 class="govuk-heading-l">What our agency shared or refused</h1>
      <p class="govuk-body">Of the cases you may see. <a class="govuk-link" href="/sharing/disclosures.csv">Save as a file (CSV)</a></p>
      {drawn(await ourDisclosures(work, before, PAGE), before, '/sharing/disclosures', true)}
    </OfficerPage>,
  )
}

const HEADINGS = ['When', 'Case', 'Decision', 'To whom', 'What', 'Purpose', 'Legal gateway', 'Necessity and proportionality', 'Minimised how', 'Consent', 'Refused because', 'Method', 'Asked by', 'Authorised by', 'Written by', 'Written']
/** Moments as ISO in UTC. */
const csvOf = (all: readonly Disclosure[]): string => [BYTE_ORDER_MARK, csvLine(HEADINGS), ...all.slice(0, MOST_IN_FILE).map(one => csvLine([
  one.disclosedAt.toISOString(), one.reference, one.decision, one.toWhom, one.what, one.purpose, restsOn(one), one.necessity, one.minimised, consentOf(one), one.refusedBecause, one.method, one.askedBy, one.authoriser, one.writer, one.writtenAt.toISOString(),
]))].join('')

export const saveDisclosures = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const theCase = await caseAt(work, ask)
  if ('kind' in theCase) return theCase
  return body('text/csv; charset=utf-8', csvOf(await disclosuresOf(work, theCase.id, undefined, MOST_IN_FILE)), { fileName: `disclosures-${theCase.reference}.csv`, about: { kind: 'case', id: theCase.id } })
}
export const saveOurDisclosures = async (work: OfficerWork): Promise<Answer> => body('text/csv; charset=utf-8', csvOf(await ourDisclosures(work, undefined, MOST_IN_FILE)), { fileName: 'disclosures.csv' })
