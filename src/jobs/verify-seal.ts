// One seal held against its rows: row by row where the seal says what it holds, by its head where it was made before seals did.
import type { Finding } from './audit-finding.ts'
import { checkRow, hashOf, type Emptied, type Row } from './audit-rows.ts'
import { headOf, START } from './seal-audit.ts'
import { readContents, type Sealed } from './seal-contents.ts'
import type { Seal } from './seal-key.ts'

export type SignedSeal = Seal & { readonly signature: Buffer; readonly contents: string | null; readonly publicKey: Buffer | null }

const was = ({ action, at }: Sealed, row: Row): string => [
  ...(row.action === action ? [] : [`its action was “${action}”`]), ...(row.at.getTime() === at.getTime() ? [] : [`its time was ${at.toISOString()}`]),
].join(', ') || 'what it did and when still agree, so it is the rest: who, of which record, why, or the content'

/** Each row that should stand from `first` on against those that do. `rows`: all at these positions, and all with these keys wherever they stand. */
export const compareRows = (partnershipId: number, expected: readonly Sealed[], first: number, rows: readonly Row[], emptied: Emptied): readonly Finding[] => {
  const [byId, known] = [new Map(rows.map(row => [row.id, row])), new Set(expected.map(({ id }) => id))]
  const found = expected.flatMap((one, index): readonly Finding[] => {
    const [position, row] = [first + index, byId.get(one.id)]
    const name = { partnershipId, position, at: one.at, action: one.action }
    if (row === undefined) return [{ ...name, kind: 'removed', says: `Record ${one.id} is not there.` }]
    const moved: readonly Finding[] = row.position === position ? [] : [{ ...name, kind: 'reordered', says: `Record ${one.id} was sealed here and now stands ${row.position === null ? 'nowhere: its number was taken away' : `at position ${row.position}`}.` }]
    if (hashOf(row).equals(one.rowHash)) return [...moved, ...checkRow(partnershipId, { ...row, position }, emptied)]
    return [...moved, { ...name, kind: 'changed', says: `Record ${one.id} is not as it was sealed: ${was(one, row)}.` }]
  })
  const inserted = rows.filter(row => !known.has(row.id)).map((row): Finding => ({ partnershipId, kind: 'inserted', position: row.position, at: row.at, action: row.action, says: `Record ${row.id} was never sealed here: it was slipped in.` }))
  return [...found, ...inserted]
}

const checkOrder = ({ partnershipId, firstPosition, lastPosition }: Seal, rows: readonly Row[]): readonly Finding[] => {
  const held = new Set(rows.map(row => row.position))
  const missing = Array.from({ length: lastPosition - firstPosition + 1 }, (_, index) => firstPosition + index).filter(position => !held.has(position))
  const turned = rows.filter((row, index) => index > 0 && row.id < (rows[index - 1]?.id ?? ''))
  return [
    ...missing.map((position): Finding => ({ partnershipId, kind: 'removed', position, at: null, action: null, says: 'The record is not there.' })),
    // The sealer numbers a batch in the order of its keys.
    ...turned.map((row): Finding => ({ partnershipId, kind: 'reordered', position: row.position, at: row.at, action: row.action, says: `Record ${row.id} does not stand where it was sealed.` })),
  ]
}

const checkOldForm = (seal: SignedSeal, rows: readonly Row[], emptied: Emptied): readonly Finding[] => {
  const found = [...checkOrder(seal, rows), ...rows.flatMap(row => checkRow(seal.partnershipId, row, emptied))]
  if (found.length > 0 || headOf(seal.previous, rows.map(row => row.rowHash)).equals(seal.head)) return found
  return [{ ...nameOf(seal), kind: 'changed', says: `Seal ${seal.number} (records ${seal.firstPosition} to ${seal.lastPosition}) does not fit its records: one was rewritten together with its hash.` }]
}

const nameOf = ({ partnershipId, firstPosition, sealedAt }: Seal) => ({ partnershipId, position: firstPosition, at: sealedAt, action: null })

/** What the seal says it holds, if that is to be believed: signed, and the same that its head was made of. */
export const sealedIn = (seal: SignedSeal, isSigned: boolean): readonly Sealed[] | undefined => {
  const rows = isSigned && seal.contents !== null ? readContents(seal.contents) : undefined
  return rows !== undefined && headOf(seal.previous, rows.map(({ rowHash }) => rowHash)).equals(seal.head) ? rows : undefined
}

/** `rows`: those at the seal's positions and those with the keys it names. */
export const checkSealed = (seal: SignedSeal, before: SignedSeal | undefined, rows: readonly Row[], isSigned: boolean, emptied: Emptied): readonly Finding[] => {
  const { partnershipId, number, firstPosition, lastPosition } = seal
  const follows = number === (before?.number ?? 0) + 1 && firstPosition === (before?.lastPosition ?? 0) + 1 && seal.previous.equals(before?.head ?? START)
  const says = (what: string): string => `Seal ${number} (records ${firstPosition} to ${lastPosition}) ${what}`
  const expected = sealedIn(seal, isSigned)
  const inRange = rows.filter(({ position }) => position !== null && position >= firstPosition && position <= lastPosition)
  return [
    ...(isSigned ? [] : [{ ...nameOf(seal), kind: 'seal' as const, says: says('was not signed with a key of this installation: it was changed or forged.') }]),
    ...(follows ? [] : [{ ...nameOf(seal), kind: 'removed' as const, says: says('does not follow the seal before it: one is gone, or was put in.') }]),
    ...(expected === undefined ? checkOldForm(seal, inRange, emptied) : compareRows(partnershipId, expected, firstPosition, rows, emptied)),
  ]
}
