// The front door of the evidence room.
import { get, signedIn } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { removingFiles } from './remove-files.ts'
import { seeFile } from './see-file.ts'

export const evidenceRoom: Room = { doors: [get('/files/:id', { may: signedIn('to open a file of a case or report they may see'), records: 'file opened', as: 'file', show: seeFile })], chores: [removingFiles] }

export { filesNotScanned, filesOfCase, filesWithoutHome, fileWith, homeFile, insertFile, noteCustody, removeLater, scannerAlarmStands } from './evidence-store.ts'
export type { EvidenceFile, NewFile } from './evidence-store.ts'
export { FileList, originalOf, sizeOf } from './file-list.tsx'
export { ACCEPTS, judgeFile, LARGEST_BY_FORM, LARGEST_FILE, nameFor, type FileKind } from './kinds.ts'
export { lookAfterFiles, lookAfterFilesOf } from './look-after-files.ts'
export { openPicture } from './open-picture.ts'
export { maySee, NOT_CHECKED } from './see-file.ts'
