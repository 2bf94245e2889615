// The wards, and how many open cases in each this officer may see.
import type { OfficerWork } from '#db/work.ts'
import { wards } from '#rooms/places/index.ts'
import { OfficerPage } from '#ui/page.tsx'
import { DataTable } from '#ui/tables.tsx'
import { page, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { openByWard } from './ward-store.ts'

export const seeWards = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const [all, counts] = [await wards(work), await openByWard(work)]
  const elsewhere = [...counts].filter(([code]) => !all.some(ward => ward.code === code)).reduce((sum, [, n]) => sum + n, 0)
  const rows = [...all.map(({ code, name }) => ({ name, open: counts.get(code) ?? 0 })), ...(elsewhere > 0 ? [{ name: 'Ward not known', open: elsewhere }] : [])]
  return page(
    <OfficerPage frame={{ ...ask.frame, title: 'Wards' }} narrow>
      <h1 class="govuk-heading-l">Wards</h1>
      <p class="govuk-body">Open cases that you may see, those on hold included.</p>
      <DataTable id="wards" caption="Open cases by ward" captionSize="hidden" rows={rows} empty="No wards have been loaded." columns={[
        { heading: 'Ward', rowHeader: true, cell: row => row.name }, { heading: 'Open cases', numeric: true, cell: row => row.open },
      ]} />
    </OfficerPage>,
  )
}
