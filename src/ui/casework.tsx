// Building blocks of a case file: facts, flags, clocks, cards and figures. Colour never speaks alone.
import { Tag } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'

export { Timeline } from '#ui/timeline.tsx'
export type { TimelineEntry, TimelineProps, When } from '#ui/timeline.tsx'

/** The colours of tags; what a colour means is always said in words as well. */
export type Tone = 'grey' | 'green' | 'teal' | 'blue' | 'purple' | 'magenta' | 'red' | 'orange' | 'yellow'

export type KeyFact = {
  readonly label: string
  readonly value: Content
  /** Takes the whole width. */
  readonly wide?: boolean | undefined
}

/** A compact grid of labels and values. Facts with nothing to say are left out. */
export function KeyFacts({ facts }: { readonly facts: readonly KeyFact[] }): Html {
  const said = facts.filter(({ value }) => value !== undefined && value !== null && value !== '')
  return (
    <dl class="amity-facts">
      {said.map(({ label, value, wide }) => (
        <div class={wide === true ? 'amity-facts__fact amity-facts__fact--wide' : 'amity-facts__fact'}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** A small tag with words in it. */
export function Badge({ text, tone = 'grey' }: { readonly text: string; readonly tone?: Tone | undefined }): Html {
  return Tag({ text, classes: `govuk-tag--${tone} amity-badge` })
}

export type Flag = {
  readonly text: string
  readonly tone: Tone
  /** Where the flag is explained, for example the risk assessment behind "High risk". */
  readonly href?: string | undefined
}

/** What anyone who opens the record must know first. */
export function Flags({ flags, label = 'Flags' }: { readonly flags: readonly Flag[]; readonly label?: string | undefined }): Html | null {
  if (flags.length === 0) return null
  return (
    <ul class="amity-flags" aria-label={label}>
      {flags.map(({ text, tone, href }) => (
        <li>{href === undefined ? <Badge text={text} tone={tone} /> : <a class="amity-flags__link" href={href}><Badge text={text} tone={tone} /></a>}</li>
      ))}
    </ul>
  )
}

/** How a deadline stands. */
export type ClockState = 'overdue' | 'soon' | 'due' | 'met' | 'late' | 'paused'

export type ClockProps = {
  readonly state: ClockState
  /** The whole of it in words: "Due in 2 working days", "4 days overdue". */
  readonly words: string
  /** When it falls due, and the rule that says so. */
  readonly detail?: Content
}

/** Drawn, not typed: not every phone's font has a tick. */
const CLOCK_MARKS: Readonly<Record<ClockState, string>> = {
  overdue: 'M8 3.5v5.5M8 11v1.8', soon: 'M8 4v4.3l2.8 2', due: 'M8 4v4.3l2.8 2', met: 'M4.4 8.4l2.5 2.5 4.8-5.4', late: 'M4.4 8.4l2.5 2.5 4.8-5.4', paused: 'M6.2 5v6M9.8 5v6',
}

/** A deadline: words, a mark and a colour. */
export function Clock({ state, words, detail }: ClockProps): Html {
  return (
    <span class={`amity-clock amity-clock--${state}`}>
      <svg class="amity-clock__mark" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><circle cx="8" cy="8" r="8" /><path d={CLOCK_MARKS[state]} /></svg>
      <span class="amity-clock__words">{words}</span>
      {detail === undefined ? null : <span class="amity-clock__detail">{detail}</span>}
    </span>
  )
}

export type CardProps = {
  readonly heading: string
  readonly level?: 2 | 3 | 4 | undefined
  readonly id?: string | undefined
  /** Links or buttons at the heading's end. */
  readonly actions?: Content
  /** An edge of colour for what needs a decision or is overdue. */
  readonly tone?: 'red' | 'orange' | 'green' | 'blue' | undefined
  readonly children?: Content
}

/** A titled block of a page; in print a plain section. */
export function Card({ heading, level = 2, id, actions, tone, children }: CardProps): Html {
  const Heading = level === 2 ? 'h2' : level === 3 ? 'h3' : 'h4'
  return (
    <section class={tone === undefined ? 'amity-card' : `amity-card amity-card--${tone}`} id={id}>
      <div class="amity-card__head">
        <Heading class="govuk-heading-s amity-card__heading">{heading}</Heading>
        {actions === undefined ? null : <div class="amity-card__actions">{actions}</div>}
      </div>
      <div class="amity-card__body">{children}</div>
    </section>
  )
}

export type StatProps = {
  readonly value: string | number
  readonly caption: string
  readonly href?: string | undefined
  readonly tone?: 'red' | 'orange' | 'green' | undefined
  /** A second line: the period, the target, the change. */
  readonly detail?: Content
}

/** A number with its caption; the whole of it is a link when there is a list behind it. */
export function Stat({ value, caption, href, tone, detail }: StatProps): Html {
  const inside = (
    <>
      <span class="amity-stat__value">{value}</span>
      <span class="amity-stat__caption">{caption}</span>
      {detail === undefined ? null : <span class="amity-stat__detail">{detail}</span>}
    </>
  )
  const look = tone === undefined ? 'amity-stat' : `amity-stat amity-stat--${tone}`
  return href === undefined ? <div class={look}>{inside}</div> : <a class={look} href={href}>{inside}</a>
}

/** Numbers side by side. */
export function Stats({ stats }: { readonly stats: readonly StatProps[] }): Html {
  return <ul class="amity-stats">{stats.map((stat) => <li><Stat {...stat} /></li>)}</ul>
}

export type SubNavigationProps = {
  /** What the pages belong to, for example "Case WH-2041". */
  readonly label: string
  readonly items: readonly { readonly text: string; readonly href: string; readonly current?: boolean | undefined; readonly count?: number | undefined }[]
}

/** The pages of one record, as links under its heading. */
export function SubNavigation({ label, items }: SubNavigationProps): Html {
  return (
    <nav class="amity-subnav" aria-label={label}>
      <ul>
        {items.map(({ text, href, current, count }) => (
          <li><a href={href} aria-current={current === true ? 'page' : undefined}>{text}{count === undefined ? null : <span class="amity-subnav__count"> ({count})</span>}</a></li>
        ))}
      </ul>
    </nav>
  )
}

/** The main matter with a narrower column beside it; the side comes second when narrow, or first if it warns. */
export function WithAside({ aside, asideFirst, children }: { readonly aside: Content; readonly asideFirst?: boolean | undefined; readonly children?: Content }): Html {
  return (
    <div class={asideFirst === true ? 'amity-aside amity-aside--first' : 'amity-aside'}>
      <div class="amity-aside__main">{children}</div>
      <div class="amity-aside__side">{aside}</div>
    </div>
  )
}
