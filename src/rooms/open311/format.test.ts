// Whatever words stand in an answer, it can be read again in both formats.
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { problemIn } from './format.ts'

test.each([
  ['markup', `<b> & "x" 'y' ]]> <!-- -->`, `<b> & "x" 'y' ]]> <!-- -->`], ['another script, and a picture', 'שלום 🎧', 'שלום 🎧'], ['characters XML has no place for', 'a\u0000b\u0008c\uFFFEd\uD800e', 'abcde'],
])('%s', (_name, words, read) => {
  const xml = problemIn('xml')(400, words).body
  expect(XMLValidator.validate(xml)).toBe(true)
  expect(new XMLParser().parse(xml).errors.error).toEqual({ code: 400, description: read })
  expect(JSON.parse(problemIn('json')(400, words).body)).toEqual([{ code: 400, description: words }])
})
