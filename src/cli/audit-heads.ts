// `amity audit:heads FILE`: writes the heads of the audit trail into a file to keep elsewhere, where whoever runs the database cannot reach it.
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CannotOpen } from '#db/cannot-open.ts'
import { headsFile, type Head } from '#jobs/audit-heads.ts'
import { asGate } from '#jobs/outbox.ts'
import { sealPartnership } from '#jobs/seal-audit.ts'
import { publicKeyOf } from '#jobs/seal-key.ts'
import type { Command } from './commands.ts'
import { takeFlag, takeOption, whichPartnership } from './which-partnership.ts'

const USAGE = 'FILE [--rows]'

export const auditHeadsCommand: Command = {
  name: 'audit:heads',
  usage: USAGE,
  summary: 'write the heads of the audit trail into a file to keep elsewhere; with --rows, so that each row can be named',
  run: async (context, args) => {
    const { value: named, rest: unnamed } = takeOption(args, 'partnership')
    const { given: withRows, rest: [file, ...more] } = takeFlag(unnamed, 'rows')
    if (file === undefined || more.length > 0) throw new CannotOpen(`Say where to: npm run amity -- audit:heads ${USAGE} [--partnership NAME]`)
    const to = path.resolve(file)
    if (existsSync(to)) throw new CannotOpen(`${to} is there already. Choose another name; heads are never overwritten.`)
    return context.withDatabase(async database => {
      const partnership = await whichPartnership(database, named)
      await sealPartnership(database, partnership.id, new Date())
      // Each head covers all before it, so the last of each day is enough; to name a row after a rebuild, every seal with its rows.
      const heads = await asGate(database, async client => (await client.query<Head & { readonly contents: string | null; readonly publicKey: Buffer | null }>(`
        select ${withRows ? '' : `distinct on ((sealed_at at time zone 'Europe/London')::date)`} partnership_id as "partnershipId", number, first_position as "firstPosition", last_position as "lastPosition", previous, head, signature, sealed_at as "sealedAt",
          sha256(convert_to(contents, 'UTF8')) as "contentsDigest", public_key as "publicKey", contents from audit_seals where partnership_id = $1
        order by ${withRows ? '' : `(sealed_at at time zone 'Europe/London')::date,`} number desc`, [partnership.id])).rows)
      const whole = heads.toSorted((a, b) => a.number - b.number).map(({ contents, publicKey, ...head }): Head => ({ ...head, publicKey: publicKey ?? publicKeyOf(database.secret), ...(withRows && contents !== null ? { contents } : {}) }))
      writeFileSync(to, headsFile(partnership.name, whole), { mode: 0o600, flag: 'wx' })
      context.say(`Wrote ${whole.length} heads of ${partnership.name}, up to record ${whole.at(-1)?.lastPosition ?? 0}, into ${to}. Keep it where nobody who runs this database can change it.`)
      return 0
    })
  },
}
