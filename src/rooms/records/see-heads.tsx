// The heads of the trail: what they are for, the newest, where it went, and all of them as a file to keep.
import type { OfficerWork } from '#db/work.ts'
import { fingerprintOf } from '#jobs/seal-key.ts'
import { headsFile } from '#jobs/audit-heads.ts'
import { addDays, sayDate, sayMoment, startOfDay } from '#kernel/time.ts'
import { AUDIT_CONTACT, readSetting } from '#rooms/partnership/index.ts'
import { KeyFacts } from '#ui/casework.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { headsSent, headsSince } from './heads-store.ts'

const SHOWN_DAYS = 14

export const seeHeads = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [heads, sent, contact] = [await headsSince(work, startOfDay(addDays(work.today, -SHOWN_DAYS))), await headsSent(work), await readSetting(work, AUDIT_CONTACT)]
  const [newest] = heads
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Heads of the audit trail' }} back={{ href: '/audit', text: 'Audit trail' }}>
      <h1 class="govuk-heading-l">Heads of the audit trail</h1>
      <p class="govuk-body">Each line of the trail is linked to the one before it. A head stands for all lines up to it: if one is changed or taken away afterwards, the trail no longer leads to that head. Keep heads where whoever runs the database cannot reach them.</p>
      {newest === undefined ? <p class="govuk-body">Nothing has been sealed in the last {SHOWN_DAYS} days.</p> : (
        <>
          <KeyFacts facts={[{ label: 'Newest', value: `Record ${newest.lastPosition}, ${sayMoment(newest.sealedAt)}`, wide: true }, { label: 'Head', value: <code class="amity-break">{newest.head.toString('hex')}</code>, wide: true }, { label: 'Fingerprint of the public key', value: <code class="amity-break">{fingerprintOf(newest.publicKey)}</code>, wide: true }]} />
          <p class="govuk-body"><a class="govuk-button" role="button" href="/audit/heads.json">Save all heads as a file</a></p>
        </>
      )}
      <p class="govuk-body">{contact.email === '' ? 'Your agency has named nobody to send the newest head to each morning.' : `Each morning the newest goes to ${contact.name === '' ? contact.email : `${contact.name}, ${contact.email}`}.`}{work.may('edit settings') ? <> <a class="govuk-link" href="/settings/audit-contact/agency">Change this</a></> : null}</p>
      <DataTable id="sent" caption="Sent to your agency" captionSize="s" narrow="stack" rows={sent} empty="No head has been sent to your agency yet." columns={[
        { heading: 'Day', rowHeader: true, nowrap: true, cell: row => sayDate(row.day) }, { heading: 'To', cell: row => row.address }, { heading: 'Up to record', numeric: true, cell: row => row.lastPosition },
      ]} />
      <DataTable id="heads" caption={`The last head of each day, ${SHOWN_DAYS} days`} captionSize="s" narrow="stack" rows={heads} empty="None." columns={[
        { heading: 'Sealed', rowHeader: true, cell: row => sayMoment(row.sealedAt) }, { heading: 'Up to record', numeric: true, cell: row => row.lastPosition }, { heading: 'Head', cell: row => <code class="amity-break">{row.head.toString('hex')}</code> },
      ]} />
    </OfficerPage>,
  )
}

export const saveHeads = async (work: OfficerWork): Promise<Answer> =>
  body('application/json; charset=utf-8', headsFile(work.partnership.name, (await headsSince(work, new Date(0))).toReversed()), { fileName: `audit-heads-${work.today}.json` })
