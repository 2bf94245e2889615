// What a person typed is always escaped, in every place a component can put it.
import { describe, expect, it } from 'vitest'
import { Button, Details, InsetText, SummaryList } from '#ui/govuk/components.tsx'
import { drawComponent } from '#ui/govuk/templates.ts'
import { raw, toHtml } from '#ui/html.ts'

const attack = '<script>alert("x")</script>'

describe('html', () => {
  it('escapes plain words and lets marked markup through', () => {
    expect(toHtml(<p title={attack}>{attack}</p>)).not.toContain('<script>')
    expect(toHtml(attack)).not.toContain('<script>')
    expect(toHtml(<p>{raw('<b>ours</b>')}</p>)).toBe('<p><b>ours</b></p>')
  })

  it('gives a whole page its doctype and nothing else one', () => {
    expect(toHtml(<html lang="en"></html>)).toMatch(/^<!DOCTYPE html>\n<html/)
    expect(toHtml(<p>x</p>)).toBe('<p>x</p>')
  })

  it('refuses to wait while drawing', () => {
    const Slow = async () => <p>late</p>
    expect(() => toHtml(<div><Slow /></div>)).toThrow('may not wait')
  })

  it('escapes in the official components: text, children, attributes', () => {
    expect(toHtml(<Button text={attack} attributes={{ title: attack }} />)).not.toContain('<script>')
    expect(toHtml(<Details summaryText={attack}>{attack}</Details>)).not.toContain('<script>')
    expect(toHtml(<InsetText>{attack}<b>ours</b></InsetText>)).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;<b>ours</b>')
    expect(toHtml(<SummaryList rows={[{ key: { text: 'Name' }, value: { html: <em>{attack}</em> } }]} />)).toContain('<em>&lt;script&gt;')
  })

  it.each([
    ['inset-text', { html: attack }], ['details', { summaryHtml: attack, html: attack }],
    ['service-navigation', { serviceName: 'x', slots: { start: attack, end: attack } }], ['button', { text: 'x', attributes: ` title="${attack}"` }],
  ])('escapes a plain string that slipped past the types into %s', (name, params) => {
    expect(toHtml(drawComponent(name, params))).not.toContain('<script>')
  })
})
