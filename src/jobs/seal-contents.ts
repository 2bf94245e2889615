// What a seal says row by row, one line each: key, hash, moment, action. So a row that is gone still has a name and a time.

export type Sealed = { readonly id: string; readonly rowHash: Buffer; readonly at: Date; readonly action: string }

export const contentsOf = (rows: readonly Sealed[]): string =>
  rows.map(({ id, rowHash, at, action }) => [id, rowHash.toString('hex'), at.toISOString(), action.replaceAll(/\s+/g, ' ')].join(' ')).join('\n')

/** What stands in a seal, in order; undefined when it cannot be read, which only tampering makes. */
export const readContents = (contents: string): readonly Sealed[] | undefined => {
  const rows = contents.split('\n').map(line => /^([0-9a-f-]{36}) ([0-9a-f]{64}) (\S+) (.*)$/.exec(line))
  const read = rows.map(found => found === null ? undefined : { id: found[1] ?? '', rowHash: Buffer.from(found[2] ?? '', 'hex'), at: new Date(found[3] ?? ''), action: found[4] ?? '' })
  return read.every(row => row !== undefined && !Number.isNaN(row.at.getTime())) ? read.filter(row => row !== undefined) : undefined
}
