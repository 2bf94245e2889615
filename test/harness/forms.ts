// Every form of the service, found by walking its doors, and what stands in its boxes: for tests that send them all.
import { rooms } from '#src/rooms.ts'
import type { Page } from './visitor.ts'

// Signing out ends the walk; a password is never put back into its box.
const LEFT_OUT = ['/sign-out', '/sign-out-everywhere', '/leave']
export type Filled = { readonly fixed: Record<string, string>; readonly words: readonly string[]; readonly days: readonly string[] }

/** A form's boxes: those that take words, the days, and a plausible answer for the rest. */
export const boxesOf = (page: Page, action: string): Filled | undefined => {
  const form = [...page.document.querySelectorAll('main form')].find(one => one.getAttribute('method') === 'post' && (one.getAttribute('action') ?? '').split('?')[0] === action)
  if (form === undefined) return undefined
  const fixed: Record<string, string> = {}
  const words: string[] = []
  const days: string[] = []
  for (const box of form.querySelectorAll('input, textarea, select')) {
    const [name, type] = [box.getAttribute('name') ?? '', box.getAttribute('type') ?? 'text']
    if (name === '' || type === 'file' || type === 'submit') continue
    if (type === 'hidden') fixed[name] = box.getAttribute('value') ?? ''
    else if (type === 'radio' || type === 'checkbox') fixed[name] ??= box.getAttribute('value') ?? 'yes'
    else if (box.tagName === 'SELECT') fixed[name] = [...box.querySelectorAll('option')].map(option => option.getAttribute('value') ?? '').find(value => value !== '') ?? ''
    else if (/-(day|month|year)$/.test(name)) { if (name.endsWith('-day')) days.push(name.slice(0, -4)) }
    else words.push(name)
  }
  return { fixed, words, days }
}

/** The addresses of forms that a case, a report or nothing at all leads to. */
export const formPaths = (): readonly string[] => [...new Set(rooms.flatMap(room => room.doors).filter(({ method, path }) => method === 'POST' && !LEFT_OUT.includes(path)).map(({ path }) => path))].filter(path => !path.replace('/cases/:reference', '').replace('/reports/:reference', '').includes(':'))
