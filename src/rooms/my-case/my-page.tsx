// How every page of the person harmed looks: neutral title, no name of ours, a quick way out, and a way to sign out.
import type { Frame } from '#ui/frame.ts'
import { SubNavigation } from '#ui/casework.tsx'
import type { FormState } from '#ui/form-state.tsx'
import { Form, SubmitButton } from '#ui/forms.tsx'
import type { Content, Html } from '#ui/html.ts'
import { PublicPage } from '#ui/page.tsx'
import { words } from './words.ts'

const w = words.en

type MyPageProps = {
  readonly frame: Omit<Frame, 'title'>
  readonly title: string
  readonly state?: FormState
  readonly back?: { readonly href: string }
  readonly children?: Content
}

/** The web layer's frame here has neither our name nor our colours; its one name is the catalogue's. */
const neutral = (frame: Omit<Frame, 'title'>, title: string): Frame => ({ ...frame, title, service: { name: w.page, homeHref: '/my-case' } })

/** The entrance: nobody is known yet. */
export const EntrancePage = ({ frame, title, state, back, children }: MyPageProps): Html => (
  <PublicPage frame={neutral(frame, title)} state={state} back={back} exit={{ href: '/my-case/leave' }} unlisted>{children}</PublicPage>
)

type InsideProps = MyPageProps & { readonly csrf: string; readonly at: '/my-case' | '/my-case/messages' | '/my-case/diary' | '' }

const PLACES = [['/my-case', w.page], ['/my-case/messages', w.messages], ['/my-case/diary', w.diary]] as const

export const MyPage = ({ frame, title, state, back, at, csrf, children }: InsideProps): Html => (
  <PublicPage frame={neutral(frame, title)} state={state} back={back} exit={{ href: '/my-case/leave' }} unlisted>
    <SubNavigation label={w.page} items={PLACES.map(([href, text]) => ({ href, text, current: href === at }))} />
    {children}
    <hr class="govuk-section-break govuk-section-break--l govuk-section-break--visible" />
    <p class="govuk-body-s">{w.nothingKept} {w.privateHint}</p>
    <Form action="/my-case/sign-out" csrf={csrf}><SubmitButton text={w.signOut} look="secondary" /></Form>
  </PublicPage>
)

/** A number to press, which does not break over two lines. */
export const PhoneLink = ({ phone }: { readonly phone: string }): Html => <a class="govuk-link" href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone.replaceAll(' ', '\u00a0')}</a>
