// The person's own diary: what they have written, and adding to it with photos, sound and video.
import type { PersonWork } from '#db/work.ts'
import { londonDay, sayDate, sayMoment } from '#kernel/time.ts'
import { FileField, Form, SubmitButton, TextArea, TextField } from '#ui/forms.tsx'
import type { Html } from '#ui/html.ts'
import { page, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { optionalWords, words as text } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { keepSheet, keepSheetFile, mySheets, sheetFiles, type Sheet } from './diary-sheet-store.ts'
import { ACCEPTS, judgeFiles, keepFile } from './give-files.ts'
import { myCase } from './my-case-store.ts'
import { MyPage } from './my-page.tsx'
import { noticeOf } from './notices.ts'
import { WhenFields, whenField } from './when-it-happened.tsx'
import { words } from './words.ts'

const w = words.en

/** "2 June 2026 at 9:30pm", or the day, or the person's own words for it. */
export const sayWhen = ({ happenedAt, happenedAbout }: Pick<Sheet, 'happenedAt' | 'happenedAbout'>): string => {
  if (happenedAt === null) return happenedAbout ?? ''
  return happenedAbout === null ? sayMoment(happenedAt) : `${sayDate(londonDay(happenedAt))}. ${happenedAbout}`
}

export const seeDiary = async (work: PersonWork, ask: Ask): Promise<Answer> => {
  const sheets = await mySheets(work)
  const files = await sheetFiles(work, sheets.map(sheet => sheet.id))
  const notice = noticeOf(textOf(ask.query, 'sent'), '')
  return page(
    <MyPage frame={{ ...ask.frame, ...(notice === undefined ? {} : { notice }) }} title={w.diary} at="/my-case/diary" csrf={ask.csrf}>
      <h1 class="govuk-heading-l">{w.diary}</h1>
      <p class="govuk-body">{w.diaryText}</p>
      <p class="govuk-body"><a class="govuk-button" role="button" href="/my-case/diary/add">{w.diaryAdd}</a></p>
      {sheets.length === 0 ? <p class="govuk-body">{w.diaryNone}</p> : sheets.map(sheet => <OneSheet sheet={sheet} files={files.filter(file => file.diarySheetId === sheet.id)} />)}
    </MyPage>,
    { about: { kind: 'case', id: work.actor.caseId } },
  )
}

const OneSheet = ({ sheet, files }: { readonly sheet: Sheet; readonly files: Awaited<ReturnType<typeof sheetFiles>> }): Html => (
  <section class="govuk-!-margin-bottom-6">
    <h2 class="govuk-heading-s govuk-!-margin-bottom-1">{sayWhen(sheet)}</h2>
    <p class="govuk-body"><span class="amity-as-typed">{sheet.what}</span></p>
    {sheet.effect === '' ? null : <p class="govuk-body">{w.effectLabel}: <span class="amity-as-typed">{sheet.effect}</span></p>}
    {sheet.seenBy === '' ? null : <p class="govuk-body">{w.seenByLabel}: {sheet.seenBy}</p>}
    {files.length === 0 ? null : <ul class="govuk-list">{files.map((file, at) => <li><a class="govuk-link" href={`/my-case/files/${file.id}`}>{w[file.kind]} {at + 1}</a></li>)}</ul>}
    <p class="govuk-hint">{w.given} {sayMoment(sheet.givenAt)}</p>
  </section>
)

const fields = {
  what: text({ empty: w.whatEmpty, max: 20_000, called: w.what }), when: whenField,
  effect: optionalWords({ max: 5000, called: w.effectLabel }), seenBy: optionalWords({ max: 1000, called: w.seenByLabel }),
}

export const addToDiary = form<PersonWork, typeof fields, object>({
  fields,
  load: async () => ({}),
  act: async (work, _loaded, { what, when, effect, seenBy }, ask) => {
    const judged = await judgeFiles(ask.uploads)
    if ('field' in judged) return problems(judged)
    const id = await keepSheet(work, { what, effect, seenBy, happenedAt: when.at, happenedAbout: when.about === '' ? null : when.about })
    if (judged.length > 0) {
      const { agencyId } = await myCase(work)
      for (const file of judged) await keepSheetFile(work, agencyId, id, await keepFile(ask, file))
    }
    return seeOther('/my-case/diary?sent=diary', { about: { kind: 'case', id: work.actor.caseId } })
  },
  show: ({ state, frame, action, csrf, once }) => (
    <MyPage frame={frame} title={w.diary} state={state} at="" csrf={csrf} back={{ href: '/my-case/diary' }}>
      <h1 class="govuk-heading-l">{w.diaryAdd}</h1>
      <p class="govuk-body">{w.danger}</p>
      <Form action={action} csrf={csrf} once={once} upload>
        <TextArea name="what" label={w.what} hint={w.whatHint} rows={6} maxLength={20_000} autocomplete="off" state={state} />
        <WhenFields state={state} />
        <TextArea name="effect" label={w.effect} hint={w.effectHint} rows={3} autocomplete="off" state={state} />
        <TextField name="seenBy" label={w.seenBy} autocomplete="off" state={state} />
        <FileField name="files" label={w.files} hint={state.errors.length === 0 ? w.filesHint : `${w.filesAgain} ${w.filesHint}`} multiple accept={ACCEPTS} state={state} />
        <SubmitButton text={w.save} />
      </Form>
    </MyPage>
  ),
})
