// The doors of the officers room.
import { formAt, get, signedIn, type Door } from '#web/doors.ts'
import { addAnOfficer } from './add-officer.tsx'
import { certifyAccess, nameACertifier, seeCertifications } from './certify-access.tsx'
import { changePost, giveAPost } from './change-post.tsx'
import { editDetails } from './edit-details.tsx'
import { addATeam, editTeam, seeTeams } from './edit-teams.tsx'
import { leave } from './leave.tsx'
import { mergeAgency } from './merge-agencies.tsx'
import { seeAccounts } from './see-accounts.tsx'
import { seeOfficer } from './see-officer.tsx'
import { seeOfficers } from './see-officers.tsx'

const may = 'run the agency'
/** A certifier may be any manager: the use case looks, and for everybody else there is no such page. */
const certifier = signedIn('to confirm who needs access, where they are named for it')

export const doors: readonly Door[] = [
  get('/officers', { may, records: 'officers listed', show: seeOfficers }),
  ...formAt('/officers/add', { may, records: 'officer added', stepUp: true, form: addAnOfficer }),
  get('/officers/accounts', { may, records: 'accounts to look at listed', show: seeAccounts }),
  get('/officers/:id', { may, records: 'officer read', show: seeOfficer }),
  ...formAt('/officers/:id/details', { may, records: "officer's details changed", stepUp: true, form: editDetails }),
  ...formAt('/officers/:id/posts/add', { may, records: 'post given', stepUp: true, form: giveAPost }),
  ...formAt('/officers/:id/posts/:post', { may, records: 'post changed', stepUp: true, form: changePost }),
  ...formAt('/officers/:id/leave', { may, records: 'officer left an agency, their work handed over', stepUp: true, form: leave }),
  get('/teams', { may, records: 'teams listed', show: seeTeams }),
  ...formAt('/teams/add', { may, records: 'team added', form: addATeam }),
  ...formAt('/teams/:id', { may, records: 'team changed', form: editTeam }),
  ...formAt('/agencies/:id/merge', { may: 'run the partnership', records: 'agencies merged', stepUp: true, form: mergeAgency }),
  get('/certifications', { may: certifier, records: 'checks of access listed', show: seeCertifications }),
  ...formAt('/certifications/certifier', { may, records: 'certifier named', form: nameACertifier }),
  ...formAt('/certifications/:id', { may: certifier, records: 'access confirmed or ended', form: certifyAccess }),
]
