// The front door of the interventions room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { beginMatter } from './begin-matter.tsx'
import { checkContents, doStep } from './do-step.tsx'
import { moveMatter } from './move-matter.tsx'
import { answerAnOverride, askOverride } from './override.tsx'
import { proveElement } from './prove-element.tsx'
import { recordBreach } from './record-breach.tsx'
import { recordCost, stopClock } from './record-cost.tsx'
import { recordEvent } from './record-event.tsx'
import { recordService } from './serve-paper.tsx'
import { seeMatter } from './see-matter.tsx'
import { seeTools } from './see-tools.tsx'
import { addTerm, endTerm } from './set-term.tsx'

const may = 'work on cases'
const matter = '/cases/:reference/matters/:matter'

export const interventionsRoom: Room = {
  doors: [
    get('/cases/:reference/tools', { may: 'see cases', records: 'what could be done read', show: seeTools }),
    ...formAt('/cases/:reference/tools/:tool/:subject', { may, records: 'matter begun', form: beginMatter }),
    get(matter, { may: 'see cases', records: 'matter read', show: seeMatter }),
    ...formAt(`${matter}/proof/:element`, { may, records: 'proof of an element said', form: proveElement }),
    ...formAt(`${matter}/step/:step`, { may, records: 'step of a matter recorded', form: doStep }),
    ...formAt(`${matter}/contents`, { may, records: 'contents of a paper checked', form: checkContents }),
    ...formAt(`${matter}/terms`, { may, records: 'term added', form: addTerm }),
    ...formAt(`${matter}/terms/:term`, { may, records: 'term lifted', form: endTerm }),
    ...formAt(`${matter}/service`, { may, records: 'service recorded', form: recordService }),
    ...formAt(`${matter}/to/:state`, { may, records: 'matter moved on', form: moveMatter }),
    ...formAt(`${matter}/happened`, { may, records: 'event of a matter recorded', form: recordEvent }),
    ...formAt(`${matter}/breach`, { may, records: 'breach recorded', form: recordBreach }),
    ...formAt(`${matter}/override`, { may, records: 'override asked for', form: askOverride }),
    ...formAt(`${matter}/overrides/:override`, { may: 'authorise legal steps', records: 'override answered', form: answerAnOverride }),
    ...formAt(`${matter}/costs`, { may, records: 'cost of a matter recorded', form: recordCost }),
    ...formAt(`${matter}/clocks/:clock`, { may, records: 'clock of a matter settled', form: stopClock }),
  ],
}

export { namedMatters, type NamedMatter } from './matter-at.ts'
export { mattersSection, nextClock } from './matters-section.tsx'
export { standsAt, type Now } from './matter-rules.ts'
export { endClocks } from './clock-store.ts'
export { matterWith, type Matter } from './matter-store.ts'
export { clocksOfMatters, registerOf, type RegisterClock, type Registered } from './register-store.ts'
export { NOW_TONE, sayNow } from './see-matter.tsx'
