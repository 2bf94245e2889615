// Input nobody meant: what is valid, bent a little or a lot; and what fast-check makes from nothing.
import fc from 'fast-check'
import { BAD_WORDS } from '#test/harness/bad-values.ts'
import type { Chance } from './chance.ts'

const ODD = ['\0', '\u202e', '\ud800', '\udfff', '\u2028', '\r\n', '\t', '%', '%zz', '%00', '&', '=', ';', '"', "'", '`', '<', '>', '\\', '/', '..', '{{', '}}', '[', ']', '(', ')', '|', '*', '+', '#', '-', '\u00a0', '\ufeff', '😀', 'é', 'ß', 'İ', '٣', 'NaN', 'null', '1e309', '9'.repeat(40), '-0', 'x'.repeat(3_000)] as const
const BAD = Object.values(BAD_WORDS).filter(text => text.length < 10_000)

/** Strings of every plane and length, shared by all so that making them costs little. */
export const freshTexts = (seed: number, many: number): readonly string[] => fc.sample(fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 60 }), fc.string({ maxLength: 400 }), fc.json({ maxDepth: 3 }), fc.webUrl({ withQueryParameters: true }), fc.emailAddress(), fc.double().map(String), fc.bigInt().map(String),
  fc.date({ noInvalidDate: true }).map(date => date.toISOString()), fc.array(fc.constantFrom(...ODD), { maxLength: 12 }).map(parts => parts.join('')),
), { numRuns: many, seed })

export const bentText = (chance: Chance, text: string): string => {
  const [at, length] = [chance.under(text.length + 1), chance.under(8)]
  switch (chance.under(8)) {
    case 0: return text.slice(0, at) + text.slice(at + length)
    case 1: return text.slice(0, at) + chance.one(ODD) + text.slice(at)
    case 2: return text.slice(0, at) + text.slice(at, at + length).repeat(chance.under(40)) + text.slice(at + length)
    case 3: return text.slice(at) + text.slice(0, at)
    case 4: return text.toUpperCase() + chance.one(ODD)
    case 5: return text.slice(0, at)
    case 6: return BAD[chance.under(BAD.length)] ?? ''
    default: return text.slice(0, at) + String.fromCharCode(chance.under(0x1_0000)) + text.slice(at + 1)
  }
}

/** A file with a few bytes changed, cut off, doubled or put in. */
export const bentBytes = (chance: Chance, bytes: Buffer): Buffer => {
  const bent = Buffer.from(bytes)
  for (let times = 1 + chance.under(6); times > 0; times -= 1) bent[chance.under(bent.length)] = chance.under(256)
  const at = chance.under(bent.length + 1)
  switch (chance.under(4)) {
    case 0: return bent.subarray(0, at)
    case 1: return Buffer.concat([bent.subarray(0, at), bent.subarray(chance.under(bent.length))])
    case 2: return Buffer.concat([bent, Buffer.from(chance.one(ODD))])
    default: return bent
  }
}
