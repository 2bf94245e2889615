// What people agree to, on paper: acceptable behaviour and parenting contracts, a good neighbour agreement, the words of an undertaking.
import { FREE_ADVICE, SIGNED, type Wording } from './wording.ts'

const CONTRACT = {
  'what-you-will-not-do': ['abc.will-not'], 'what-you-will-do': ['abc.will'], 'support-offered': ['abc.help'], 'if-it-is-broken': ['abc.next'], 'your-signature': ['abc.signatures'], 'officer-signature': ['abc.signatures'],
}
/** What both contracts say before anybody signs. */
const BEHAVIOUR = `
This is an agreement between {{person.name}} and {{agency.name}}. It is voluntary: nobody has to sign it.

# What it is about

{{write: the behaviour, with dates and places, without saying who told us}}

# What I will not do

[contains what-you-will-not-do]
- {{write: each thing on a line of its own, in words that leave no doubt}}

# What I will do

[contains what-you-will-do]
- {{write: each thing on a line of its own}}

# The support I am offered

[contains support-offered]
{{write: what support, from whom, and how to reach them}}

# How long it lasts

It begins today, {{today}}, and ends on {{write: the last day, normally six months from now}}. We look at it together on {{write: the day, normally half-way}}. It can be renewed if everybody agrees.

# If it is broken

[contains if-it-is-broken]
This contract is not a court order. Breaking it is not a crime, and nobody can enforce it by itself. But we may then give a warning or ask a court for an injunction, and a court can be told what was agreed here and whether it was kept.

# Who agrees to it

[contains your-signature]
[signs: I, {{person.name}}, have read this, or it was read to me. I understand it and I agree to it.]`

export const AGREEMENTS: readonly Wording[] = [
  { key: 'abc-invitation', kind: 'letter', name: 'Invitation to an acceptable behaviour contract', title: 'An invitation to meet us', text: `
Dear {{person.name}}

We would like to meet you to talk about an acceptable behaviour contract. It is a written agreement about what will change, made together. Nobody has to sign it.

# Why

{{write: the behaviour it is about, with dates, without saying who told us}}

# The meeting

| When | Where |
| {{write: day and time}} | {{write: place}} |

- You may bring somebody to support you. Anybody under 18 should come with a parent or guardian.
- Tell us what you need to take part, such as an interpreter, a quieter room or another time.
- We will talk about what support would help, not only about what must stop.

# What it means

A contract is not a court order, and breaking it is not a crime. If the behaviour goes on, what was agreed and whether it was kept may be shown to a court. Whether or not you sign, we will listen to what you say.

Please tell {{officer.name}} on {{agency.phone}} whether you can come.

[signature]` },
  { key: 'contract-abc', kind: 'agreement', name: 'Acceptable behaviour contract, adult', title: 'Acceptable behaviour contract', tools: ['abc'], says: CONTRACT, text: `${BEHAVIOUR}

[contains officer-signature]
${SIGNED}` },
  { key: 'contract-abc-under-18', kind: 'agreement', name: 'Acceptable behaviour contract, under 18', title: 'Acceptable behaviour contract', tools: ['abc'], says: { ...CONTRACT, 'parent-signature': ['abc.parent-signature'] }, text: `${BEHAVIOUR}

[contains parent-signature]
[signs: I, {{write: the parent’s or guardian’s name}}, am a parent or guardian of {{person.name}}. I understand this contract and I agree to it.]

[contains officer-signature]
${SIGNED}` },
  { key: 'contract-parenting', kind: 'agreement', name: 'Parenting contract', title: 'Parenting contract', tools: ['parenting-contract'], says: { 'what-you-will-do': ['parenting-contract.parent'], 'support-for-you': ['parenting-contract.support'] },
    confirm: ['Which of sections 19 and 25 of the Anti-social Behaviour Act 2003 your agency agrees this contract under, and whether it may.'], text: `
This is an agreement between {{person.name}} and {{agency.name}}, under {{write: section 19 or section 25}} of the Anti-social Behaviour Act 2003. It is about {{write: the child’s name}}. It is voluntary: nobody has to sign it.

# Why we make it

{{write: the behaviour, the truancy or the exclusion it is about, with dates, without saying who told us}}

# What I will do as a parent

[contains what-you-will-do]
- {{write: each thing on a line of its own}}

# The support I get

[contains support-for-you]
{{write: the support programme, who runs it, when and where}}

# How long it lasts

It begins today, {{today}}, and ends on {{write: the last day, often 3 to 12 months from now}}. We look at it together on {{write: the day}}.

# If it does not work

It is not a court order. If a court is asked for a parenting order, it may be told of this contract and whether it was kept. Call {{officer.name}} on {{agency.phone}} as soon as something gets in the way.

# Who agrees to it

[signs: I, {{person.name}}, have read this, or it was read to me. I understand it and I agree to it.]

${SIGNED}` },
  { key: 'agreement-good-neighbour', kind: 'agreement', name: 'Good neighbour agreement', title: 'Good neighbour agreement', tools: ['good-neighbour-agreement'], says: { 'what-we-expect': ['good-neighbour-agreement.standards'], 'when-we-look-at-it-again': ['good-neighbour-agreement.review'] }, text: `
We live in {{write: the street or block}}, and wrote this together. It binds nobody in law. It says what we expect of each other.

# What we expect of each other

[contains what-we-expect]
- {{write: each thing on a line of its own, in the neighbours’ own words}}

# When we look at it again

[contains when-we-look-at-it-again]
We meet to look at it again on {{write: the day}}. It ends on {{write: the day, 6 to 12 months from now}} unless we go on with it.

# If something is wrong

Talk to each other first, if that is safe. If it is not, or it does not help, call {{officer.name}} on {{agency.phone}}.

# Who agrees to it

[signs: I, {{person.name}}, agree to this.]

${SIGNED}` },
  { key: 'undertaking-words', kind: 'agreement', name: 'Undertaking to the court, the words proposed', title: 'An undertaking to the court: the words proposed', tools: ['undertaking'], says: { 'words-of-the-promise': ['undertaking.words'], 'day-it-ends': ['undertaking.expiry'] },
    confirm: ['Whether the court asks for an undertaking on a form of its own. This paper puts the words to somebody beforehand; the promise itself is made to the court.'], text: `
To {{person.name}}

A claim for an injunction against you is before the county court. You may promise the court something instead, if the court accepts it. This is what we propose that you promise. You do not have to: take advice first. ${FREE_ADVICE}

# The promise

[contains words-of-the-promise]
I promise the court: {{write: the exact words of the promise}}

[contains day-it-ends]
The promise ends on {{write: the day and time}}.

# What it means

A promise made to the court binds you. Breaking it is contempt of court. No power of arrest goes with it. The court makes sure first that you understand this.

# If you would promise this

[signs: I, {{person.name}}, have read this, or it was read to me, and I am ready to make this promise to the court.]

${SIGNED}` },
]
