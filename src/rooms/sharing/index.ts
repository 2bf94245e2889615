// The front door of the sharing room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { addAgreement } from './add-agreement.tsx'
import { endAGrant } from './end-grant.tsx'
import { remindOfSharing } from './remind.ts'
import { saveDisclosures, saveOurDisclosures, seeDisclosures, seeOurDisclosures } from './see-disclosures.tsx'
import { seeAgreement, seeAgreements } from './see-agreements.tsx'
import { seeShared, seeWhatWeGave } from './see-shared.tsx'
import { chooseAgency, shareCase } from './share-case.tsx'
import { endAnAgreement, signAgreement, withdrawAgency } from './sign-agreement.tsx'
import { writeDisclosure, writeRefusal } from './write-disclosure.tsx'

const keep = 'run the partnership'
const share = 'share a case'

export const sharingRoom: Room = {
  doors: [
    get('/sharing', { may: keep, records: 'sharing agreements listed', show: seeAgreements }),
    ...formAt('/sharing/add', { may: keep, records: 'sharing agreement added', form: addAgreement }),
    get('/sharing/disclosures', { may: share, records: 'own disclosures listed', show: seeOurDisclosures }),
    get('/sharing/disclosures.csv', { may: share, records: 'own disclosures saved as a file', stepUp: true, show: saveOurDisclosures }),
    get('/sharing/agreements/:agreement', { may: keep, records: 'sharing agreement read', show: seeAgreement }),
    ...formAt('/sharing/agreements/:agreement/renew', { may: keep, records: 'sharing agreement renewed', form: addAgreement }),
    ...formAt('/sharing/agreements/:agreement/sign', { may: keep, records: 'sharing agreement signed', form: signAgreement }),
    ...formAt('/sharing/agreements/:agreement/end', { may: keep, records: 'sharing agreement ended', form: endAnAgreement }),
    ...formAt('/sharing/agreements/:agreement/parties/:party/withdraw', { may: keep, records: 'agency left a sharing agreement', form: withdrawAgency }),
    get('/cases/:reference/share', { may: share, records: 'sharing begun', show: chooseAgency }),
    ...formAt('/cases/:reference/share/:agency', { may: share, records: 'sharing filled in', form: shareCase }),
    ...formAt('/cases/:reference/grants/:grant/end', { may: share, records: 'sharing ended', form: endAGrant }),
    get('/cases/:reference/disclosures', { may: 'see cases', records: 'disclosures of a case read', show: seeDisclosures }),
    get('/cases/:reference/disclosures.csv', { may: 'see cases', records: 'disclosures of a case saved as a file', stepUp: true, show: saveDisclosures }),
    ...formAt('/cases/:reference/disclosures/add', { may: share, records: 'disclosure written down', form: writeDisclosure }),
    ...formAt('/cases/:reference/disclosures/refuse', { may: share, records: 'refusal to share written down', form: writeRefusal }),
    get('/shared', { may: 'see cases', records: 'cases shared with us listed', show: seeShared }),
    get('/cases/:reference/gave', { may: 'see cases', records: 'what we gave read', show: seeWhatWeGave }),
  ],
  navigation: [{ text: 'Shared with us', href: '/shared', act: 'see cases' }, { text: 'Sharing agreements', href: '/sharing', act: keep, more: true }],
  chores: [remindOfSharing],
}

export { agreementsBetween } from './agreement-store.ts'
export { confirmShare, type DrawShared } from './confirm-share.tsx'
export { grantToUs } from './grant-store.ts'
export { sharedSection } from './shared-section.tsx'
export { footingFields, footingOf, FootingQuestions, footingRules, purposeOf, startFooting, whyNoFooting } from './footing.tsx'
export { longestUntil, type Carrying } from './sharing-rules.ts'
export { GATEWAY_SAYS, partChoices, sayParts } from './sharing-words.ts'
