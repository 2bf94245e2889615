// `amity audit:verify`: reads the whole audit trail and says whether anybody changed it, and which row; with heads kept elsewhere also its end.
import { readFileSync } from 'node:fs'
import { CannotOpen } from '#db/cannot-open.ts'
import { sayFinding } from '#jobs/audit-finding.ts'
import { readHeads, type Head } from '#jobs/audit-heads.ts'
import { verifyAudit } from '#jobs/verify-audit.ts'
import type { Command } from './commands.ts'
import { takeOption } from './which-partnership.ts'

const MOST_SAID = 200

const headsIn = (file: string | undefined): readonly Head[] => {
  if (file === undefined) return []
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    throw new CannotOpen(`${file} cannot be read.`)
  }
  const heads = readHeads(text)
  if (typeof heads === 'string') throw new CannotOpen(`${file} cannot be used: ${heads}.`)
  return heads
}

export const auditVerifyCommand: Command = {
  name: 'audit:verify',
  usage: '[--heads FILE]',
  summary: 'check that nobody changed, removed, reordered, inserted or rebuilt records of the audit trail',
  givesWay: true,
  run: async (context, args) => {
    const { value: file, rest } = takeOption(args, 'heads')
    if (rest.length > 0) throw new CannotOpen('Only this is understood: npm run amity -- audit:verify [--heads FILE]')
    const heads = headsIn(file)
    const { rows, seals, emptied, findings } = await context.withDatabase(database => verifyAudit(database, context.progress, heads))
    for (const finding of findings.slice(0, MOST_SAID)) context.say(sayFinding(finding))
    if (findings.length > MOST_SAID) context.say(`… and ${findings.length - MOST_SAID} more.`)
    if (emptied > 0) context.say(`${emptied} records were emptied of their details by retention rules, as the trail itself says.`)
    if (findings.length > 0) context.say(`Found ${findings.length} faults in ${rows} records under ${seals} seals.`)
    else context.say(`The audit trail is whole: ${rows} records under ${seals} seals${heads.length === 0 ? '. Give a file of heads kept elsewhere (--heads) to be sure of its end, too' : `, and agrees with ${heads.length} heads kept elsewhere`}.`)
    return findings.length === 0 ? 0 : 1
  },
}
