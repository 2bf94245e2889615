// Every door with a path that leads somewhere, for tests that knock at all of them.
import { rooms } from '#src/rooms.ts'
import type { Door } from '#web/doors.ts'
import type { GivenCase } from './cases.ts'
import type { Visitor } from './visitor.ts'

const NOWHERE = '01890000-0000-7000-8000-000000000000'

/** Cases lead to this case; everything else that is named leads nowhere. */
export const pathAt = (path: string, theCase?: Pick<GivenCase, 'reference' | 'personId'>): string => path
  .replace('/cases/:reference', `/cases/${theCase?.reference ?? NOWHERE}`).replace(':personId', theCase?.personId ?? NOWHERE).replaceAll(/:\w+/g, NOWHERE).replace('/*', '/nothing')

/** What every form this visitor is shown carries: one browser and session have one. */
export const tokenOf = async (who: Visitor): Promise<string> => (await who.get('/sign-in')).document.querySelector('main input[name=_csrf]')?.getAttribute('value') ?? ''

export const everyDoor: readonly Door[] = rooms.flatMap(room => room.doors)
export const isForSystems = ({ may }: Door): boolean => typeof may === 'object' && may.way === 'key'
/** Signing out ends a walk through the doors. */
export const endsVisit = ({ path }: Door): boolean => ['/sign-out', '/sign-out-everywhere', '/my-case/sign-out', '/my-case/leave'].includes(path)
