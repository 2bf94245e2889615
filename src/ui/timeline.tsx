// The chronology of a case: what happened, when, who wrote it down and when, and who may read it.
import { Tag } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'

/** A moment for machines and for people. */
export type When = { readonly iso: string; readonly text: string }

export type TimelineEntry = {
  readonly id: string
  readonly happened: When
  /** When it was written down, if that was not at once. */
  readonly entered?: When | undefined
  readonly who: string
  /** What kind of entry it is: "Incident", "Contact", "Action", "Decision". */
  readonly kind: string
  readonly visibility: 'public' | 'staff' | 'restricted'
  /** Says who may read it in place of the plain words, for example "Circle: domestic abuse". */
  readonly visibilityText?: string | undefined
  readonly title: string
  readonly href?: string | undefined
  readonly body?: Content
  /** Struck out, with the reason; the words stay readable. */
  readonly withdrawn?: string | undefined
  /** Links: correct, attach, withdraw. */
  readonly actions?: Content
}

export type TimelineProps = {
  readonly entries: readonly TimelineEntry[]
  readonly headingLevel?: 2 | 3 | 4 | undefined
  readonly label?: string | undefined
}

const VISIBILITY = {
  public: { text: 'Person reporting can see', tone: 'green' },
  staff: { text: 'Staff only', tone: 'grey' },
  restricted: { text: 'Restricted', tone: 'red' },
} as const

function Moment({ when }: { readonly when: When }): Html {
  return <time datetime={when.iso}>{when.text}</time>
}

function Entry({ entry, level }: { readonly entry: TimelineEntry; readonly level: 2 | 3 | 4 }): Html {
  const Heading = level === 2 ? 'h2' : level === 3 ? 'h3' : 'h4'
  const { text, tone } = VISIBILITY[entry.visibility]
  return (
    <li class={`amity-entry amity-entry--${entry.visibility}`} id={entry.id}>
      <div class="amity-entry__when"><Moment when={entry.happened} /></div>
      <div class="amity-entry__what">
        <div class="amity-entry__head">
          <Heading class="amity-entry__title">{entry.href === undefined ? entry.title : <a class="govuk-link" href={entry.href}>{entry.title}</a>}</Heading>
          {Tag({ text: entry.visibilityText ?? text, classes: `govuk-tag--${tone} amity-badge` })}
        </div>
        {entry.withdrawn === undefined ? null : <p class="amity-entry__withdrawn"><strong>Withdrawn:</strong> {entry.withdrawn}</p>}
        {entry.body === undefined ? null : <div class={entry.withdrawn === undefined ? 'amity-entry__body' : 'amity-entry__body amity-entry__body--withdrawn'}>{entry.body}</div>}
        <p class="amity-entry__foot">
          <span>{entry.kind}</span> <span>{entry.who}</span>
          {entry.entered === undefined ? null : <> <span>Entered <Moment when={entry.entered} /></span></>}
        </p>
        {entry.actions === undefined ? null : <div class="amity-entry__actions">{entry.actions}</div>}
      </div>
    </li>
  )
}

/** A chronology as an ordered list. Prints without its actions, entries unbroken. */
export function Timeline({ entries, headingLevel = 3, label = 'Chronology' }: TimelineProps): Html {
  return (
    <ol class="amity-timeline" aria-label={label}>
      {entries.map((entry) => <Entry entry={entry} level={headingLevel} />)}
    </ol>
  )
}
