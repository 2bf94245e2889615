// `amity audit:empty`: erases what lines of the audit trail say in detail, under a retention rule; the lines and their chain stay.
import { sql } from 'kysely'
import { CannotOpen } from '#db/cannot-open.ts'
import { looksLikeId } from '#db/ids.ts'
import { keepWork } from '#db/work.ts'
import { findPartnershipById } from '#jobs/outbox.ts'
import type { Command } from './commands.ts'
import { takeOption, whichPartnership } from './which-partnership.ts'

const HOW = 'Say what and under which rule: npm run amity -- audit:empty (--before 2020-12-31 | --of case|person|report --id ID) --rule "Retention schedule, line 4" [--partnership NAME]'

export const auditEmptyCommand: Command = {
  name: 'audit:empty',
  usage: '--before DAY --rule WORDS',
  summary: 'empty the content of old lines of the audit trail, or of one record; the chain still verifies',
  run: async (context, args) => {
    const { value: named, rest: afterName } = takeOption(args, 'partnership')
    const { value: before, rest: afterDay } = takeOption(afterName, 'before')
    const { value: kind, rest: afterKind } = takeOption(afterDay, 'of')
    const { value: id, rest: afterId } = takeOption(afterKind, 'id')
    const { value: rule, rest } = takeOption(afterId, 'rule')
    const day = before === undefined || !/^\d{4}-\d\d-\d\d$/.test(before) ? undefined : new Date(`${before}T00:00:00Z`)
    const ofOne = kind !== undefined && ['case', 'person', 'report'].includes(kind) && id !== undefined && looksLikeId(id)
    if (rest.length > 0 || rule === undefined || (day === undefined) === !ofOne) throw new CannotOpen(HOW)
    return context.withDatabase(async database => {
      const partnership = await findPartnershipById(database, (await whichPartnership(database, named)).id)
      if (partnership === undefined) throw new CannotOpen(HOW)
      let emptied = 0
      for (let last = 1; last > 0; emptied += last) {
        last = await keepWork(database, { kind: 'system' }, { partnership, now: new Date(), purpose: 'to keep to the retention schedule' }, async work => {
          const asked = day === undefined ? sql<{ n: number }>`select amity.empty_audit_of(${kind}, ${id}::uuid, ${rule}) as n` : sql<{ n: number }>`select amity.empty_audit_before(${day}, ${rule}) as n`
          return (await asked.execute(work.db)).rows[0]?.n ?? 0
        })
      }
      context.say(`${emptied} lines emptied. That this was done, and under which rule, is a line of its own.`)
      return 0
    })
  },
}
