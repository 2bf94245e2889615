// Safe HTML: what markup is, how trusted markup is let through, and how a tree of components becomes text.
import type { Child } from 'hono/jsx'
import { Fragment, jsx } from 'hono/jsx'
import { raw as markAsSafe } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

/** Markup that is already safe: a JSX element, or what `raw` let through. A plain string is not one. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** Whatever may stand between two tags: markup, plain words (always escaped), numbers, lists, or nothing. */
export type Content = Child | Html

/** Lets markup through unescaped. Only for markup we made ourselves, never for what a person typed. */
export function raw(html: string): HtmlEscapedString {
  return markAsSafe(html)
}

/** Whether a value is safe markup at run time (a JSX element or the result of `raw`). */
export function isHtml(value: unknown): value is Html {
  return typeof value === 'object' && value !== null && 'isEscaped' in value && value.isEscaped === true
}

/**
 * Draws a tree of components as text; plain strings are escaped. A whole page (`<html>`) gets its doctype.
 * @throws when the tree holds an asynchronous component: data is fetched before pages are drawn.
 */
export function toHtml(content: Content): string {
  const drawn = jsx(Fragment, null, content as Child).toString()
  if (typeof drawn !== 'string') throw new TypeError('A page may not wait for data while it is drawn.')
  return drawn.startsWith('<html') ? `<!DOCTYPE html>\n${drawn}` : drawn
}
