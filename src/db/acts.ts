// Everything an officer may be allowed to do, in plain English. Roles are sets of these (partnership, roles).

export const acts = [
  'see the diary', 'see reports', 'triage reports', 'take a report', 'report something seen',
  'see cases', 'open a case', 'work on cases', 'change who leads', 'merge cases', 'close a case', 'approve a closure',
  'lower a forced risk', 'see restricted', 'break the glass', 'share a case', 'see the team', 'review case quality', 'correct the record',
  'see messages sent', 'see measures', 'enter measures', 'ask for feedback', 'own improvement actions',
  'import records', 'run the partnership', 'edit settings', 'see the audit trail',
  'look into unusual access', 'see the whole trail',
] as const
export type Act = typeof acts[number]
