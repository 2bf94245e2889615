// Templates for action against behaviour: a warning, an invitation to agree, the written warning before a community protection notice.
import type { TemplateText } from './built-in.ts'

const SIGNED = '[signature with room to sign]'

export const ACTION_TEXTS: readonly TemplateText[] = [
  { key: 'warning', kind: 'letter', name: 'Warning letter', title: 'A warning about your behaviour', text: `
Dear {{person.name}}

We have looked into reports of anti-social behaviour. We believe that you are responsible for this:

{{write: what happened, with dates, times and places, without saying who told us}}

# What must stop

{{write: what must stop or change, and by when}}

# What happens if it does not

If it goes on, we will consider further action. That may mean a formal notice, or asking a court for an order. If you are a tenant, it may also affect your tenancy. We decide only after looking at what has happened and at your circumstances.

# Your side, and help

If this is not right, or there is something we do not know, tell us by {{write: a day at least 7 days from now}}. Call {{officer.name}} on {{agency.phone}}. You may bring somebody with you to any meeting. If your health, a disability, drink, drugs or trouble at home plays a part, we can put you in touch with people who help.

You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}` },
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
  { key: 'community-protection-warning', kind: 'notice', name: 'Community protection warning', title: 'Community protection warning', source: 'ASBCPA 2014 s43(5)',
    contents: ['conduct', 'effect', 'what-must-change', 'when', 'notice-will-follow', 'if-you-disagree'], text: `
To {{person.name}}

This is a written warning under section 43(5) of the Anti-social Behaviour, Crime and Policing Act 2014.

# The conduct

[contains conduct]
{{write: the conduct, with dates, times and places}}

[contains effect]
We believe that this conduct is having a detrimental effect, of a persistent or continuing nature, on the quality of life of people in the locality, and that it is unreasonable.

# What must change

[contains what-must-change]
{{write: what the person must stop doing, or do, in words that leave no doubt}}

[contains when]
The conduct must stop by {{write: day and time, long enough to put it right}}.

# If it does not stop

[contains notice-will-follow]
We will issue you with a community protection notice unless the conduct stops having this effect. We will first give you enough time to deal with it, and look at whether it has stopped.

# If you do not agree, or need help

[contains if-you-disagree]
Tell us as soon as you can, and we will look at this warning again: call {{officer.name}} on {{agency.phone}}. Say if your health, a disability or anything else makes it difficult to do what this warning asks. You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}` },
]
