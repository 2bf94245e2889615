// The parts of the layouts: headers, footer, the officers' search box, and a page's own heading.
import type { Frame, Link, NavigationItem } from '#ui/frame.ts'
import { wordsOf } from '#ui/frame.ts'
import { LanguageNavigation, PhaseBanner, ServiceNavigation } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'

/** Says on every page that the data is made up; stands inside the header landmark. */
function DemonstrationBanner({ frame }: { readonly frame: Frame }): Html | null {
  if (!frame.demonstration) return null
  const words = wordsOf(frame)
  return <PhaseBanner tag={{ text: words.demonstration }} text={words.demonstrationText} classes="amity-phase" />
}

export type LanguageLink = Link & { readonly language: string; readonly current?: boolean }

type PublicHeaderProps = {
  readonly frame: Frame
  readonly languages: readonly LanguageLink[]
  /** Where the second skip link leaves to, for keyboards and screen readers. */
  readonly leaveTo?: string | undefined
}

/** The public header: the partnership's own name on its own colour, and the page's other languages. */
export function PublicHeader({ frame, languages, leaveTo }: PublicHeaderProps): Html {
  return (
    <header class="govuk-template__header">
      {leaveTo === undefined ? null : (
        <a href={leaveTo} class="govuk-skip-link govuk-js-exit-this-page-skiplink" rel="nofollow noreferrer" data-module="govuk-skip-link">{wordsOf(frame).leaveHelp}</a>
      )}
      <div class="amity-banner">
        <div class="govuk-width-container amity-banner__row">
          <a class="amity-banner__name" href={frame.service.homeHref}>{frame.service.name}</a>
          <Languages languages={languages} />
        </div>
      </div>
      <DemonstrationBanner frame={frame} />
    </header>
  )
}

function Languages({ languages }: { readonly languages: readonly LanguageLink[] }): Html | null {
  if (languages.length === 0) return null
  return LanguageNavigation({
    items: languages.map(({ text, href, language, current }) => ({ text, href, lang: language, current: current ?? false })),
  })
}

function Badge({ count }: { readonly count: number }): Html {
  return <span class="amity-count"><span class="govuk-visually-hidden">, </span>{count}<span class="govuk-visually-hidden"> waiting</span></span>
}

function navigationEntry(item: NavigationItem) {
  const current = item.current === true
  if (item.badge === undefined || item.badge === 0) return { text: item.text, href: item.href, current }
  return { html: <>{item.text}<Badge count={item.badge} /></>, href: item.href, current }
}

function SignOut({ frame }: { readonly frame: Frame }): Html | null {
  if (!frame.officer) return null
  const { name, agency, csrf, signOutHref, accountHref } = frame.officer
  return (
    <div class="amity-who">
      <span class="amity-who__name">{accountHref === undefined ? name : <a href={accountHref}>{name}</a>}</span>
      <span class="amity-who__agency">{agency}</span>
      <form method="post" action={signOutHref ?? '/sign-out'}>
        <input type="hidden" name="_csrf" value={csrf} />
        <button type="submit" class="amity-who__out">Sign out</button>
      </form>
    </div>
  )
}

/** The officers' header: name, search, who is signed in, and the navigation with what waits in each place. */
export function OfficerHeader({ frame, search }: { readonly frame: Frame; readonly search?: Content }): Html {
  const items = frame.officer?.nav ?? []
  return (
    <header class="govuk-template__header">
      <div class="amity-banner amity-banner--slim">
        <div class="govuk-width-container amity-banner__row">
          <a class="amity-banner__name" href={frame.service.homeHref}>{frame.service.name}</a>
          {search}
          <SignOut frame={frame} />
        </div>
      </div>
      {items.length === 0 ? null : <ServiceNavigation navigation={items.map(navigationEntry)} navigationLabel="Sections" classes="amity-navigation" />}
      <DemonstrationBanner frame={frame} />
    </header>
  )
}

export type SearchBoxProps = {
  readonly action: string
  readonly label: string
  readonly value?: string | undefined
  readonly name?: string | undefined
}

/** The search box in the officers' header. The key `/` puts the cursor in it. */
export function SearchBox({ action, label, value, name = 'q' }: SearchBoxProps): Html {
  return (
    <search class="amity-search">
      <form action={action} method="get">
        <label class="govuk-visually-hidden" for="site-search">{label}</label>
        <input class="amity-search__input" id="site-search" type="search" name={name} value={value} placeholder={label} data-shortcut="/" />
        <button type="submit" class="amity-search__button">Search</button>
      </form>
    </search>
  )
}

/** The footer: what to do in danger first, then privacy, accessibility and contact. */
export function PageFooter({ frame }: { readonly frame: Frame }): Html {
  const links = frame.links ?? []
  return (
    <footer class="govuk-template__footer amity-footer">
      <div class="govuk-width-container">
        <p class="amity-footer__danger">{wordsOf(frame).danger}</p>
        {links.length === 0 ? null : (
          <nav aria-label={wordsOf(frame).footer}>
            <ul class="amity-footer__links">
              {links.map(({ text, href }) => <li><a class="amity-footer__link" href={href}>{text}</a></li>)}
            </ul>
          </nav>
        )}
        <p class="amity-footer__name">{frame.service.name}</p>
      </div>
    </footer>
  )
}

export type PageHeadingProps = {
  readonly heading: string
  readonly caption?: string | undefined
  /** Tags, buttons or links that belong to the whole page, beside its heading. */
  readonly children?: Content
  readonly size?: 'l' | 'xl' | undefined
}

/** A page's one `h1`, its caption, and the actions that belong to the whole page. */
export function PageHeading({ heading, caption, children, size = 'l' }: PageHeadingProps): Html {
  return (
    <div class="amity-heading">
      <div class="amity-heading__words">
        {caption === undefined ? null : <span class={`govuk-caption-${size}`}>{caption}</span>}
        <h1 class={`govuk-heading-${size}`}>{heading}</h1>
      </div>
      {children === undefined ? null : <div class="amity-heading__side">{children}</div>}
    </div>
  )
}
