// Tenancies on probation, and demoted ones: extending one, and ending one. Each says how to have the decision looked at again.
import { OUR_HELP, SIGNED, WHY, type Wording } from './wording.ts'

export const PROBATION: readonly Wording[] = [
  { key: 'introductory-extension-notice', kind: 'notice', name: 'Extension of an introductory tenancy', title: 'We are extending your introductory tenancy', tools: ['introductory-extension'],
    says: { decision: ['introductory-extension.decision'], reasons: ['introductory-extension.why'], 'right-to-a-review': ['introductory-extension.review'] }, text: `
Dear {{person.name}}

This is a notice under section 125A of the Housing Act 1996 about your tenancy of {{write: the address}}.

[contains decision]
{{agency.name}} has decided to extend the first year of your introductory tenancy by six months. It was to end on {{write: the last day of the first year}}. It now goes on until {{write: the last day of the six months}}.

${WHY}

# If you disagree

[contains right-to-a-review]
You may ask us to review this decision. You must ask within 14 days beginning with the day this notice was served on you. Somebody who had no part in the decision looks at it again, and writes to you with the outcome and the reasons before the first year of your tenancy ends.

# Help

Call {{officer.name}} on {{agency.phone}}. Say if your health, a disability or anything else plays a part, and what would help. You can get free advice from Citizens Advice, a law centre or a solicitor.

${SIGNED}` },
  { key: 'introductory-ending-notice', kind: 'notice', name: 'Ending of an introductory tenancy', title: 'We are going to ask the court to end your introductory tenancy', tools: ['introductory-ending'],
    says: {
      decision: ['introductory-ending.decision'], reasons: ['introductory-ending.says-why'], 'date-for-proceedings': ['introductory-ending.date'], help: ['introductory-ending.help'], 'right-to-a-review': ['introductory-ending.review'],
    },
    confirm: ['Whether these words are all that section 128 of the Housing Act 1996 asks a notice to say: we know what it must cover, and did not read its words.'], text: `
To {{person.name}}

This is a notice under section 128 of the Housing Act 1996 about your introductory tenancy of {{write: the address}}.

[contains decision]
{{agency.name}} has decided to ask the county court for possession of your home.

${WHY}

# When court proceedings may begin

[contains date-for-proceedings]
We may begin proceedings after {{write: the date, at the end of a rent period and at least 4 weeks from service}}.

# If you disagree

[contains right-to-a-review]
You may ask us to review this decision. You must ask within 14 days beginning with the day this notice was served on you. Somebody senior, who had no part in the decision, looks at it again. You get the outcome before the date above.

# What the court does

The court must make the order if these steps were followed. You can still tell it about your human rights, or that you are treated unfairly because of a disability or anything else that equality law protects.

# Help

[contains help]
If you need help or advice about this notice, take it at once to Citizens Advice, a housing aid centre, a law centre or a solicitor. Call {{officer.name}} on {{agency.phone}}. Say if your health, a disability or anything else plays a part.

${SIGNED}` },
  { key: 'demoted-ending-notice', kind: 'notice', name: 'Ending of a demoted tenancy', title: 'We are going to ask the court to end your demoted tenancy', tools: ['demoted-ending'],
    says: { decision: ['demoted-ending.decision'], reasons: ['demoted-ending.why'], 'right-to-a-review': ['demoted-ending.review'] },
    confirm: ['Whether the notice must name a date after which proceedings may begin, and which: the rules held here do not say.'], text: `
To {{person.name}}

This is a notice of proceedings about your demoted tenancy of {{write: the address}}.

[contains decision]
{{agency.name}} has decided to ask the county court for possession of your home.

${WHY}

# When court proceedings may begin

{{write: the date after which they may begin, as your solicitor says}}

# If you disagree

[contains right-to-a-review]
You may ask us to review this decision (section 143F of the Housing Act 1996). You must ask within 14 days beginning with the day this notice was served on you. We then look at it again and write to you with the outcome.

# Help

${OUR_HELP}

${SIGNED}` },
  { key: 'extension-starter', kind: 'letter', name: 'Extension of a starter tenancy', title: 'We are extending your starter tenancy', tools: ['starter-extension'],
    says: { 'reasons-and-until-when': ['starter-extension.why'], 'how-to-have-it-looked-at-again': ['starter-extension.appeal'] },
    confirm: ['Which clause of your tenancy agreement lets you extend, how often and for how long.', 'Whether the Renters’ Rights Act has reached your tenancies: then no starter tenancy goes on. An administrator records its first day under The law.'], text: `
Dear {{person.name}}

This is about your starter tenancy of {{write: the address}}.

# What we have decided, and why

[contains reasons-and-until-when]
Under {{write: the clause}} of your tenancy agreement we extend it until {{write: the day}}, because {{write: the reasons, with dates and what happened, without saying who told us}}.

# If you disagree

[contains how-to-have-it-looked-at-again]
You may ask us to look at this again: {{write: how, of whom and by when, as your agreement or policy says}}.

# Help

${OUR_HELP}

${SIGNED}` },
]
