// The resident's report, one question a page. Each page is kept as it is answered; back always works.
import type { PublicWork } from '#db/work.ts'
import { categories, signposts } from '#rooms/partnership/index.ts'
import { InsetText } from '#ui/govuk/components.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import { PublicPage } from '#ui/page.tsx'
import { notThere, seeOther, type Answer } from '#web/answers.ts'
import { textOf, type Answers, type Ask } from '#web/ask.ts'
import { newToken } from '#web/csrf.ts'
import { form, problems } from '#web/form.ts'
import type { Fields } from '#web/fields.ts'
import { questionOf, titleOf, type Choices } from './report-questions.tsx'
import { contactProblem, FIELDS, isPage, pageAfter, pageBefore, type PageName } from './report-pages.ts'
import { heldDraft, keepDraft } from './reporting-store.ts'
import { words } from './words.ts'

const w = words.en
const DRAFT_LIFE = 14 * 24 * 3_600_000

/** Gives a newcomer their private number, then asks the first question; somebody half way goes on. */
export const startReport = async (work: PublicWork): Promise<Answer> => {
  const draft = await heldDraft(work)
  if (draft !== undefined && !draft.sent) return seeOther('/report/category')
  return seeOther('/report/category', { cookies: [draftCookie(work, newToken())] })
}

/** The private link: on any device, the report goes on where it stood. */
export const resumeReport = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  const token = ask.params['token'] ?? ''
  return /^[\w-]{43}$/.test(token) ? seeOther('/report/check', { cookies: [draftCookie(work, token)] }) : notThere
}

const draftCookie = (work: PublicWork, value: string) => ({ name: 'amity_draft', value, until: new Date(work.now.getTime() + DRAFT_LIFE) }) as const

type Loaded = { readonly page: PageName; readonly kept: Answers; readonly choices: Choices; readonly advice: readonly string[] }

export const askQuestion = form<PublicWork, Fields, Loaded>({
  fields: ({ page }) => FIELDS[page],
  load: async (work, ask) => {
    const page = ask.params['page'] ?? ''
    if (!isPage(page)) return notThere
    if (work.actor.key === null) return seeOther('/report')
    const draft = await heldDraft(work)
    if (draft?.sent === true) return seeOther('/report/sent')
    const all = await categories(work)
    const chosen = all.find(one => one.code === textOf(draft?.answers ?? {}, 'category'))
    const help = page === 'danger' && chosen?.signpostCode ? (await signposts(work)).filter(one => one.code === chosen.signpostCode) : []
    const advice = page === 'danger' && chosen?.advice ? [chosen.advice] : []
    return {
      page, kept: draft?.answers ?? {}, advice: [...advice, ...help.map(one => `${one.name}: ${one.says}${one.phone === null ? '' : ` ${one.phone}`}${one.url === null ? '' : ` ${one.url}`}`)],
      choices: { categories: all.map(({ code, residentName, residentHint }) => ({ code, residentName, residentHint })) },
    }
  },
  start: ({ kept }) => kept,
  act: async (work, { page, choices }, values, ask) => {
    if (page === 'category' && !choices.categories.some(one => one.code === values['category'])) return problems({ field: 'category', text: w.categoryEmpty })
    const contact = page === 'contact' ? contactProblem(values) : undefined
    if (contact !== undefined) return problems(contact)
    await keepDraft(work, typedOn(page, ask.answers), page)
    return seeOther(textOf(ask.query, 'then') === 'check' ? '/report/check' : `/report/${pageAfter(page)}`)
  },
  show: ({ loaded, state, frame, action, csrf, once }) => {
    const before = pageBefore(loaded.page)
    return (
      <PublicPage frame={{ ...frame, title: titleOf(loaded.page) }} state={state} exit back={{ href: before === undefined ? '/' : `/report/${before}` }}>
        {loaded.advice.length === 0 ? null : <InsetText html={<>{loaded.advice.map(line => <p>{line}</p>)}</>} />}
        <Form action={action} csrf={csrf} once={once}>
          {questionOf(loaded.page, state, loaded.choices)}
          <SubmitButton text={w.continue} />
        </Form>
      </PublicPage>
    )
  },
})

/** Every box of this page as typed, empty ones too, so that an answer taken away is gone. */
const typedOn = (page: PageName, answers: Answers): Answers => {
  const kept: Record<string, string | readonly string[]> = {}
  for (const name of Object.keys(FIELDS[page])) {
    for (const box of name === 'when' ? ['when-day', 'when-month', 'when-year'] : [name]) kept[box] = answers[box] ?? ''
  }
  return kept
}
