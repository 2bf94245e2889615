// One answer in both formats other systems ask for: JSON with every key, XML without the empty ones.
import { XMLBuilder } from 'fast-xml-parser'
import { body, type Answer } from '#web/answers.ts'

export const FORMATS = ['json', 'xml'] as const
export type Format = typeof FORMATS[number]

type Leaf = string | number | boolean | null
export type Tree = { readonly [name: string]: Leaf | Tree | readonly (Tree | Leaf)[] }

/** What a use case says, before anybody knows in which format it was asked. */
export type Said = { readonly status: number; readonly json: Tree | readonly Tree[]; readonly xml: Tree }

/** A list of the same things: an array in JSON; in XML a root with one element for each. */
export const saidList = (root: string, item: string, things: readonly Tree[]): Said =>
  ({ status: 200, json: things, xml: { [root]: { [item]: things.map(withoutEmpty) } } })

/** What is wrong, in the shape every Open311 client knows. */
export const saidErrors = (status: number, ...descriptions: readonly string[]): Said => {
  const errors = descriptions.map(description => ({ code: status, description }))
  return { status, json: errors, xml: { errors: { error: errors } } }
}

/** XML has no null: what is not known is left out. */
export const withoutEmpty = (tree: Tree): Tree => Object.fromEntries(Object.entries(tree).filter(([, value]) => value !== null && value !== ''))

// XML 1.0 (2.2) has no place for these characters, not even escaped; one of them would make the whole answer unreadable.
const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu
const builder = new XMLBuilder({ format: true, indentBy: '  ', suppressEmptyNode: false, tagValueProcessor: (_name, value) => typeof value === 'string' ? value.replaceAll(NOT_IN_XML, '') : String(value) })
const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

const MEDIA_TYPES: Readonly<Record<Format, string>> = { json: 'application/json; charset=utf-8', xml: 'text/xml; charset=utf-8' }

const written = (format: Format, said: Said): string => format === 'json' ? JSON.stringify(said.json) : DECLARATION + builder.build(said.xml)

/** The answer as the web layer sends it. */
export const answerIn = (format: Format, said: Said, about?: { readonly kind: string; readonly id: string }): Answer =>
  body(MEDIA_TYPES[format], written(format, said), { status: said.status, ...(about === undefined ? {} : { about }) })

/** For what goes wrong before the use case runs. */
export const problemIn = (format: Format) => (status: number, says: string): { readonly mediaType: string; readonly body: string } =>
  ({ mediaType: MEDIA_TYPES[format], body: written(format, saidErrors(status, says)) })
