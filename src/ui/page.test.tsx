// The layouts: title, language, landmarks, sign-out by POST, and a way out that needs no script.
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { emptyForm } from '#ui/form-state.tsx'
import type { Html } from '#ui/html.ts'
import { toHtml } from '#ui/html.ts'
import { OfficerPage, PlainPage, PublicPage } from '#ui/page.tsx'
import { officerFrame, publicFrame } from '#ui/specimen/frame.ts'
import { contrast, mayBeBrand, textOn, themeStylesheet } from '#ui/theme.ts'

const props = { title: 'Cases', assets: (name: string) => `/assets/${name}` }
const draw = (page: Html) => parseHTML(toHtml(page)).document

describe('layouts', () => {
  it('say "Error" in the title when there are errors', () => {
    const state = { values: {}, errors: [{ field: 'a', href: '#a', text: 'Wrong' }] }
    expect(draw(<PublicPage frame={publicFrame(props)} state={emptyForm} />).title).toBe('Cases – Safer Brackenfield')
    expect(draw(<PublicPage frame={publicFrame(props)} state={state} />).title).toBe('Error: Cases – Safer Brackenfield')
  })

  it('carry language, direction and the words of that language', () => {
    const page = draw(<PublicPage frame={{ ...publicFrame(props), language: 'ar', direction: 'rtl', words: { danger: 'خطر' } }} exit />)
    expect(page.documentElement.getAttribute('lang')).toBe('ar')
    expect(page.documentElement.getAttribute('dir')).toBe('rtl')
    expect(page.querySelector('footer')?.textContent).toContain('خطر')
  })

  it('offer the way out as a plain link, only where asked for', () => {
    expect(draw(<PublicPage frame={publicFrame(props)} exit={{ href: 'https://example.org/' }} />).querySelector('a.govuk-exit-this-page__button')?.getAttribute('href')).toBe('https://example.org/')
    expect(draw(<PublicPage frame={publicFrame(props)} />).querySelector('.govuk-exit-this-page')).toBeNull()
  })

  it('sign out by POST with the token, and count what waits', () => {
    const page = draw(<OfficerPage frame={officerFrame(props)} />)
    expect(page.querySelector('form[action="/sign-out"]')?.getAttribute('method')).toBe('post')
    expect(page.querySelector('form[action="/sign-out"] input[name="_csrf"]')?.getAttribute('value')).toBe('token')
    expect(page.querySelector('a[href="/reports"]')?.textContent?.replaceAll(/\s+/g, ' ').trim()).toBe('Reports, 7 waiting')
    expect(page.querySelector('[aria-current="page"]')?.textContent?.trim()).toBe('Cases')
  })

  it('keep public scripts on public pages, and the nonce on every script', () => {
    expect(draw(<PlainPage frame={publicFrame(props)} />).querySelector('script[type="module"]')?.getAttribute('src')).toBe('/assets/public.js')
    const scripts = [...draw(<PlainPage frame={officerFrame(props)} />).querySelectorAll('script')]
    expect(scripts.map((script) => script.getAttribute('nonce'))).toEqual(['specimen-nonce', 'specimen-nonce'])
    expect(scripts[1]?.getAttribute('src')).toBe('/assets/officer.js')
  })
})

describe('a theme', () => {
  it('is checked for contrast', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21)
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 1)
    expect([mayBeBrand('#17334f'), mayBeBrand('#ffd700')]).toEqual([true, false])
    expect([textOn('#17334f'), textOn('#ffd700')]).toEqual(['#ffffff', '#0b0c0c'])
  })

  it('is written as custom properties', () => {
    expect(themeStylesheet({ brand: '#5a2d82' })).toBe(':root{--amity-brand:#5a2d82;--amity-brand-text:#ffffff;}')
  })
})
