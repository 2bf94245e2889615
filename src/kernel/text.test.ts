// Text: what is taken out and what must stay, characters as people count them, initials of many kinds of name.
import { expect, test } from 'vitest'
import { countCharacters, initialsOf, tidy, withoutLastSlashes } from './text.ts'

test.each([
  ['  hello  ', 'hello'],
  ['a\u0000b\u0007c\u007Fd\u0085e', 'abcde'],
  ['one\r\ntwo\rthree\nfour\tfive', 'one\ntwo\nthree\nfour\tfive'],
  ['Cafe\u0301', 'Café'],
  ['\u200Fשלום\u200F', '\u200Fשלום\u200F'],
  ['👨‍👩‍👧 ❤️', '👨‍👩‍👧 ❤️'],
  ['\uD800 alone', '\uFFFD alone'],
  ['\u0000 ', ''],
  ['', ''],
])('%j is tidied to %j', (text, tidied) => {
  expect(tidy(text)).toBe(tidied)
  expect(tidy(tidied)).toBe(tidied)
})

test.each([
  ['', 0], ['hello', 5], ['a\nb', 3], ['a\r\nb', 3], ['Café', 4], ['Cafe\u0301', 4], ['👨‍👩‍👧', 1], ['🇬🇧🇬🇧', 2], ['नि', 1],
])('%j has %i characters', (text, count) => {
  expect(countCharacters(text)).toBe(count)
})

test('counting stops where it is told', () => {
  expect(countCharacters('é'.repeat(50), 10)).toBe(10)
  expect(countCharacters('e'.repeat(50), 10)).toBe(10)
  expect(countCharacters('é'.repeat(200_000))).toBe(100_000)
})

test.each([
  ['Ada Lovelace', 'AL'], ['Mary-Jane van der Berg', 'MB'], ["  aoife  o'neill ", 'AO'], ['Cher', 'C'], ['Émile Zola', 'ÉZ'],
  ['Ole\u0301 Ångström', 'OÅ'], ['(Bob) Smith', 'BS'], ['李 小龙', '李小'], ['', ''], ['123', ''], ['Ann 2', 'A'],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})

test.each([['https://a.example', 'https://a.example'], ['https://a.example/', 'https://a.example'], ['https://a.example/x//', 'https://a.example/x'], ['', '']])('%j without its last slashes is %j', (address, bare) => {
  expect(withoutLastSlashes(address)).toBe(bare)
})
