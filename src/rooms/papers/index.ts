// The front door of the papers room.
import { formAt, get, post } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { beginLetter } from './begin-letter.tsx'
import { decideTemplate } from './decide-template.tsx'
import { editLetter } from './edit-letter.tsx'
import { editTemplate, writeTemplate } from './edit-template.tsx'
import { previewTemplate, previewTemplatePdf } from './preview-template.tsx'
import { makeRun, seeRun, seeRunPdf, seeRuns } from './print-run.tsx'
import { seeLetter, seeLetterDocx, seeLetterPdf } from './see-letter.tsx'
import { seeTemplate, seeTemplates, submitTemplate } from './see-templates.tsx'
import { sendLetter } from './send-letter.tsx'
import { recordService, withdraw } from './settle-letter.tsx'

export const papersRoom: Room = {
  doors: [
    get('/templates', { may: 'write templates', records: 'templates listed', show: seeTemplates }),
    ...formAt('/templates/new', { may: 'write templates', records: 'template written', form: writeTemplate }),
    get('/templates/:template', { may: 'write templates', records: 'template read', show: seeTemplate }),
    ...formAt('/templates/:template/edit', { may: 'write templates', records: 'template changed', form: editTemplate }),
    post('/templates/:template/submit', { may: 'write templates', records: 'template submitted', act: submitTemplate }),
    ...formAt('/templates/:template/decide', { may: 'approve templates', records: 'template decided on', form: decideTemplate }),
    get('/templates/:template/preview', { may: 'write templates', records: 'template previewed with a case', show: previewTemplate }),
    get('/templates/:template/preview/pdf', { may: 'write templates', records: 'template previewed with a case', as: 'file', show: previewTemplatePdf }),
    ...formAt('/cases/:reference/letters/new', { may: 'work on cases', records: 'letter begun', form: beginLetter }),
    get('/cases/:reference/letters/:letter', { may: 'see cases', records: 'letter read', show: seeLetter }),
    get('/cases/:reference/letters/:letter/pdf', { may: 'see cases', records: 'letter opened', as: 'file', show: seeLetterPdf }),
    get('/cases/:reference/letters/:letter/docx', { may: 'work on cases', records: 'letter taken out to edit', as: 'file', show: seeLetterDocx }),
    ...formAt('/cases/:reference/letters/:letter/edit', { may: 'work on cases', records: 'letter changed', form: editLetter }),
    ...formAt('/cases/:reference/letters/:letter/send', { may: 'work on cases', records: 'letter sent', form: sendLetter }),
    ...formAt('/cases/:reference/letters/:letter/served', { may: 'work on cases', records: 'service of a letter recorded', form: recordService }),
    ...formAt('/cases/:reference/letters/:letter/withdraw', { may: 'work on cases', records: 'letter withdrawn', form: withdraw }),
    get('/print-runs', { may: 'print letters', records: 'print runs listed', show: seeRuns }),
    ...formAt('/print-runs/new', { may: 'print letters', records: 'print run made', form: makeRun }),
    get('/print-runs/:run', { may: 'print letters', records: 'print run read', show: seeRun }),
    get('/print-runs/:run/pdf', { may: 'print letters', records: 'print run printed', as: 'print', show: seeRunPdf }),
  ],
  navigation: [{ text: 'Letters to print', href: '/print-runs', act: 'print letters', more: true }, { text: 'Templates', href: '/templates', act: 'write templates', more: true }],
}

export { lettersSection } from './letters-section.tsx'
export { BUILT_IN } from './built-in.ts'
export { addressedTo, digestOfAddress } from './letter-ready.ts'
export { filledBlocks, paperOf, recipientOf, sourceOf, writerOf } from './paper-parts.ts'
export { lettersOf, type Letter } from './letter-store.ts'
