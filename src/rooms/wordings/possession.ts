// Before a claim for possession: the letter first, and a notice for each regime and ground. What a prescribed form says is not held here: an officer puts it in.
import { OUR_HELP, SIGNED, WHY, type Wording } from './wording.ts'

const ADVICE = 'If you need help or advice about this notice, take it at once to Citizens Advice, a housing aid centre, a law centre or a solicitor. Call {{officer.name}} on {{agency.phone}}. Say if your health, a disability or anything else plays a part.'
const FORM = 'The notice has a prescribed form, and its words are not held here. Put those in force into your own version of this template, and look each time whether they have changed.'
const LANDLORD = '{{agency.name}} means to ask the county court for possession of your home.'
const REASONABLE = 'The court makes an order only if the ground is made out and an order is reasonable. It looks at the effect of what happened on other people, at whether that goes on, and at what it would do if it happened again.'

type Seeking = Pick<Wording, 'key' | 'name'> & { readonly tool: string; readonly under: string; readonly ground: string; readonly when: string; readonly also?: readonly string[] }
/** A notice on a ground that the court may, and need not, act on. */
const seeking = ({ key, name, tool, under, ground, when, also = [] }: Seeking): Wording => ({
  key, kind: 'notice', name, title: 'Notice seeking possession', tools: [tool],
  says: { ground: [`${tool}.form`], 'what-the-form-asks-for': [`${tool}.form`], reasons: [`${tool}.says-why`], 'date-for-proceedings': [`${tool}.date`], help: [`${tool}.help`] },
  confirm: [FORM, ...also], text: `
To {{person.name}}

This is a notice under ${under} about your tenancy of {{write: the address}}. ${LANDLORD}

# The ground

[contains ground]
${ground}

[contains what-the-form-asks-for]
{{write: everything else the prescribed form in force today asks for, in its own words}}

# Why

[contains reasons]
{{write: the reasons under each ground, with dates and what happened, without saying who told us}}

# When court proceedings may begin

[contains date-for-proceedings]
${when}

# What the court does

${REASONABLE}

# Help

[contains help]
${ADVICE}

${SIGNED}`,
})

const S83 = 'section 83 of the Housing Act 1985'
const S8 = 'section 8 of the Housing Act 1988'
const SECURE = 'Schedule 2 to the Housing Act 1985'
const ASSURED = 'Schedule 2 to the Housing Act 1988'
const WORDS = 'It says: {{write: the whole words of the ground, as in force today}}'
const NO_REVIEW = 'How your tenants may have the decision looked at again: no Act gives them a review, but statutory guidance expects one.'

const absolute = (tool: string): NonNullable<Wording['says']> => ({
  'order-asked-for': [`${tool}.ground`], condition: [`${tool}.condition`], reasons: [`${tool}.says-why`], 'date-for-proceedings': [`${tool}.date`], help: [`${tool}.help`],
})
const MUST_MAKE = 'If the condition is shown and these steps were followed, the court must make the order, unless human rights, public law or equality stand against it. It can put possession off by 14 days, or by 6 weeks for exceptional hardship.'
/** How both notices end. */
const ENDING = `# What the court does

${MUST_MAKE}

# Help

[contains help]
${ADVICE}

${SIGNED}`
const CONDITIONS = '{{write: which of the five conditions, and the conviction, the finding or the closure order that shows it, with the court and the day}}'

export const POSSESSION: readonly Wording[] = [
  { key: 'letter-before-possession', kind: 'letter', name: 'Letter before a possession claim', title: 'Before we ask the court for your home', tools: ['pre-action-letter'],
    says: { 'why-we-mean-to-ask': ['pre-action-letter.why'], 'your-comments': ['pre-action-letter.comment'], help: ['pre-action-letter.help'] }, text: `
Dear {{person.name}}

We are writing about your tenancy of {{write: the address}}. We are thinking of asking the county court for possession of your home. We have not done so yet.

# Why

[contains why-we-mean-to-ask]
{{write: why, with dates and what happened, without saying who told us; and where it is a ground on which the court must make the order, why that ground and not another}}

# Tell us what you think

[contains your-comments]
Tell us by {{write: the day}} whether this is right, what we should know about you and those who live with you, and what else could stop the problem. We look at what you say before we decide.

# Help

[contains help]
${OUR_HELP} If you may lose your home, the council’s housing service can talk to you now: {{write: how to reach it}}.

${SIGNED}` },
  seeking({
    key: 'notice-secure-ground-2', name: 'Notice seeking possession, secure tenancy, nuisance (Ground 2)', tool: 'nsp-secure-ground-2', under: S83,
    ground: `We will ask for it on Ground 2 of ${SECURE}: nuisance or annoyance, or a conviction. ${WORDS}`,
    when: 'We may begin proceedings as soon as this notice has been served. The date specified in it is {{write: the date}}: after twelve months from that date we would need a new notice.',
  }),
  seeking({
    key: 'notice-secure-other-ground', name: 'Notice seeking possession, secure tenancy, another ground', tool: 'nsp-secure-other', under: S83,
    ground: `We will ask for it on {{write: Ground 1 for a broken clause, or another, by its number}} of ${SECURE}. ${WORDS}`,
    when: 'We may begin proceedings after the date specified here: {{write: the date, at the end of a rent period and at least 4 weeks from service}}. After twelve months from that date we would need a new notice.',
    also: ['What Ground 2A (domestic abuse) and Ground 2ZA (riot) ask for beside this: only their names are held here.'],
  }),
  seeking({
    key: 'notice-assured-ground-14', name: 'Notice seeking possession, assured tenancy, nuisance (Ground 14)', tool: 'nsp-assured-ground-14', under: S8,
    ground: `We will ask for it on Ground 14 of ${ASSURED}: nuisance or annoyance, or a conviction. ${WORDS}`,
    when: 'We may begin proceedings on the day this notice is served. After twelve months from that day we would need a new notice.',
  }),
  seeking({
    key: 'notice-assured-ground-12', name: 'Notice seeking possession, assured tenancy, broken clause (Ground 12)', tool: 'nsp-assured-other', under: S8,
    ground: `We will ask for it on Ground 12 of ${ASSURED}: a broken clause of the tenancy. ${WORDS}`,
    when: 'We may begin proceedings on {{write: the date, more than two weeks after the day of service}} and not before. After twelve months from the day of service we would need a new notice.',
    also: ['The waiting time of every other ground, such as 14A (domestic abuse) and 14ZA (riot): this paper is for Ground 12.'],
  }),
  { key: 'notice-absolute-ground', kind: 'notice', name: 'Notice on the absolute ground, council tenant', title: 'Notice of proceedings for possession: the absolute ground', tools: ['absolute-ground-council'],
    says: { ...absolute('absolute-ground-council'), 'right-to-a-review': ['absolute-ground-council.review'] },
    confirm: ['Whether these words are all that section 83ZA of the Housing Act 1985 asks a notice to say: we know what it must cover, and did not read its words.'], text: `
To {{person.name}}

This is a notice under section 83ZA of the Housing Act 1985 about your tenancy of {{write: the address}}.

[contains order-asked-for]
{{agency.name}} will ask the county court to make an order for possession of your home under section 84A of that Act, the absolute ground for anti-social behaviour.

# The condition

[contains condition]
We rely on ${CONDITIONS}.

${WHY}

# When court proceedings may begin

[contains date-for-proceedings]
We may begin proceedings after {{write: the date; for a periodic tenancy at the end of a rent period and at least 4 weeks from service, for a fixed term one month after service}}. After twelve months from that date we would need a new notice.

# If you disagree

[contains right-to-a-review]
You may ask us to review our decision to ask for this order (section 85ZA). Ask in writing within 7 days beginning with the day this notice was served on you. Nobody can make that time longer. Write to {{agency.name}}: {{write: the address for it, by post and by email}}. If you want to put your case in person, say so, and there will be a hearing. You get our decision before the date above.

${ENDING}` },
  { key: 'notice-ground-7a', kind: 'notice', name: 'Notice on the absolute ground, association tenant (Ground 7A)', title: 'Notice of proceedings for possession: Ground 7A', tools: ['absolute-ground-association'],
    says: absolute('absolute-ground-association'),
    confirm: [
      'Whether the prescribed form of a section 8 notice must be used here, as it must on Ground 14: its words are not held here.', NO_REVIEW,
      'When proceedings may begin once the Renters’ Rights Act reaches your tenancies. An administrator records its first day under The law.',
    ], text: `
To {{person.name}}

This is a notice under ${S8} about your tenancy of {{write: the address}}.

[contains order-asked-for]
{{agency.name}} will ask the county court for possession of your home on Ground 7A of ${ASSURED}, the absolute ground for anti-social behaviour.

# The condition

[contains condition]
We rely on ${CONDITIONS}.

{{write: whatever else a prescribed form in force today asks for, in its own words; take this part out if your solicitor says there is none}}

${WHY}

# When court proceedings may begin

[contains date-for-proceedings]
We may begin proceedings after {{write: the date; for a periodic tenancy at the end of a rent period and at least 4 weeks from service, for a fixed term one month after service, unless the Renters’ Rights Act has changed this}}. After twelve months from the day of service we would need a new notice.

# If you disagree

You may ask us to look at this decision again: {{write: how, of whom and by when, as your policy says}}.

${ENDING}` },
]
