// On the case file: the flags that are up with what each switches on, what is suggested, the circle, and the history.
import type { OfficerWork } from '#db/work.ts'
import { sayAgo } from '#kernel/time.ts'
import { earlierCasesOf, isOpen, partiesOf, sayFlag, type Case, type CaseSection } from '#rooms/cases/index.ts'
import { FLAG_TERMS, readSetting } from '#rooms/partnership/index.ts'
import { Badge } from '#ui/casework.tsx'
import { Details } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { FLAGS, RESTRICTING, switchesOn, taskOf, whyRepeat, type FlagTerms } from './flag-rules.ts'
import { circleOf, flagsOf, mayKeepCircle, type Raised } from './flag-store.ts'

export const flagsSection: CaseSection = {
  id: 'flags', title: 'Flags', place: 'aside', holds: ['caseFlags'],
  show: async (work, theCase, _ask, held) => {
    const [all, terms] = [held('caseFlags') ? await flagsOf(work, theCase.id) : [], await readSetting(work, FLAG_TERMS)]
    const may = work.may('work on cases') && isOpen(theCase) && theCase.leadAgencyId === work.actor.agencyId
    const up = all.filter(one => one.loweredAt === null)
    const down = all.filter(one => one.loweredAt !== null)
    const path = `/cases/${theCase.reference}`
    return (
      <>
        {up.length === 0 ? <p class="govuk-body">None is up.</p> : <ul class="govuk-list">{up.map(one => <Up one={one} path={path} terms={terms} may={may} now={work.now} mayLower={!RESTRICTING.some(flag => flag === one.flag) || work.may('see restricted')} />)}</ul>}
        {may ? await suggestionOf(work, theCase, terms) : null}
        {may ? await childSuggested(work, theCase) : null}
        {may ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`${path}/flags/raise`}>Raise a flag</a></p> : null}
        {theCase.circleId === null ? null : await circleList(work, theCase)}
        {down.length === 0 ? null : (
          <Details summaryText="Flags that were lowered">
            <ul class="govuk-list">{down.map(one => <li><strong>{sayFlag(one.flag)}</strong>, raised {sayAgo(one.raisedAt, work.now)} by {one.raisedBy ?? 'Amity'}: {one.raisedBecause}<br />Lowered by {one.loweredBy ?? 'Amity'}: {one.loweredBecause}</li>)}</ul>
          </Details>
        )}
      </>
    )
  },
}

const Up = ({ one, path, terms, may, mayLower, now }: { readonly one: Raised; readonly path: string; readonly terms: FlagTerms; readonly may: boolean; readonly mayLower: boolean; readonly now: Date }): Html => {
  const flag = FLAGS.find(known => known === one.flag)
  const asks = flag !== undefined && taskOf(flag, terms, true)?.kind === 'task'
  return (
    <li>
      <Badge text={sayFlag(one.flag)} tone={RESTRICTING.some(known => known === one.flag) ? 'purple' : 'blue'} /> {one.raisedBecause}
      <br /><span class="govuk-hint">Raised by {one.raisedBy ?? 'Amity'}, {sayAgo(one.raisedAt, now)}. {flag === undefined ? '' : switchesOn(flag, terms)}</span>
      {one.actedHow === null ? null : <><br />Done: {one.actedHow}</>}
      {may ? <><br />{asks && one.actedAt === null ? <><a class="govuk-link amity-not-on-paper" href={`${path}/flags/${one.id}/done`}>Record what was done<span class="govuk-visually-hidden"> about {sayFlag(one.flag)}</span></a> </> : null}{mayLower ? <a class="govuk-link amity-not-on-paper" href={`${path}/flags/${one.id}/lower`}>Lower<span class="govuk-visually-hidden"> {sayFlag(one.flag)}</span></a> : null}</> : null}
    </li>
  )
}

const suggestionOf = async (work: OfficerWork, theCase: Case, terms: FlagTerms): Promise<Html | null> => {
  if (theCase.flags.includes('repeat')) return null
  const since = new Date(theCase.openedAt.getTime() - terms.repeatDays * 24 * 3_600_000)
  const why = whyRepeat((await earlierCasesOf(work, theCase, since)).map(one => ({ reference: one.reference, who: `${one.givenName} ${one.familyName}`.trim() })), terms)
  if (why === undefined) return null
  return <p class="govuk-body"><strong>Suggested: repeat.</strong> {why} <a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/flags/raise?${new URLSearchParams({ flag: 'repeat', because: why }).toString()}`}>Raise it</a></p>
}

const childSuggested = async (work: OfficerWork, theCase: Case): Promise<Html | null> => {
  const child = theCase.flags.includes('child') ? undefined : (await partiesOf(work, theCase.id)).find(({ isChild, role }) => isChild && role !== 'advocate')
  if (child === undefined) return null
  const why = `A child is part of this case (${child.role}).`
  return <p class="govuk-body"><strong>Suggested: child.</strong> {why} <a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/flags/raise?${new URLSearchParams({ flag: 'child', because: why }).toString()}`}>Raise it</a></p>
}

const circleList = async (work: OfficerWork, theCase: Case): Promise<Html> => {
  const [circle, may] = [await circleOf(work, theCase.id), await mayKeepCircle(work, theCase.id)]
  return (
    <>
      <h3 class="govuk-heading-s">Who may see this case</h3>
      <ul class="govuk-list">
        {circle.map(one => <li>{one.name}{one.agency === null ? '' : `, ${one.agency}`} ({one.because}){may && one.officerId !== theCase.leadOfficerId ? <> <a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/circle/${one.officerId}/remove`}>Take out<span class="govuk-visually-hidden"> {one.name}</span></a></> : null}</li>)}
      </ul>
      {may ? <p class="govuk-body"><a class="govuk-link amity-not-on-paper" href={`/cases/${theCase.reference}/circle`}>Name somebody else</a></p> : null}
    </>
  )
}
