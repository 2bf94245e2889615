// Statutory notices: community protection and its fixed penalty, closure, and the extension of an introductory tenancy, each with all the Act asks it to say.
import type { TemplateText } from './built-in.ts'

const SIGNED = '[signature with room to sign]'

export const NOTICE_TEXTS: readonly TemplateText[] = [
  { key: 'community-protection-notice', kind: 'notice', name: 'Community protection notice', title: 'Community protection notice', source: 'ASBCPA 2014 ss43, 46 to 51',
    contents: ['conduct', 'effect', 'requirements', 'when', 'offence', 'right-to-appeal', 'while-an-appeal-goes-on', 'what-we-may-do-ourselves', 'what-a-court-may-order'], text: `
To {{person.name}}

This is a community protection notice under section 43 of the Anti-social Behaviour, Crime and Policing Act 2014. It is issued on {{today}} by {{agency.name}}. You were warned in writing before, and have had time to put this right.

# The conduct

[contains conduct]
{{write: the conduct, with dates, times and places, without saying who told us}}

[contains effect]
We are satisfied, on reasonable grounds, that this conduct is having a detrimental effect, of a persistent or continuing nature, on the quality of life of people in the locality, and that it is unreasonable.

# What you must do

[contains requirements]
{{write: what the person must stop doing, or do, in words that leave no doubt}}

[contains when]
You must do this by {{write: day and time for each thing}}.

# If you do not comply

[contains offence]
Not complying with this notice without a reasonable excuse is a criminal offence. If convicted, a person can be fined up to £2,500, and a company or other body more. You may be offered a fixed penalty instead (sections 48 and 52).

[contains what-we-may-do-ourselves]
If something is left undone, we may do the work ourselves, or have it done, and claim the cost from you (section 47).

[contains what-a-court-may-order]
A court that convicts you may also order you to do what the notice asks, order that things used in the offence are given up, or issue a warrant to seize them (sections 49 to 51).

# If you disagree with this notice

[contains right-to-appeal]
You may appeal to a magistrates’ court within 21 days beginning with the day this notice was issued to you (section 46). You may appeal because: the conduct did not happen; it has not had a detrimental effect on the quality of life of those in the locality; the effect is not persistent or continuing; the conduct is not unreasonable; it is something you cannot reasonably be expected to control or affect; a requirement is unreasonable; there is a material defect or error in the notice; or it was issued to the wrong person.

[contains while-an-appeal-goes-on]
While an appeal goes on, what this notice tells you to do has no effect. What it tells you to stop still stands, unless the court orders otherwise.

# Help

Call {{officer.name}} on {{agency.phone}}. Say if your health, a disability or anything else makes it difficult to do what this notice asks. You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}` },
  { key: 'fixed-penalty-notice', kind: 'notice', name: 'Fixed penalty notice, community protection', title: 'Fixed penalty notice', source: 'ASBCPA 2014 s52',
    contents: ['offence', 'no-prosecution-for-14-days', 'how-much', 'how-to-pay', 'if-you-disagree'], text: `
To {{person.name}}

This notice is given under section 52 of the Anti-social Behaviour, Crime and Policing Act 2014. Its date is {{today}}.

# What we believe you did

[contains offence]
We have reason to believe that you did not comply with the community protection notice issued to you, which is an offence under section 48: {{write: what happened, with the day, the time and the place, and which part of the notice it broke}}.

# What this notice means

[contains no-prosecution-for-14-days]
You can end the matter by paying. Nobody will begin court proceedings for this offence in the 14 days following the date of this notice. If you pay in that time, you cannot be convicted of it.

[contains how-much]
The penalty is £{{write: the amount, up to £100}}. If you pay by {{write: the last day to pay less, at most 13 days from now}}, it is £{{write: the lower amount}}.

[contains how-to-pay]
Pay {{agency.name}}: {{write: how and where to pay, with the reference to give}}.

# If you disagree

[contains if-you-disagree]
You do not have to pay. Tell us why this is wrong by calling {{officer.name}} on {{agency.phone}}, and we will look at what you say. If you neither pay nor persuade us, you may be prosecuted, and a court decides. You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}` },
  { key: 'closure-notice', kind: 'notice', name: 'Closure notice', title: 'Closure notice', source: 'ASBCPA 2014 s76',
    contents: ['premises', 'what-it-does', 'who-is-not-kept-out', 'offence', 'order-will-be-asked-for', 'when-and-where-it-is-heard', 'what-an-order-does', 'advice'], text: `
To {{person.name}}, and everybody who lives in, controls, owns or has a stake in the premises

This is a closure notice under section 76 of the Anti-social Behaviour, Crime and Policing Act 2014. {{agency.name}} is satisfied, on reasonable grounds, that it is needed to stop nuisance or disorder that has to do with the use of the premises.

[contains premises]
The premises: {{write: the whole address, and which part of it}}

# What this notice does

[contains what-it-does]
From {{write: day and time}} until {{write: day and time, at most 24 hours later unless somebody who may has signed for 48}} nobody may go into or stay on the premises, except: {{write: who may, at which times, if anybody}}

[contains who-is-not-kept-out]
It does not keep out anybody who habitually lives there, or the owner.

[contains offence]
Going into the premises, or staying there, against this notice without a reasonable excuse is a criminal offence. So is obstructing somebody who serves it or enters under it.

# The court

[contains order-will-be-asked-for]
We will ask a magistrates’ court for a closure order.

[contains when-and-where-it-is-heard]
The court hears it on {{write: day, time and court}}. You may come and be heard.

[contains what-an-order-does]
A closure order can shut the premises, or part of them, to everybody for up to three months, those who live there and the owner included. It can be extended, to six months in all.

# Help

[contains advice]
Free advice on housing and the law: {{write: who gives it here, with telephone numbers}}. Call {{officer.name}} on {{agency.phone}} if anybody there is a child, is ill or needs somewhere to go.

${SIGNED}` },
  { key: 'introductory-extension-notice', kind: 'notice', name: 'Extension of an introductory tenancy', title: 'We are extending your introductory tenancy', source: 'Housing Act 1996 ss125A, 125B',
    contents: ['decision', 'reasons', 'right-to-a-review'], text: `
Dear {{person.name}}

This is a notice under section 125A of the Housing Act 1996 about your tenancy of {{write: the address}}.

[contains decision]
{{agency.name}} has decided to extend the first year of your introductory tenancy by six months. It was to end on {{write: the last day of the first year}}. It now goes on until {{write: the last day of the six months}}.

# Why

[contains reasons]
{{write: the reasons, with dates and what happened, without saying who told us}}

# If you disagree

[contains right-to-a-review]
You may ask us to review this decision. You must ask within 14 days beginning with the day this notice was served on you. Somebody who had no part in the decision looks at it again, and writes to you with the outcome and the reasons before the first year of your tenancy ends.

# Help

Call {{officer.name}} on {{agency.phone}}. Say if your health, a disability or anything else plays a part, and what would help. You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}` },
]
