// The doors of the authority room.
import { formAt, get, post, signedIn, type Door } from '#web/doors.ts'
import { endADelegation, recordDelegation, seeDelegations } from './edit-delegations.tsx'
import { editRole, seeRoles } from './edit-roles.tsx'
import { addAGate, editKind } from './edit-training.tsx'
import { recordTraining, withdrawTraining } from './record-training.tsx'
import { seeAuthority, seeMyAuthority } from './see-authority.tsx'
import { endAGate, seeTraining } from './see-training.tsx'

const roles = 'run the partnership'
const delegations = 'keep delegations'
const training = 'keep training'

export const doors: readonly Door[] = [
  get('/roles', { may: roles, records: 'roles listed', show: seeRoles }),
  ...formAt('/roles/add', { may: roles, records: 'role added', stepUp: true, form: editRole }),
  ...formAt('/roles/:id', { may: roles, records: 'role changed', stepUp: true, form: editRole }),
  get('/delegations', { may: delegations, records: 'delegations listed', show: seeDelegations }),
  ...formAt('/delegations/add', { may: delegations, records: 'delegation recorded', stepUp: true, form: recordDelegation }),
  ...formAt('/delegations/:id/end', { may: delegations, records: 'delegation ended', stepUp: true, form: endADelegation }),
  get('/training', { may: training, records: 'training listed', show: seeTraining }),
  ...formAt('/training/records/add', { may: training, records: 'training recorded', form: recordTraining }),
  ...formAt('/training/records/:id', { may: training, records: 'training record taken back', form: withdrawTraining }),
  ...formAt('/training/kinds/add', { may: roles, records: 'kind of training added', form: editKind }),
  ...formAt('/training/kinds/:id', { may: roles, records: 'kind of training changed', form: editKind }),
  ...formAt('/training/gates/add', { may: roles, records: 'an act asks for a training', stepUp: true, form: addAGate }),
  post('/training/gates/:id/end', { may: roles, records: 'an act no longer asks for a training', stepUp: true, act: endAGate }),
  get('/officers/:id/authority', { may: 'run the agency', records: "officer's delegations and training read", show: seeAuthority }),
  get('/my-authority', { may: signedIn('to see their own delegations and training'), records: 'own delegations and training read', show: seeMyAuthority }),
]
