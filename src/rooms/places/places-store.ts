// All SQL on the tables of this room.
import type { Work } from '#db/work.ts'

/** The wards of the area, by name. */
export const wards = (work: Work) => work.db.selectFrom('wards').select(['code', 'name']).orderBy('name').execute()

/** Those whose outline has been loaded. */
export const outlines = (work: Work) => work.db.selectFrom('wards').select(['code', 'name', 'rings']).where('rings', 'is not', null).execute()
