// On the case file: the people in their roles, who left or was identified, and the incidents with their corrections.
import type { OfficerWork } from '#db/work.ts'
import { londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import { incidentsOf, isOpen, supersededIncidents, type Case, type CaseSection, type Incident } from '#rooms/cases/index.ts'
import { Details } from '#ui/govuk/components.tsx'
import type { Html } from '#ui/html.ts'
import { everParties, nameOf, type Party } from './parties-store.ts'

const mayChange = (work: OfficerWork, theCase: Case): boolean => work.may('work on cases') && isOpen(theCase) && theCase.offeredToAgencyId !== work.actor.agencyId

const Named = ({ party }: { readonly party: Party }): Html => party.personId === null ? <strong>{nameOf(party)}</strong> : <a class="govuk-link" href={`/people/${party.personId}`}>{nameOf(party)}</a>

export const peopleSection: CaseSection = {
  id: 'people', title: 'People', place: 'aside',
  show: async (work, theCase) => {
    const parties = await everParties(work, theCase.id)
    const [here, gone] = [parties.filter(one => one.leftAt === null), parties.filter(one => one.leftAt !== null)]
    const [path, may] = [`/cases/${theCase.reference}/parties`, mayChange(work, theCase)]
    return (
      <>
        <ul class="govuk-list">{here.map(party => <Here party={party} parties={parties} path={path} may={may} />)}</ul>
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

/** What is kept confidential is for its keeper's screen, and goes on no paper. */
const Telephone = ({ party: { phone, confidential } }: { readonly party: Party }): Html | null => phone === null ? null
  : <span class={confidential?.includes('phone') === true ? 'amity-not-on-paper' : undefined}>, {phone}</span>

const Here = ({ party, parties, path, may }: { readonly party: Party; readonly parties: readonly Party[]; readonly path: string; readonly may: boolean }): Html => {
  const [child, before] = [parties.find(({ id }) => id === party.forPartyId), parties.find(({ id }) => id === party.identifiedFromId)]
  return (
    <li>
      <Named party={party} />{party.isChild ? ' (child)' : ''}<br />{party.role}{child === undefined ? '' : ` of ${nameOf(child)}`}<Telephone party={party} />
      {party.vulnerability === null ? null : <><br />{party.vulnerability}</>}
      {before === undefined ? null : <><br /><span class="govuk-hint">Until {sayDate(londonDay(party.joinedAt))}: {before.describedAs}</span></>}
      {may ? <><br />{party.personId === null ? <><a class="govuk-link" href={`${path}/${party.id}/identify`}>Say who it is<span class="govuk-visually-hidden">: {nameOf(party)}</span></a> </> : null}<a class="govuk-link" href={`${path}/${party.id}/leave`}>Leaves<span class="govuk-visually-hidden">: {nameOf(party)}, {party.role}</span></a></> : null}
    </li>
  )
}

export const incidentsSection: CaseSection = {
  id: 'incidents', title: 'Incidents', place: 'main',
  show: async (work, theCase) => {
    const [incidents, replaced, parties] = [await incidentsOf(work, theCase.id), await supersededIncidents(work, theCase.id), await everParties(work, theCase.id)]
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
                {may ? <> <a class="govuk-link" href={`${path}/${one.id}/correct`}>Correct<span class="govuk-visually-hidden"> the incident of {whenOf(one)}</span></a></> : null}
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
