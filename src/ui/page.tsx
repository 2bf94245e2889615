// The layouts every page stands in: public pages, officers' pages, and plain pages for problems.
import type { Frame, Link } from '#ui/frame.ts'
import { wordsOf } from '#ui/frame.ts'
import type { FormState } from '#ui/form-state.tsx'
import { ErrorSummaryFor } from '#ui/form-state.tsx'
import { BackLink, Breadcrumbs, ExitThisPage, NotificationBanner, SkipLink } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'
import { raw } from '#ui/html.ts'
import { OfficerHeader, PageFooter, PublicHeader } from '#ui/page-parts.tsx'

/** A page that helps someone leave at once, without a trace on screen. */
export type QuickExit = { readonly href: string }

/** A neutral page that nobody would ask about. */
export const neutralSite: QuickExit = { href: 'https://www.bbc.co.uk/weather' }

type PageProps = {
  readonly frame: Frame
  /** A form's state: its errors go to the top of the page and into the title. */
  readonly state?: FormState | undefined
  readonly back?: Partial<Link> & { readonly href: string } | undefined
  readonly children?: Content
}

export type PublicPageProps = PageProps & {
  /** Shows the control that leaves this page quickly; `true` leads to the neutral site. */
  readonly exit?: boolean | QuickExit | undefined
  /** Other languages this page can be read in. */
  readonly languages?: readonly (Link & { readonly language: string; readonly current?: boolean })[] | undefined
  /** Behind a private link: search engines are asked to leave it alone. */
  readonly unlisted?: boolean | undefined
  /** Full 960 px instead of a two-thirds reading column. */
  readonly wide?: boolean | undefined
}

export type OfficerPageProps = PageProps & {
  readonly breadcrumbs?: readonly { readonly text: string; readonly href?: string | undefined }[] | undefined
  /** What stands in the header's search slot, usually `<SearchBox />`. */
  readonly search?: Content
  /** Public officers' pages (reading, letters) may keep a narrow reading column. */
  readonly narrow?: boolean | undefined
}

export type PlainPageProps = PageProps

/** In the page itself: a first view asks for one file fewer. */
const ICON = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 viewBox=%220 0 32 32%22%3E%3Crect width=%2232%22 height=%2232%22 rx=%226%22 fill=%22%2317334f%22/%3E%3Cpath d=%22M16 6 6 14v12h7v-7h6v7h7V14z%22 fill=%22%23fff%22/%3E%3C/svg%3E'

const CLASSES = "document.body.className+=' js-enabled govuk-frontend-supported'"

type DocumentProps = {
  readonly frame: Frame
  readonly state?: FormState | undefined
  readonly kind: 'public' | 'officer'
  readonly unlisted?: boolean | undefined
  readonly children?: Content
}

function titleOf({ frame, state }: Pick<DocumentProps, 'frame' | 'state'>): string {
  const title = frame.title === frame.service.name ? frame.title : `${frame.title} – ${frame.service.name}`
  return state && state.errors.length > 0 ? `${wordsOf(frame).error}: ${title}` : title
}

/** The whole document around a layout: head, styles, scripts, skip link. */
function Document({ frame, state, kind, unlisted, children }: DocumentProps): Html {
  const { nonce, theme, assets } = frame
  return (
    <html lang={frame.language} dir={frame.direction} class={`govuk-template amity-${kind}`}>
      <head>
        <meta charset="utf-8" />
        <title>{titleOf({ frame, state })}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content={theme.brandColour ?? '#17334f'} />
        <meta name="robots" content={kind === 'officer' || unlisted === true ? 'noindex, nofollow' : 'index, follow'} />
        {frame.goesOnTo === undefined ? null : <meta http-equiv="refresh" content={`1; url=${frame.goesOnTo}`} />}
        <link rel="icon" href={ICON} type="image/svg+xml" />
        <link rel="stylesheet" href={assets('amity.css')} />
        {theme.href === undefined ? null : <link rel="stylesheet" href={theme.href} />}
      </head>
      <body class="govuk-template__body" data-officer={frame.officer?.name} data-kept={frame.officer?.keptKey}>
        <script nonce={nonce}>{raw(CLASSES)}</script>
        {SkipLink({ text: wordsOf(frame).skip, href: '#main-content' })}
        {children}
        <script type="module" src={assets(`${kind}.js`)} nonce={nonce}></script>
      </body>
    </html>
  )
}

function Notice({ frame }: { readonly frame: Frame }): Html | null {
  if (frame.notice === undefined) return null
  return NotificationBanner({ type: 'success', titleText: wordsOf(frame).done, children: <p class="govuk-notification-banner__heading">{frame.notice}</p> })
}

function Back({ frame, back }: Pick<PageProps, 'frame' | 'back'>): Html | null {
  if (back === undefined) return null
  const text = back.text ?? wordsOf(frame).back
  return <nav aria-label={text}>{BackLink({ href: back.href, text })}</nav>
}

function Main({ frame, state, reading, children }: Omit<PageProps, 'back'> & { readonly reading: boolean }): Html {
  return (
    <main class="govuk-main-wrapper" id="main-content">
      <div class={reading ? 'amity-reading' : undefined}>
        <Notice frame={frame} />
        <ErrorSummaryFor state={state} title={wordsOf(frame).problem} />
        {children}
      </div>
    </main>
  )
}

const exitHref = (exit: boolean | QuickExit | undefined): string | undefined =>
  exit === true ? neutralSite.href : exit === undefined || exit === false ? undefined : exit.href

function Leave({ frame, href }: { readonly frame: Frame; readonly href: string }): Html {
  return <ExitThisPage text={wordsOf(frame).leave} redirectUrl={href} attributes={{ role: 'region', 'aria-label': wordsOf(frame).leave }} />
}

/** A page for anyone: 960 px, the partnership's own name, and a quick way out where it is asked for. */
export function PublicPage({ frame, state, back, exit, languages, unlisted, wide, children }: PublicPageProps): Html {
  const leaveTo = exitHref(exit)
  return (
    <Document frame={frame} state={state} kind="public" unlisted={unlisted}>
      <PublicHeader frame={frame} languages={languages ?? []} leaveTo={leaveTo} />
      <div class="govuk-width-container">
        {leaveTo === undefined ? null : <Leave frame={frame} href={leaveTo} />}
        <Back frame={frame} back={back} />
        <Main frame={frame} state={state} reading={wide !== true}>{children}</Main>
      </div>
      <PageFooter frame={frame} />
    </Document>
  )
}

/** A page for officers: wide, with navigation, search and sign-out. */
export function OfficerPage({ frame, state, back, breadcrumbs, search, narrow, children }: OfficerPageProps): Html {
  const trail = breadcrumbs?.map(({ text, href }) => ({ text, href }))
  return (
    <Document frame={frame} state={state} kind="officer">
      <OfficerHeader frame={frame} search={search} />
      <div class="govuk-width-container">
        {trail === undefined ? null : Breadcrumbs({ items: trail, collapseOnMobile: true })}
        <Back frame={frame} back={back} />
        <Main frame={frame} state={state} reading={narrow === true}>{children}</Main>
      </div>
      <PageFooter frame={frame} />
    </Document>
  )
}

/** A page for problems (not found, not allowed, try again): as an officer or as anyone, with nothing to distract. */
export function PlainPage({ frame, state, back, children }: PlainPageProps): Html {
  return (
    <Document frame={frame} state={state} kind={frame.officer ? 'officer' : 'public'}>
      {frame.officer ? <OfficerHeader frame={frame} /> : <PublicHeader frame={frame} languages={[]} leaveTo={frame.leaveHref} />}
      <div class="govuk-width-container">
        {frame.leaveHref === undefined ? null : <Leave frame={frame} href={frame.leaveHref} />}
        <Back frame={frame} back={back} />
        <Main frame={frame} state={state} reading>{children}</Main>
      </div>
      <PageFooter frame={frame} />
    </Document>
  )
}
