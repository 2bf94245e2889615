// Tables drawn as plain TSX: sort links, numbers, row links, an empty state, and a region that scrolls when narrow.
import { Pagination } from '#ui/govuk/components.tsx'
import type { Content, Html } from '#ui/html.ts'

export type Column<Row> = {
  readonly heading: string
  readonly cell: (row: Row) => Content
  /** Right-aligned, with figures of equal width. */
  readonly numeric?: boolean | undefined
  /** Names the row: a `th` with row scope, and the cell that links to the row's own page. */
  readonly rowHeader?: boolean | undefined
  /** Where the heading leads to sort by this column. */
  readonly sortHref?: string | undefined
  readonly sorted?: 'ascending' | 'descending' | undefined
  /** Keeps a short value (a date, a reference) on one line. */
  readonly nowrap?: boolean | undefined
}

export type DataTableProps<Row> = {
  /** Unique on the page: the scroll region is named by the caption through it. */
  readonly id: string
  readonly caption: string
  readonly captionSize?: 's' | 'm' | 'l' | 'hidden' | undefined
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  /** What to say when there are no rows: what that means, and what to do. */
  readonly empty?: Content
  readonly rowHref?: ((row: Row) => string | undefined) | undefined
  /** Marks a row at its edge; say the same in words in one of its cells. */
  /** On a phone: scrolls sideways (for figures), or one block for each row (for records). */
  readonly narrow?: 'scroll' | 'stack' | undefined
  readonly rowTone?: ((row: Row) => 'red' | 'orange' | 'muted' | undefined) | undefined
}

const classes = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(' ')

function Heading<Row>({ column, stack }: { readonly column: Column<Row>; readonly stack: boolean }): Html {
  const { heading, sortHref, sorted, numeric } = column
  const arrow = sorted === undefined ? '' : ` amity-sort--${sorted}`
  return (
    <th scope="col" role={stack ? 'columnheader' : undefined} class={classes('govuk-table__header', numeric && 'govuk-table__header--numeric')} aria-sort={sortHref === undefined ? undefined : (sorted ?? 'none')}>
      {sortHref === undefined ? heading : <a class={`amity-sort${arrow}`} href={sortHref}>{heading}</a>}
    </th>
  )
}

type CellProps<Row> = { readonly column: Column<Row>; readonly row: Row; readonly href: string | undefined; readonly stack: boolean }

/** A stacked table loses its roles in some browsers when its cells become blocks, so there the roles are said aloud. */
function Cell<Row>({ column, row, href, stack }: CellProps<Row>): Html {
  const { cell, numeric, rowHeader, nowrap } = column
  const inside = rowHeader === true && href !== undefined ? <a class="govuk-link" href={href}>{cell(row)}</a> : cell(row)
  if (rowHeader === true) return <th scope="row" role={stack ? 'rowheader' : undefined} class={classes('govuk-table__header', nowrap && 'amity-nowrap')}>{inside}</th>
  return <td role={stack ? 'cell' : undefined} data-heading={stack ? column.heading : undefined} class={classes('govuk-table__cell', numeric && 'govuk-table__cell--numeric', nowrap && 'amity-nowrap')}>{stack ? <div>{inside}</div> : inside}</td>
}

function captionClass(size: DataTableProps<unknown>['captionSize']): string {
  return size === 'hidden' ? 'govuk-visually-hidden' : `govuk-table__caption govuk-table__caption--${size ?? 'm'}`
}

function BodyRow<Row>({ row, table }: { readonly row: Row; readonly table: DataTableProps<Row> }): Html {
  const tone = table.rowTone?.(row)
  const href = table.rowHref?.(row)
  const stack = table.narrow === 'stack'
  return (
    <tr class={classes('govuk-table__row', tone && `amity-row--${tone}`)} role={stack ? 'row' : undefined}>
      {table.columns.map((column) => <Cell column={column} row={row} href={href} stack={stack} />)}
    </tr>
  )
}

/** A table of records. When there are none, says so in place of an empty grid. */
export function DataTable<Row>(props: DataTableProps<Row>): Html {
  const { id, caption, captionSize, columns, rows, empty, narrow } = props
  if (rows.length === 0) return <EmptyState>{empty ?? 'Nothing to show.'}</EmptyState>
  const stack = narrow === 'stack'
  const group = stack ? 'rowgroup' : undefined
  return (
    <section class="amity-scroll" aria-labelledby={`${id}-caption`} tabindex={0}>
      <table class={classes('govuk-table amity-table', stack && 'amity-table--stack')} id={id} role={stack ? 'table' : undefined}>
        <caption class={captionClass(captionSize)} id={`${id}-caption`}>{caption}</caption>
        <thead class="govuk-table__head" role={group}>
          <tr class="govuk-table__row" role={stack ? 'row' : undefined}>{columns.map((column) => <Heading column={column} stack={stack} />)}</tr>
        </thead>
        <tbody class="govuk-table__body" role={group}>
          {rows.map((row) => <BodyRow row={row} table={props} />)}
        </tbody>
      </table>
    </section>
  )
}

/** What stands where there is nothing: calm words, and what to do next. */
export function EmptyState({ children }: { readonly children?: Content }): Html {
  return <div class="amity-empty">{typeof children === 'string' ? <p class="govuk-body">{children}</p> : children}</div>
}

export type KeysetPagerProps = {
  readonly newerHref?: string | undefined
  readonly olderHref?: string | undefined
  /** What the pages are pages of, for example "Cases". */
  readonly label: string
  readonly newer?: string | undefined
  readonly older?: string | undefined
}

/** Newer and older links for long lists; no page numbers, so no count is needed. */
export function KeysetPager({ newerHref, olderHref, label, newer = 'Newer', older = 'Older' }: KeysetPagerProps): Html | null {
  if (newerHref === undefined && olderHref === undefined) return null
  return (
    <Pagination
      landmarkLabel={`${label}: more`} classes="amity-pager" previous={newerHref === undefined ? undefined : { href: newerHref, text: newer }}
      next={olderHref === undefined ? undefined : { href: olderHref, text: older }}
    />
  )
}
