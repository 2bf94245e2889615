// What the other rooms show of themselves on the case file, in the order the page shows them.
import type { CaseSection } from '#rooms/cases/index.ts'
import { diarySheetsSection, ownPageSection } from '#rooms/my-case/index.ts'

export const SECTIONS: readonly CaseSection[] = [ownPageSection, diarySheetsSection]
