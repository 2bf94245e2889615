// Forms keep what was typed, show each error in its place, and carry their tokens.
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { ChoiceField, ChoicesField, DateField, emptyForm, ErrorSummaryFor, Form, MomentField, SelectField, TextArea, TextField, valueOf, valuesOf, YesNoField } from '#ui/forms.tsx'
import type { FormState } from '#ui/forms.tsx'
import type { Content } from '#ui/html.ts'
import { toHtml } from '#ui/html.ts'

const draw = (content: Content) => parseHTML(`<!DOCTYPE html><html><body>${toHtml(content)}</body></html>`).document
const typed = 'First line\n\n    indented <b>&amp;\n\tlast'
const state = (values: FormState['values'], ...errors: FormState['errors']): FormState => ({ values, errors })

describe('fields', () => {
  it.each([
    ['a text area', <TextArea name="what" label="What" state={state({ what: typed })} />],
    ['a counted text area', <TextArea name="what" label="What" state={state({ what: typed })} maxLength={200} />],
    ['one revealed by a radio', <ChoiceField name="c" label="C" state={emptyForm} choices={[{ value: 'a', text: 'A', reveals: <TextArea name="what" label="What" state={state({ what: typed })} /> }]} />],
    ['one revealed by a checkbox', <ChoicesField name="c" label="C" state={emptyForm} choices={[{ value: 'a', text: 'A', reveals: <TextArea name="what" label="What" state={state({ what: typed })} maxLength={9} /> }]} />],
  ])('keep typed text exactly in %s', (_, field) => {
    // Read from the text itself: linkedom leaves entities in a textarea as they are.
    const [, kept = ''] = /<textarea[^>]*>([^]*?)<\/textarea>/.exec(toHtml(field)) ?? []
    expect(kept.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(typed)
  })

  it('show the error at the field and mark it', () => {
    const page = draw(<TextField name="email" label="Email" hint={<em>yours</em>} state={state({ email: 'x"y' }, { field: 'email', href: '#email', text: 'Enter an email' })} />)
    const input = page.querySelector('#email')
    expect(input?.getAttribute('value')).toBe('x"y')
    expect(input?.getAttribute('aria-describedby')).toBe('email-hint email-error')
    expect(page.querySelector('#email-error')?.textContent).toContain('Enter an email')
    expect(page.querySelector('#email-hint em')?.textContent).toBe('yours')
  })

  it('never send a password back', () => {
    expect(draw(<TextField name="p" label="P" type="password" state={state({ p: 'secret' })} />).querySelector('input')?.hasAttribute('value')).toBe(false)
  })

  it('keep what was chosen', () => {
    const page = draw(
      <>
        <ChoicesField name="who" label="Who" state={state({ who: ['a', 'c'] })} choices={['a', 'b', 'c'].map((value) => ({ value, text: value }))} />
        <YesNoField name="safe" label="Safe?" state={state({ safe: 'no' })} unknown="Not sure" />
        <SelectField name="ward" label="Ward" state={state({ ward: 'w2' })} options={[{ value: 'w1', text: '1' }, { value: 'w2', text: '2' }]} />
      </>,
    )
    expect([...page.querySelectorAll('input[checked]')].map((input) => input.getAttribute('value'))).toEqual(['a', 'c', 'no'])
    expect(page.querySelector('option[selected]')?.getAttribute('value')).toBe('w2')
  })

  it('mark a whole date or only its wrong part', () => {
    const marked = (field: string) => [...draw(<DateField name="on" label="On" state={state({}, { field, href: '#on-day', text: 'No' })} />).querySelectorAll('.govuk-input--error')].map((input) => input.getAttribute('name'))
    expect(marked('on')).toEqual(['on-day', 'on-month', 'on-year'])
    expect(marked('on-year')).toEqual(['on-year'])
  })

  it('ask for a moment in four parts', () => {
    const page = draw(<MomentField name="when" label="When" state={state({ 'when-time': '21:30' })} />)
    expect([...page.querySelectorAll('input')].map((input) => input.getAttribute('id'))).toEqual(['when-day', 'when-month', 'when-year', 'when-time'])
    expect(page.querySelector('#when-time')?.getAttribute('value')).toBe('21:30')
  })

  it('can be the page heading', () => {
    expect(draw(<TextField name="n" label="Your name" state={emptyForm} asHeading />).querySelector('h1 label')?.textContent?.trim()).toBe('Your name')
  })
})

describe('a form', () => {
  it('carries its tokens first', () => {
    const page = draw(<Form action="/x" csrf="c1" once="o1" upload keep="note"><TextField name="a" label="A" state={emptyForm} /></Form>)
    expect([...page.querySelectorAll('input')].map((input) => input.getAttribute('name'))).toEqual(['_csrf', '_once', 'a'])
    expect(page.querySelector('form')?.getAttribute('enctype')).toBe('multipart/form-data')
    expect(page.querySelector('form')?.getAttribute('data-keep')).toBe('note')
  })

  it('lists its errors in field order', () => {
    const errors = ['b', 'z', 'a'].map((field) => ({ field, href: `#${field}`, text: `Wrong ${field}` }))
    const page = draw(<ErrorSummaryFor state={{ values: {}, errors }} order={['a', 'b']} />)
    expect([...page.querySelectorAll('a')].map((link) => link.textContent)).toEqual(['Wrong a', 'Wrong b', 'Wrong z'])
    expect(ErrorSummaryFor({ state: emptyForm })).toBeNull()
  })

  it('reads kept answers by their own names only', () => {
    expect(valueOf(emptyForm, 'toString')).toBe('')
    expect(valuesOf({ values: { a: '' }, errors: [] }, 'a')).toEqual([])
    expect(valuesOf({ values: { a: 'x' }, errors: [] }, 'a')).toEqual(['x'])
  })
})
