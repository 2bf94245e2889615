// A filter beside a list: a plain form that asks by GET, with what is chosen shown as tags that take it away.
import type { Content, Html } from '#ui/html.ts'

/** A filter that is on, for example group "Ward", text "Handside", and the address of the list without it. */
export type SelectedFilter = { readonly group: string; readonly text: string; readonly removeHref: string }

export type FilterPanelProps = {
  readonly action: string
  readonly heading?: string | undefined
  readonly apply?: string | undefined
  readonly selected?: readonly SelectedFilter[] | undefined
  readonly clearHref?: string | undefined
  /** Answers to carry along, for example the sort order. */
  readonly carry?: Readonly<Record<string, string>> | undefined
  /** The filter's fields. */
  readonly children?: Content
}

function Tag({ group, text, removeHref }: SelectedFilter): Html {
  return (
    <li>
      <a class="amity-filter__tag" href={removeHref}>
        <span class="govuk-visually-hidden">Remove filter: {group}, </span>{text}
      </a>
    </li>
  )
}

function Selected({ selected, clearHref }: Pick<FilterPanelProps, 'selected' | 'clearHref'>): Html | null {
  if (selected === undefined || selected.length === 0) return null
  return (
    <div class="amity-filter__selected">
      <div class="amity-filter__row">
        <h3 class="govuk-heading-s">Selected</h3>
        {clearHref === undefined ? null : <a class="govuk-link govuk-link--no-visited-state" href={clearHref}>Clear all</a>}
      </div>
      <ul class="amity-filter__tags">{selected.map((filter) => <Tag {...filter} />)}</ul>
    </div>
  )
}

/** The filter's panel. On a narrow screen JavaScript folds it away; without JavaScript it stands above the list. */
export function FilterPanel({ action, heading = 'Filter', apply = 'Apply filters', selected, clearHref, carry = {}, children }: FilterPanelProps): Html {
  return (
    <details class="amity-filter" open data-fold-when-narrow="">
      <summary class="amity-filter__summary"><h2 class="govuk-heading-s">{heading}</h2></summary>
      <Selected selected={selected} clearHref={clearHref} />
      <form class="amity-filter__form" action={action} method="get">
        {Object.entries(carry).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        {children}
        <button type="submit" class="govuk-button amity-filter__apply">{apply}</button>
      </form>
    </details>
  )
}

/** A list with its filter at the start side; one under the other when narrow. */
export function FilterLayout({ filter, children }: { readonly filter: Content; readonly children?: Content }): Html {
  return (
    <div class="amity-filtered">
      <div class="amity-filtered__side">{filter}</div>
      <div class="amity-filtered__list">{children}</div>
    </div>
  )
}
