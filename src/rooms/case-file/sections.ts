// What the other rooms show of themselves on the case file, in the order the page shows them.
import { closingSection } from '#rooms/closing/index.ts'
import { flagsSection } from '#rooms/flags/index.ts'
import { handlingSection, mergedSection } from '#rooms/handling/index.ts'
import type { CaseSection } from '#rooms/cases/index.ts'
import { diarySheetsSection, ownPageSection } from '#rooms/my-case/index.ts'
import { incidentsSection, peopleSection } from '#rooms/parties/index.ts'
import { riskSection } from '#rooms/risk/index.ts'
import { planSection } from '#rooms/support/index.ts'
import { evidenceSection } from './evidence-section.tsx'
import { messagesSection } from './messages-section.tsx'

export const SECTIONS: readonly CaseSection[] = [
  peopleSection, mergedSection, closingSection, riskSection, planSection, incidentsSection, flagsSection, handlingSection,
  ownPageSection, diarySheetsSection, evidenceSection, messagesSection,
]
