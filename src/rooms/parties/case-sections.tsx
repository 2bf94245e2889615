// On the case file: the people in their roles, who left or was identified, and the incidents with their corrections.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import { incidentsOf, isOpen, isShared, supersededIncidents, type Case, type CaseSection, type Incident } from '#rooms/cases/index.ts'
import { Details } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { everParties, nameOf, type Party } from './parties-store.ts'

const mayChange = (work: OfficerWork, theCase: Case): boolean => work.may('work on cases') && isOpen(theCase) && !isShared(theCase) && theCase.offeredToAgencyId !== work.actor.agencyId

const Named = ({ party }: { readonly party: Party }): Html => party.personId === null ? <strong>{nameOf(party)}</strong> : <a class="govuk-link" href={`/people/${party.personId}`}>{nameOf(party)}</a>

export const peopleSection: CaseSection = {
  id: 'people', title: 'People', place: 'aside', part: 'people',
  show: async (work, theCase) => {
    const parties = await everParties(work, theCase.id)
    const [here, gone] = [parties.filter(one => one.leftAt === null), parties.filter(one => one.leftAt !== null)]
    const [path, may] = [`/cases/${theCase.reference}/parties`, mayChange(work, theCase)]
    return (
      <>
        <ul class="govuk-list">{together(here).map(all => <Here all={all} parties={parties} path={path} may={may} />)}</ul>
        {may ? <p class="govuk-body amity-not-on-paper"><a class="govuk-link" href={`${path}/add`}>Add somebody</a></p> : null}
        {gone.length === 0 ? null : (
          <Details summaryText={`Left or identified since (${gone.length})`}>
            <ul class="govuk-list">{gone.map(party => <li><Named party={party} /><br />{party.role}, {sayDate(londonDay(party.joinedAt))} to {party.leftAt === null ? '' : sayDate(londonDay(party.leftAt))}{party.leftBecause === null ? '' : `: ${party.leftBecause}`}</li>)}</ul>
          </Details>
        )}
      </>
    )
  },
}

/** Somebody who reports and is harmed stands here once, with every part they have. Who is described only stands apart: they may be two. */
const together = (parties: readonly Party[]): readonly (readonly [Party, ...Party[]])[] =>
  parties.flatMap((party, at): readonly (readonly [Party, ...Party[]])[] => {
    if (party.personId === null) return [[party]]
    const same = (other: Party): boolean => other.personId === party.personId
    return parties.findIndex(same) === at ? [[party, ...parties.slice(at + 1).filter(same)]] : []
  })

/** What is kept confidential is for its keeper's screen, and goes on no paper. */
const Telephone = ({ party: { phone, confidential } }: { readonly party: Party }): Html | null => phone === null ? null
  : <span class={confidential?.includes('phone') === true ? 'amity-not-on-paper' : undefined}>, {phone}</span>

const Here = ({ all, parties, path, may }: { readonly all: readonly [Party, ...Party[]]; readonly parties: readonly Party[]; readonly path: string; readonly may: boolean }): Html => {
  const [party] = all
  const roleOf = ({ role, forPartyId }: Party): string => { const child = parties.find(({ id }) => id === forPartyId); return child === undefined ? role : `${role} of ${nameOf(child)}` }
  const before = parties.filter(({ id }) => all.some(({ identifiedFromId }) => identifiedFromId === id))
  return (
    <li>
      <Named party={party} />{all.some(({ isChild }) => isChild) ? ' (child)' : ''}<br />{all.map(roleOf).join(', ')}<Telephone party={party} />
      {party.vulnerability === null ? null : <><br />{party.vulnerability}</>}
      {before.map(one => <><br /><span class="govuk-hint">Until {sayDate(londonDay(party.joinedAt))}: {one.describedAs}</span></>)}
      {may ? <span class="amity-not-on-paper"><br />{party.personId === null ? <><a class="govuk-link" href={`${path}/${party.id}/identify`}>Say who it is<span class="govuk-visually-hidden">: {nameOf(party)}</span></a> </> : null}
        {all.map((one, at) => <>{at === 0 ? '' : ' · '}<a class="govuk-link" href={`${path}/${one.id}/leave`}>{all.length === 1 ? 'Leaves' : `Leaves as ${one.role}`}<span class="govuk-visually-hidden">: {nameOf(one)}{all.length === 1 ? `, ${one.role}` : ''}</span></a></>)}</span> : null}
    </li>
  )
}

export const incidentsSection: CaseSection = {
  id: 'incidents', title: 'Incidents', place: 'main', part: 'incidents', holds: ['incidents'],
  show: async (work, theCase, _ask, held) => {
    const incidents = held('incidents') ? await incidentsOf(work, theCase.id) : []
    const replaced = incidents.some(({ correctsId }) => correctsId !== null) ? await supersededIncidents(work, theCase.id) : []
    const parties = incidents.some(({ harmedPartyIds }) => harmedPartyIds.length > 0) ? await everParties(work, theCase.id) : []
    const [path, may] = [`/cases/${theCase.reference}/incidents`, mayChange(work, theCase)]
    return (
      <>
        {incidents.length === 0 ? <p class="govuk-body">None recorded.</p> : (
          <ul class="govuk-list govuk-list--bullet">
            {incidents.map(one => (
              <li>
                <strong>{whenOf(one)}</strong>{one.category === null ? '' : `, ${one.category}`}{placeOf(one)}: {one.description}
                {one.effect ? <><br />Effect: {one.effect}</> : null}
                {one.harmedPartyIds.length === 0 ? null : <><br />Harmed: {parties.filter(({ id }) => one.harmedPartyIds.includes(id)).map(nameOf).join(', ')}</>}
                <br /><span class="govuk-hint">Entered {sayMoment(one.enteredAt)}{one.enteredBy === null ? '' : ` by ${one.enteredBy}`}</span>
                {may ? <> <a class="govuk-link amity-not-on-paper" href={`${path}/${one.id}/correct`}>Correct<span class="govuk-visually-hidden"> the incident of {whenOf(one)}</span></a></> : null}
                {one.correctsId === null ? null : <Details summaryText={`Corrected: ${one.correctedBecause ?? ''}`}>{before(replaced, one.correctsId).map(original => <p class="govuk-body">It said: <strong>{original.happenedAt === null ? original.happenedAbout : sayMoment(original.happenedAt)}</strong>: {original.description}</p>)}</Details>}
              </li>
            ))}
          </ul>
        )}
        {may ? <p class="govuk-body amity-not-on-paper"><a class="govuk-link" href={`${path}/add`}>Add an incident</a></p> : null}
      </>
    )
  },
}

const whenOf = (one: Incident): string => one.happenedAt === null ? one.happenedAbout ?? '' : `${sayMoment(one.happenedAt)}${one.happenedUntil === null ? '' : ` to ${sayMoment(one.happenedUntil)}`}`
const placeOf = (one: Incident): string => [one.placeDescribed, one.postcode].filter(part => part !== null && part !== '').map(part => `, ${part ?? ''}`).join('')

type Replaced = Awaited<ReturnType<typeof supersededIncidents>>[number]
/** The originals behind a correction, the latest first. */
const before = (all: readonly Replaced[], correctsId: string | null): readonly Replaced[] => {
  const one = all.find(({ id }) => id === correctsId)
  return one === undefined ? [] : [one, ...before(all.filter(other => other !== one), one.correctsId)]
}
