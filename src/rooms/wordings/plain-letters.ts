// Letters of every day, to whoever reported or was harmed and to the other side: plain English, and kind to whoever is harmed.
import type { Wording } from './wording.ts'

const END = `[signature]`

export const PLAIN_LETTERS: readonly Wording[] = [
  { key: 'acknowledgement', kind: 'letter', name: 'Acknowledgement', title: 'We have your report', text: `
Dear {{person.name}}

Thank you for telling us what has been happening. We have opened a case. Its reference is {{case.reference}}.

# What happens next

- {{lead.name}} leads your case and is the person to ask for.
- We will ask you how this affects you, what you want to happen, and how we may safely reach you.
- We will agree a plan with you, and tell you what we do.
- We will not tell anybody that you reported this unless you agree, or unless the law says we must.

# If it happens again

Write down what happened, when, where, and how it affected you. A note made soon after is the most useful. Do not put yourself at risk to gather evidence.

If you are in danger, or a crime is happening now, call 999. At other times you can call the police on 101.

# How to reach us

Call us on {{agency.phone}}, and tell us if you need letters in large print, in easy read or in another language.

${END}` },
  { key: 'advice', kind: 'letter', name: 'Advice letter', title: 'A report about noise or nuisance', tools: ['advice-letter'],
    says: { 'what-was-reported': ['advice-letter.what'], help: ['advice-letter.help'] }, text: `
Dear {{person.name}}

[contains what-was-reported]
We have been told about something that is affecting other people near you. {{write: what was reported, when and where, without saying who told us}}

We have not decided who is responsible. We are writing so that you know, and so that you can tell us your side.

# What we ask of you

{{write: what would put it right, for example turning music down after 11pm}}

# Please talk to us

[contains help]
Call {{officer.name}} on {{agency.phone}} within 10 days. If something makes this difficult for you, such as your health, a disability or worries at home, tell us. There is help, and we will take it into account.

If nothing more is reported, we expect to do nothing else.

${END}` },
  { key: 'contact-lost', kind: 'letter', name: 'Contact lost', title: 'Please get in touch with us', text: `
Dear {{person.name}}

We have tried to reach you and have not been able to. We want to know whether you are safe and whether things have changed.

Please call us on {{agency.phone}} by {{write: the day, 10 working days from now}} and give the reference {{case.reference}}.

If we do not hear from you by then, we may have to close this. Nothing you told us is lost. You can come back to us at any time, and we will start from what you have already said.

If you would rather be reached in another way, or at other times, tell us and we will do that.

${END}` },
  { key: 'case-closing', kind: 'letter', name: 'Case closing', title: 'We are closing your case', text: `
Dear {{person.name}}

We are closing your case, {{case.reference}}, which was opened on {{case.opened on}}.

# Why

{{write: the reason, in a sentence or two}}

# What was done

{{write: what you did, and what came of it}}

# If it starts again

Call us on {{agency.phone}}. We will open a new case and look at this one beside it. You do not need to tell us everything again.

# If you are not content

You may ask for a review of the case by another manager, or complain to us. If you have reported several times and little has been done, you may also have the right to an anti-social behaviour case review, in which the agencies together look at what each has done. Ask us how.

In a few weeks we will ask you how we did. You do not have to answer.

${END}` },
  { key: 'blank', kind: 'letter', name: 'Blank letter', title: 'A letter for you', text: `
Dear {{person.name}}

{{write: your letter}}

If you have questions, call {{officer.name}} on {{agency.phone}}.

${END}` },
]
