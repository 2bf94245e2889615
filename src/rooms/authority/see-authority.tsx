// The delegations and training of one officer: their own, or of an officer somebody looks after.
import type { OfficerWork } from '#db/work.ts'
import { sayDay, sayShortDay } from '#kernel/time.ts'
import { officerWith } from '#rooms/officers/index.ts'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { notThere, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { DelegationTable } from './edit-delegations.tsx'
import { delegationsOf } from './delegation-store.ts'
import { expiry } from './see-training.tsx'
import { recordsOf } from './training-store.ts'

const show = async (work: OfficerWork, ask: Ask, officer: { readonly id: string; readonly name: string }, back: string): Promise<Answer> => {
  const [held, done, isMe] = [await delegationsOf(work, officer.id), await recordsOf(work, officer.id), officer.id === work.actor.officerId]
  const lapsed = isMe ? work.actor.lapsed ?? [] : []
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Delegations and training' }} back={{ href: back, text: isMe ? 'Your account' : officer.name }}>
      <h1 class="govuk-heading-l">{isMe ? 'Your delegations and training' : `Delegations and training of ${officer.name}`}</h1>
      {lapsed.map(({ act, training, ranOutOn }) => <InsetText text={ranOutOn === null ? `You may not ${act}: no “${training}” training is on record.` : `You may not ${act}: your “${training}” training ran out on ${sayDay(ranOutOn)}.`} />)}
      <DelegationTable id="delegations" caption="Delegations" rows={held} today={work.today} withOfficer={false} mayEnd={() => !isMe && work.may('keep delegations')} />
      {isMe || !work.may('keep delegations') ? null : <p class="govuk-body"><a class="govuk-link" href={`/delegations/add?officer=${officer.id}`}>Record a delegation</a></p>}
      <DataTable id="training" caption="Training" rows={done} empty="None is on record." narrow="stack" columns={[
        { heading: 'Training', rowHeader: true, cell: one => one.kind }, { heading: 'Done on', cell: one => sayShortDay(one.doneOn) }, { heading: 'Runs out', cell: one => one.withdrawnAt !== null ? `taken back: ${one.withdrawnBecause ?? ''}` : expiry(one, work.today) }, { heading: 'Evidence', cell: one => one.evidence },
      ]} />
      {isMe || !work.may('keep training') ? null : <p class="govuk-body"><a class="govuk-link" href={`/training/records/add?officer=${officer.id}`}>Record a training</a></p>}
    </OfficerPage>, { about: { kind: 'officer', id: officer.id } },
  )
}

export const seeMyAuthority = (work: OfficerWork, ask: Ask): Promise<Answer> => show(work, ask, { id: work.actor.officerId, name: work.actor.officerName }, '/account')

export const seeAuthority = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const known = await officerWith(work, ask.params['id'] ?? '')
  return known === undefined ? notThere : show(work, ask, known.officer, `/officers/${known.officer.id}`)
}
