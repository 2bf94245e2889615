// The doors of the content room.
import { formAt, get, type Door } from '#web/doors.ts'
import { editAgency } from './edit-agency.tsx'
import { editCategory } from './edit-category.tsx'
import { editSignpost } from './edit-signpost.tsx'
import { seeContent } from './see-content.tsx'

export const doors: readonly Door[] = [
  get('/content', { may: 'edit settings', records: 'what the public reads was opened to edit', show: seeContent }),
  ...formAt('/agencies/add', { may: 'run the partnership', records: 'agency added', form: editAgency }),
  ...formAt('/agencies/:id', { may: 'edit settings', records: "agency's details changed", form: editAgency }),
  ...formAt('/categories/add', { may: 'edit settings', records: 'category added', form: editCategory }),
  ...formAt('/categories/:code', { may: 'edit settings', records: 'category changed', form: editCategory }),
  ...formAt('/signposts/add', { may: 'edit settings', records: 'signpost added', form: editSignpost }),
  ...formAt('/signposts/:code', { may: 'edit settings', records: 'signpost changed', form: editSignpost }),
]
