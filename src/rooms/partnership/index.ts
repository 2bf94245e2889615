// The front door of the partnership room.
import type { Room } from '#web/room.ts'
import { doors } from './doors.ts'

export const partnershipRoom: Room = { doors, navigation: [{ text: 'Officers', href: '/officers', act: 'run the partnership', more: true }, { text: 'Settings', href: '/settings', act: 'edit settings', more: true }] }

export { agencies, categories, officersOf, managersOf, officersWhoMay, setting, signposts } from './partnership-store.ts'
export { DRAFT_DAYS, RISK_REVIEW_DAYS, SURVEY, TARGETS } from './every-setting.ts'
export { unconfirmedSettings } from './setting-store.ts'
export { OPEN311 } from './open311-setting.ts'
export { OWN_PAGE, type OwnPageTerms } from './own-page-setting.ts'
export { readSetting, type Setting } from './settings.ts'
export { CLOSING_ATTEMPTS, CORRECTION_HOURS, HOLD_DAYS, STALE_DAYS, TRANSFER_ANSWER_DAYS, UNOWNED_REPORT_HOURS } from './case-settings.ts'
export { BREAK_GLASS, CONFLICT_MONTHS } from './restricted-settings.ts'
export { FLAG_TERMS } from './case-settings.ts'
export { foundPartnership, type Founded, type Founding } from './found.ts'
export { hashPassword } from './passwords.ts'
export { offerSetUp } from './set-up.tsx'
export { DEMONSTRATION_OFFICERS, DEMONSTRATION_PASSWORD } from './demonstration-officers.ts'
export { QUALITY_SAMPLE } from './case-settings.ts'
export { MESSAGE_TEMPLATES, type MessageTemplates } from './case-settings.ts'
export { promisedWithin, serviceStandards, type Promised, type ServiceStandards, type Severity } from './service-standards.ts'
export { agenciesToEdit, allCategories, allSignposts, saveAgency, saveCategory, saveSignpost } from './content-store.ts'
