// Everything an officer may be allowed to do, in plain English. Roles are sets of these (partnership, roles).

export const acts = [
  'see the diary', 'see reports', 'triage reports', 'take a report', 'report something seen',
  'see cases', 'open a case', 'work on cases', 'change who leads', 'merge cases', 'close a case', 'approve a closure',
  'lower a forced risk', 'see restricted', 'break the glass', 'see broken glass', 'authorise markers', 'share a case', 'authorise sharing', 'see the team', 'review case quality', 'correct the record', 'authorise legal steps', 'confirm the law',
  'see messages sent', 'print letters', 'write templates', 'approve templates', 'see measures', 'enter measures', 'ask for feedback', 'own improvement actions',
  'import records', 'run the agency', 'keep delegations', 'keep training', 'run the partnership', 'edit settings', 'see the audit trail',
  'look into unusual access', 'see the whole trail',
] as const
export type Act = typeof acts[number]

/** Acts that reach over all agencies: they count only in the agency that runs the partnership (amity.wide_acts says the same). */
export const wideActs = ['run the partnership', 'see the audit trail', 'see the whole trail'] as const satisfies readonly Act[]
/** Whether a role with these acts may be given only by whoever runs the partnership. */
export const reachesOverAll = (given: readonly string[]): boolean => wideActs.some(act => given.includes(act))
