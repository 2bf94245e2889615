// Papers that do not come with the service, and why: an agency has its solicitor confirm what each says, and writes its own template.
export type NoPaper = {
  readonly paper: string
  /** Tools that go without a paper of ours for it; none where the tool has one, and this is another. */
  readonly tools: readonly string[]
  readonly why: string
  /** What to ask the solicitor; absent where the paper is not ours to write. */
  readonly confirm?: string
}

export const NO_PAPER: readonly NoPaper[] = [
  {
    paper: 'Notice before a claim for demotion', tools: ['demotion'], why: 'That a notice comes first and how long it waits is held here (Housing Act 1985 s83; Housing Act 1988 s6A); what it must say is not.',
    confirm: 'What the notice must say, and whether it has a prescribed form.',
  },
  {
    paper: 'Notice ending a starter tenancy (section 21)', tools: ['starter-ending'], why: 'It has a prescribed form whose words are not held here, and from 1 May 2026 it is not confirmed whether it can be used.',
    confirm: 'Whether it can still be used for your tenancies, and on which form.',
  },
  {
    paper: 'Extension or cancellation of a closure notice', tools: [], why: 'Who may sign it is held here (ASBCPA 2014 ss77-78); what it must say is not.',
    confirm: 'What the paper must say, and on whom it is served.',
  },
  {
    paper: 'Variation or withdrawal of a community protection notice', tools: [], why: 'That the body which issued it may vary or withdraw it, with reasons, is held here; what such a paper must say is not.',
    confirm: 'What it must say, and whether a variation can be appealed.',
  },
  {
    paper: 'Sign about a public spaces protection order', tools: ['pspo', 'pspo-extension', 'pspo-variation', 'pspo-expedited'], why: 'The order, its map and its days are written, made and published under Public spaces orders. That signs stand on or next to the land is held here (SI 2014/2591); what is on them is not.',
    confirm: 'What the signs must say, and how many there must be.',
  },
  {
    paper: 'Claim, draft order and order of an injunction', why: 'The forms and the order are the court’s. What it is asked for stands on the matter; statements and the bundle are made on the case.',
    tools: ['injunction', 'injunction-housing-nuisance', 'injunction-youth', 'injunction-interim', 'injunction-power-of-arrest', 'injunction-exclusion', 'respect-order', 'youth-injunction', 'housing-injunction'],
  },
  { paper: 'Application for a closure order, and the order', tools: ['closure-order', 'closure-extension'], why: 'The forms and the order are the court’s. Statements and the bundle are made on the case.' },
  { paper: 'Suspended possession order, and notice of eviction', tools: ['suspended-possession-order', 'warrant'], why: 'They are the court’s papers. Their terms and days are recorded on the matter.' },
  { paper: 'Referral for support', tools: ['support-referral'], why: 'It goes to another service, under Referrals, and not to somebody on the case.' },
  { paper: 'Outcome agreement of restorative justice', tools: ['restorative-justice-referral'], why: 'The facilitator writes it with both sides.' },
]
