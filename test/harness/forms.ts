// Finds the forms of the service by walking its doors, and what is in their boxes.
import { rooms } from '#src/rooms.ts'
import { caseIn, reportIn } from './cases.ts'
import type { Town } from './town.ts'
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

export const valueIn = (page: Page, name: string): string | undefined => {
  const box = page.document.querySelector(`main [name="${name}"]`)
  if (box === null || box.getAttribute('type') === 'password') return undefined
  return box.tagName === 'TEXTAREA' ? decoded(box.textContent.replace(/^\n/, '')) : box.getAttribute('value') ?? ''
}

/** The reader of pages leaves a text box as it was written. */
const decoded = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

export const withDays = (days: readonly string[], [day, month, year]: readonly [string, string, string]) => Object.fromEntries(days.flatMap(name => [[`${name}-day`, day], [`${name}-month`, month], [`${name}-year`, year]]))

/** The addresses of forms that a case, a report or nothing at all leads to. */
export const formPaths = (): readonly string[] => [...new Set(rooms.flatMap(room => room.doors).filter(({ method, path }) => method === 'POST' && !LEFT_OUT.includes(path)).map(({ path }) => path))].filter(path => !path.replace('/cases/:reference', '').replace('/reports/:reference', '').includes(':'))

/** An address that exists in this town for the path of a form on a case, on a report, or on nothing. */
export const addressOf = async (town: Town, path: string): Promise<string> => {
  const theCase = path.startsWith('/cases/:') ? await caseIn(town) : undefined
  const report = path.startsWith('/reports/:') ? await reportIn(town, { name: 'Irene Larkin', phone: '07700 900 123' }) : undefined
  return path.replace('/cases/:reference', theCase?.path ?? '').replace('/reports/:reference', report ?? '')
}
