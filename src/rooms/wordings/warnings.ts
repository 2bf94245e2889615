// Warnings: to anybody, to a tenant, and the written one that must come before a community protection notice.
import { FREE_ADVICE, SIGNED, type Wording } from './wording.ts'

export const WARNINGS: readonly Wording[] = [
  { key: 'warning', kind: 'letter', name: 'Warning letter', title: 'A warning about your behaviour', tools: ['warning-letter'],
    says: { 'what-happened': ['warning-letter.what'], 'what-must-change': ['warning-letter.must'], 'what-may-follow': ['warning-letter.next'], help: ['warning-letter.help'] }, text: `
Dear {{person.name}}

We have looked into reports of anti-social behaviour. We believe that you are responsible for this:

[contains what-happened]
{{write: what happened, with dates, times and places, without saying who told us}}

# What must stop

[contains what-must-change]
{{write: what must stop or change, and by when}}

# What happens if it does not

[contains what-may-follow]
If it goes on, we will consider further action. That may mean a formal notice, or asking a court for an order. If you are a tenant, it may also affect your tenancy. We decide only after looking at what has happened and at your circumstances.

# Your side, and help

[contains help]
If this is not right, or there is something we do not know, tell us by {{write: a day at least 7 days from now}}. Call {{officer.name}} on {{agency.phone}}. You may bring somebody with you to any meeting. If your health, a disability, drink, drugs or trouble at home plays a part, we can put you in touch with people who help.

You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}` },
  { key: 'warning-tenancy', kind: 'letter', name: 'Tenancy warning', title: 'A warning about your tenancy', tools: ['tenancy-warning'],
    says: { 'clause-that-was-broken': ['tenancy-warning.clause-named'], 'what-must-change': ['tenancy-warning.change'], 'by-when': ['tenancy-warning.by-when'], 'what-may-follow': ['tenancy-warning.consequence'] }, text: `
Dear {{person.name}}

This is a warning about your tenancy of {{write: the address}}. What you do can break it, and so can what somebody who lives with you or visits you does.

# What happened

{{write: what happened, with dates, times and places, without saying who told us}}

# How it breaks your tenancy

[contains clause-that-was-broken]
{{write: the number of the clause and its words, and how it was broken}}

# What must change

[contains what-must-change]
{{write: what must stop, or be done, in words that leave no doubt}}

[contains by-when]
This must change by {{write: the day}}.

# What may follow

[contains what-may-follow]
If it goes on, we will consider action about your tenancy. That may mean a formal notice, and asking the county court for an order. You could lose your home. We decide only after looking at what has happened and at your circumstances.

# Your side, and help

If this is not right, or there is something we do not know, tell us: call {{officer.name}} on {{agency.phone}}. Tell us if you need this read to you, in large print or in another language, or if your health, a disability or trouble at home plays a part. There is help, and we will take it into account.

${FREE_ADVICE}

${SIGNED}` },
  { key: 'community-protection-warning', kind: 'notice', name: 'Community protection warning', title: 'Community protection warning', tools: ['cpw'],
    says: { conduct: ['cpw.conduct'], effect: ['cpw.conduct'], 'what-must-change': [], when: ['cpw.complyBy'], 'notice-will-follow': ['cpw.willFollow'], 'if-you-disagree': ['cpw.challenge'] }, text: `
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
