// The way in: a private link, then a code. A link that is unknown, old or ended looks and behaves like one that is right.
import type { PublicWork } from '#db/work.ts'
import { OWN_PAGE, readSetting } from '#rooms/partnership/index.ts'
import { Form, SubmitButton, TextField } from '#ui/forms.tsx'
import { raw, type Html } from '#ui/html.ts'
import { neutralSite } from '#ui/page.tsx'
import { notThere, page, seeOther, type Answer, type CookieChange } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { digestOf } from '#web/csrf.ts'
import { words as text } from '#web/fields.ts'
import { countedProblems, form, problems } from '#web/form.ts'
import { codeAsked } from './events.ts'
import { EntrancePage, PhoneLink } from './my-page.tsx'
import { CODE_MINUTES, readCode } from './own-page-rules.ts'
import { askForCode, enterDemonstration, leavePage, tryCode } from './own-page-store.ts'
import { words } from './words.ts'

const w = words.en
const FORGET: readonly CookieChange[] = [{ name: 'amity_own_page', value: null }, { name: 'amity_own_link', value: null }]

/** Takes the secret out of the address at once. A preview of the link by a mail program sends no code. */
export const openLink = async (_work: PublicWork, ask: Ask): Promise<Answer> =>
  seeOther('/my-case/enter', { cookies: [{ name: 'amity_own_link', value: (ask.params['token'] ?? '').slice(0, 200) }, { name: 'amity_own_page', value: null }] })

/** The form's own token is made from this browser's random number: a code belongs to the browser that asked for it. */
const browserOf = (ask: Ask): string => digestOf(ask.csrf)

type Loaded = { readonly link: string | undefined; readonly phone: string | null }
const load = async (work: PublicWork, ask: Ask): Promise<Loaded> => ({ link: ask.cookie('amity_own_link'), phone: work.partnership.phone })

export const askCode = form<PublicWork, Record<string, never>, Loaded>({
  fields: {},
  load,
  act: async (work, { link }, _values, ask) => {
    if (link === undefined) return seeOther('/my-case/enter')
    const codeId = await askForCode(work, link, browserOf(ask), ask.address, CODE_MINUTES)
    if (codeId === null) return problems({ field: 'code', text: w.codeTooMany })
    await work.announce(codeAsked, { codeId })
    return seeOther('/my-case/code')
  },
  show: ({ loaded: { link, phone }, state, frame, action, csrf, once }) => (
    <EntrancePage frame={frame} title={w.page} state={state}>
      <h1 class="govuk-heading-l">{w.enter}</h1>
      {link === undefined ? <p class="govuk-body">{w.enterNoLink}</p> : (
        <>
          <p class="govuk-body">{w.enterText}</p>
          <Form action={action} csrf={csrf} once={once}><SubmitButton text={w.sendCode} /></Form>
        </>
      )}
      <Lost phone={phone} />
    </EntrancePage>
  ),
})

const Lost = ({ phone }: { readonly phone: string | null }): Html => (
  <p class="govuk-body">{w.enterLost}{phone === null ? '' : <> {w.phone}: <PhoneLink phone={phone} /></>}</p>
)

const fields = { code: text({ empty: w.codeEmpty, max: 40, called: w.codeLabel }) }

export const enterCode = form<PublicWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const loaded = await load(work, ask)
    return loaded.link === undefined ? seeOther('/my-case/enter') : loaded
  },
  act: async (work, { link }, { code }, ask) => {
    const { entered, caseId, token, goTo } = await tryCode(work, link ?? '', browserOf(ask), readCode(code), await readSetting(work, OWN_PAGE))
    const about = caseId === null ? undefined : { kind: 'case', id: caseId }
    if (!entered) {
      await work.record('wrong code on an own page', about)
      return countedProblems({ field: 'code', text: w.codeWrong })
    }
    // No date: the browser forgets it when it is closed.
    return seeOther(goTo, { cookies: [{ name: 'amity_own_page', value: token }], ...(about === undefined ? {} : { about }) })
  },
  show: ({ loaded: { phone }, state, frame, action, csrf, once }) => (
    <EntrancePage frame={frame} title={w.page} state={{ values: {}, errors: state.errors }} back={{ href: '/my-case/enter' }}>
      <h1 class="govuk-heading-l">{w.code}</h1>
      <p class="govuk-body">{w.codeText}</p>
      <Form action={action} csrf={csrf} once={once}>
        <TextField name="code" label={w.codeLabel} hint={w.codeHint} inputMode="numeric" width={10} autocomplete="one-time-code" spellcheck={false} state={{ values: {}, errors: state.errors }} />
        <SubmitButton text={w.codeOpen} />
      </Form>
      <p class="govuk-body"><a class="govuk-link" href="/my-case/enter">{w.codeNew}</a></p>
      <Lost phone={phone} />
    </EntrancePage>
  ),
})

/** Signs out, and leads to the entrance. */
export const signOut = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  await leavePage(work, ask.cookie('amity_own_page'))
  return seeOther('/my-case/enter', { cookies: FORGET })
}

/** Leaves quickly: the session ends, the cookies go, and the next page puts a weather page in its own place. */
export const leave = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  await leavePage(work, ask.cookie('amity_own_page'))
  return seeOther('/my-case/left', { cookies: FORGET })
}

export const left = async (_work: PublicWork, ask: Ask): Promise<Answer> => page(
  <html lang="en">
    <head>
      <meta charset="utf-8" /><title>Weather</title><meta name="robots" content="noindex, nofollow" /><meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta http-equiv="refresh" content={`0; url=${neutralSite.href}`} />
      <script nonce={ask.frame.nonce}>{raw(`location.replace(${JSON.stringify(neutralSite.href)})`)}</script>
    </head>
    <body><main><h1>Weather</h1><p><a href={neutralSite.href} rel="noreferrer">Weather</a></p></main></body>
  </html>,
)

/** One click for the demonstration, where codes would only be in the way. */
export const enterAsDemonstration = async (work: PublicWork, ask: Ask): Promise<Answer> => {
  if (!work.partnership.isDemonstration) return notThere
  await leavePage(work, ask.cookie('amity_own_page'))
  const entered = await enterDemonstration(work, await readSetting(work, OWN_PAGE))
  return entered === undefined ? notThere : seeOther('/my-case', { about: { kind: 'case', id: entered.caseId }, cookies: [{ name: 'amity_own_page', value: entered.token }] })
}
