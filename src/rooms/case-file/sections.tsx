// What the other rooms show of themselves on the case file, in the order the page shows them.
import { courtSection } from '#rooms/bundles/index.ts'
import { closingSection } from '#rooms/closing/index.ts'
import { flagsSection } from '#rooms/flags/index.ts'
import { handlingSection, mergedSection } from '#rooms/handling/index.ts'
import type { OfficerWork } from '#db/work.ts'
import type { Case, CaseSection, Part } from '#rooms/cases/index.ts'
import type { Html } from '#ui/html.ts'
import type { Ask } from '#web/ask.ts'
import { mattersSection } from '#rooms/interventions/index.ts'
import { diarySheetsSection, ownPageSection } from '#rooms/my-case/index.ts'
import { lettersSection } from '#rooms/papers/index.ts'
import { incidentsSection, peopleSection } from '#rooms/parties/index.ts'
import { riskSection } from '#rooms/risk/index.ts'
import { referralsSection } from '#rooms/referrals/index.ts'
import { sharedSection } from '#rooms/sharing/index.ts'
import { planSection } from '#rooms/support/index.ts'
import { evidenceSection } from './evidence-section.tsx'
import { heldBy } from './held-store.ts'
import { messagesSection } from './messages-section.tsx'

export const SECTIONS: readonly CaseSection[] = [
  peopleSection, mergedSection, closingSection, riskSection, planSection, mattersSection, courtSection, incidentsSection, flagsSection, sharedSection, referralsSection, handlingSection,
  ownPageSection, diarySheetsSection, evidenceSection, lettersSection, messagesSection,
]

type Drawn = { readonly id: string; readonly title: string; readonly html: Html }

/** All asked at once, but for what the case holds nothing of. With `parts`, only the sections of these. */
export const drawSections = async (work: OfficerWork, theCase: Case, ask: Ask, { parts, onPaper = false }: { readonly parts?: readonly Part[]; readonly onPaper?: boolean } = {}): Promise<{ aside: Drawn[]; main: Drawn[] }> => {
  const drawn: { aside: Drawn[]; main: Drawn[] } = { aside: [], main: [] }
  const wanted = SECTIONS.filter(({ part }) => parts === undefined || (part !== undefined && parts.includes(part)))
  const held = await heldBy(work, theCase.id, wanted.flatMap(({ holds = [] }) => holds))
  const insides = await work.together<(Html | undefined)[]>(...wanted.map(({ show }) => () => show(work, theCase, ask, held, onPaper)))
  for (const [at, { id, title, place }] of wanted.entries()) {
    const inside = insides[at]
    if (inside !== undefined) drawn[place].push({ id, title, html: <section id={id} aria-labelledby={`${id}-title`}><h2 class="govuk-heading-m" id={`${id}-title`}>{title}</h2>{inside}</section> })
  }
  return drawn
}
