// Pages of a long list without counting it: ?before=<instant>_<id> goes on after the last row of the page before.
import { looksLikeId } from '#db/ids.ts'
import { textOf, type Ask } from './ask.ts'

/** The last row already shown, by what the list is sorted on. */
export type Before = { readonly at: Date; readonly id: string }

/** Where this page goes on; undefined on the first page, and when the address was spoiled. */
export const beforeIn = (ask: Ask): Before | undefined => {
  const [text, id] = textOf(ask.query, 'before').split('_')
  const at = new Date(text ?? '')
  return id !== undefined && looksLikeId(id) && !Number.isNaN(at.getTime()) ? { at, id } : undefined
}

/** The value of `before` in the link to older rows. */
export const goOnAfter = (at: Date, id: string): string => `${at.toISOString()}_${id}`
