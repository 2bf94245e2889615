// Statutory powers that an officer uses by delegation. Other rooms name them from this list (domain research, section 14).
export const POWERS = [
  'issue a community protection warning', 'issue a community protection notice', 'issue a fixed penalty notice',
  'issue a closure notice for up to 24 hours', 'issue a closure notice for up to 48 hours', 'cancel or vary a closure notice',
  'apply for a civil injunction', 'apply for a civil injunction without notice', 'serve a notice seeking possession', 'apply for a demotion order',
  'decide on possession on the absolute ground', 'review a decision on the absolute ground', 'make a public spaces protection order',
  'decide whether an ASB case review threshold is met', 'refer to MARAC', 'start a prosecution', 'sign an information sharing agreement',
] as const
export type Power = (typeof POWERS)[number]
