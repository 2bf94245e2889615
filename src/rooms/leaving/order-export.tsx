// An officer orders what their agency wrote, of what they may see, and takes it away while it lasts.
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { OfficerWork } from '#db/work.ts'
import { addDays, londonDay, sayDay, sayMoment, startOfDay } from '#kernel/time.ts'
import { Form, SubmitButton, TextArea } from '#ui/forms.tsx'
import { InsetText } from '#ui/govuk/components.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { body, notThere, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { words } from '#web/fields.ts'
import { form } from '#web/form.ts'
import { exportsOf, exportWith, insertExport, ourLeaving, type Leaving } from './leaving-store.ts'
import { namesIn, packExport, writeExport } from './write-export.ts'

const KEPT_DAYS = 7
const fields = { because: words({ empty: 'Enter why you need it', max: 1000, called: 'Why' }) }
type Loaded = { readonly made: Awaited<ReturnType<typeof exportsOf>>; readonly leaving: Pick<Leaving, 'state'> | undefined; readonly agency: string; readonly runs: boolean; readonly now: Date }
const sizeOf = (bytes: number): string => bytes < 1_048_576 ? `${Math.max(1, Math.ceil(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`

export const orderExport = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async work => ({ made: await exportsOf(work), leaving: await ourLeaving(work), agency: work.actor.agencyName, runs: work.partnership.triageAgencyId === work.actor.agencyId, now: work.now }),
  act: async (work, _loaded, { because }, ask) => {
    const folder = await mkdtemp(join(ask.files.incoming, 'export-'))
    try {
      const manifest = await writeExport(work, { id: work.actor.agencyId, name: work.actor.agencyName }, ask.files, folder)
      const packed = await packExport(folder, namesIn(manifest), join(folder, 'all.tar'))
      const id = await insertExport(work, { because, storedAs: await ask.files.keep(join(folder, 'all.tar')), ...packed, endsAt: startOfDay(addDays(work.today, KEPT_DAYS + 1)) })
      return seeOther('/our-records', { about: { kind: 'agency export', id } })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  },
  show: ({ loaded: { made, leaving, agency, runs, now }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Our records' }} state={state} narrow>
      <h1 class="govuk-heading-l">What {agency} has written</h1>
      <p class="govuk-body">Cases your agency led, what it wrote and gave in any case, and the people whose records it keeps: as CSV files, the files themselves, and a list with the digest of each, in one archive (tar). It holds what you may see, and only you may take it away, for {KEPT_DAYS} days. All of it, restricted cases too, is written out at the console.</p>
      <DataTable id="exports" caption="Written out for you" captionSize="s" narrow="stack" rows={made} empty="Nothing yet." columns={[
        { heading: 'When', rowHeader: true, cell: one => sayMoment(one.madeAt) }, { heading: 'Why', cell: one => one.because }, { heading: 'Digest (SHA-256)', cell: one => `${one.sha256.slice(0, 16)}…` },
        { heading: 'Take it away', cell: one => one.removedAt !== null || one.endsAt <= now ? 'gone' : <><a class="govuk-link" href={`/our-records/${one.id}`}>Save it ({sizeOf(one.size)})</a>, until {sayDay(londonDay(new Date(one.endsAt.getTime() - 1)))}</> },
      ]} />
      <Form action={action} csrf={csrf} once={once}>
        <TextArea name="because" label="Why do you need it?" hint="For the record" rows={2} maxLength={1000} state={state} />
        <SubmitButton text="Write it out" />
      </Form>
      <InsetText text="Keep it where only those who may read it can. That it was written out and taken away is recorded." />
      {runs ? null : <p class="govuk-body"><a class="govuk-link" href="/our-records/leave">{leaving === undefined ? 'Leave the partnership' : `Leaving the partnership: ${leaving.state}`}</a></p>}
    </OfficerPage>
  ),
})

export const saveExport = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const made = await exportWith(work, ask.params['export'] ?? '')
  if (made === undefined) return notThere
  return body('application/x-tar', (await ask.files.open(made.storedAs)).stream, { fileName: `our-records-${londonDay(made.madeAt)}.tar`, about: { kind: 'agency export', id: made.id } })
}
