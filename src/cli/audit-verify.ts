// `amity audit:verify`: reads the whole audit trail and says whether anybody changed it.
import { verifyAudit } from '#jobs/verify-audit.ts'
import type { Command } from './commands.ts'

export const auditVerifyCommand: Command = {
  name: 'audit:verify',
  usage: '',
  summary: 'check that nobody changed, removed, reordered or inserted a record of the audit trail',
  run: async context => {
    const { rows, seals, findings } = await context.withDatabase(database => verifyAudit(database, context.progress))
    for (const { partnershipId, kind, position, says } of findings) {
      context.say(`Partnership ${partnershipId}, ${position === null ? 'not sealed yet' : `position ${position}`}: ${kind}. ${says}`)
    }
    context.say(findings.length === 0 ? `The audit trail is whole: ${rows} records under ${seals} seals.` : `Found ${findings.length} faults in ${rows} records under ${seals} seals.`)
    return findings.length === 0 ? 0 : 1
  },
}
