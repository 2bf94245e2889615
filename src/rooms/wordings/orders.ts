// Notices under the 2014 Act: community protection, the fixed penalties, closure; each with all the Act asks it to say.
import { SIGNED, type Wording } from './wording.ts'

const FINES = 'Whether the most is still £100: the Crime and Policing Act 2026 may raise it. An administrator records its first day under The law.'

const PENALTY: Wording['says'] = { offence: ['fpn.offence'], 'no-prosecution-for-14-days': ['fpn.protected'], 'how-much': ['fpn.howMuch'], 'how-to-pay': ['fpn.howToPay'], 'if-you-disagree': ['fpn.representations'] }

/** What both fixed penalties say after the offence. */
const PAYING = `# What this notice means

[contains no-prosecution-for-14-days]
You can end the matter by paying. Nobody will begin court proceedings for this offence in the 14 days following the date of this notice. If you pay in that time, you cannot be convicted of it.

[contains how-much]
The penalty is £{{write: the amount, up to £100}}. If you pay by {{write: the last day to pay less, at most 13 days from now}}, it is £{{write: the lower amount}}.

[contains how-to-pay]
Pay {{agency.name}}: {{write: how and where to pay, with the reference to give}}.

# If you disagree

[contains if-you-disagree]
You do not have to pay. Tell us why this is wrong by calling {{officer.name}} on {{agency.phone}}, and we will look at what you say. If you neither pay nor persuade us, you may be prosecuted, and a court decides. You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}`

export const ORDERS: readonly Wording[] = [
  { key: 'community-protection-notice', kind: 'notice', name: 'Community protection notice', title: 'Community protection notice', tools: ['cpn'],
    says: {
      conduct: ['cpn.conduct'], effect: ['cpn.conduct'], requirements: ['cpn.requirements'], when: ['cpn.times'], offence: ['cpn.offence'], 'right-to-appeal': ['cpn.appealRights'], 'while-an-appeal-goes-on': ['cpn.appealEffect'],
      'what-we-may-do-ourselves': ['cpn.remedialAction'], 'what-a-court-may-order': ['cpn.courtOrders'],
    },
    confirm: ['How much a company or other body can be fined: the Act says £20,000, and since limits were lifted in 2015 it may be unlimited (ASBCPA 2014 s48).'], text: `
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
  { key: 'fixed-penalty-notice', kind: 'notice', name: 'Fixed penalty notice, community protection', title: 'Fixed penalty notice', tools: ['fpn-cpn'], says: PENALTY, confirm: [FINES], text: `
To {{person.name}}

This notice is given under section 52 of the Anti-social Behaviour, Crime and Policing Act 2014. Its date is {{today}}.

# What we believe you did

[contains offence]
We have reason to believe that you did not comply with the community protection notice issued to you, which is an offence under section 48: {{write: what happened, with the day, the time and the place, and which part of the notice it broke}}.

${PAYING}` },
  { key: 'fixed-penalty-pspo', kind: 'notice', name: 'Fixed penalty notice, public spaces protection order', title: 'Fixed penalty notice', tools: ['fpn-pspo'], says: PENALTY, confirm: [FINES], text: `
To {{person.name}}

This notice is given under section 68 of the Anti-social Behaviour, Crime and Policing Act 2014. Its date is {{today}}.

# What we believe you did

[contains offence]
We have reason to believe that you broke the public spaces protection order {{write: the name of the order}}, without a reasonable excuse, which is an offence under {{write: section 67, or section 63 for alcohol}}: {{write: what happened, with the day, the time and the place, and which part of the order it broke; for alcohol, that an officer asked and you went on or did not hand it over}}.

${PAYING}` },
  { key: 'closure-notice', kind: 'notice', name: 'Closure notice', title: 'Closure notice', tools: ['closure-notice', 'closure-notice-48'],
    says: {
      premises: ['closure.premises'], 'what-it-does': ['closure.effect'], 'who-is-not-kept-out': ['closure.residentsStay'], offence: ['closure.offence'], 'order-will-be-asked-for': ['closure.orderSought'],
      'when-and-where-it-is-heard': ['closure.whenAndWhere'], 'what-an-order-does': ['closure.orderEffect'], advice: ['closure.advice'],
    }, text: `
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
]
