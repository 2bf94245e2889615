// The front door of the uploads room.
import { get, nothing, post } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { seeLargeFile, throwAwayHalf } from './large-file.tsx'
import { beginUpload, finishUpload, LARGEST_PART, takePart } from './send-parts.ts'
import { tidyingUploads } from './tidy-uploads.ts'

export const uploadsRoom: Room = {
  doors: [
    get('/cases/:reference/uploads', { may: 'work on cases', records: 'half uploads read', show: seeLargeFile }),
    post('/cases/:reference/uploads', { may: 'work on cases', records: 'upload begun or gone on with', act: beginUpload }),
    // A film of 2 GB comes in five hundred parts.
    post('/cases/:reference/uploads/:upload', { may: 'work on cases', records: nothing('its beginning and its end are lines; a part shows nothing'), largestFile: LARGEST_PART, perMinute: 3000, act: takePart }),
    post('/cases/:reference/uploads/:upload/finish', { may: 'work on cases', records: 'evidence added', act: finishUpload }),
    post('/cases/:reference/uploads/:upload/forget', { may: 'work on cases', records: 'half upload thrown away', act: throwAwayHalf }),
  ],
  chores: [tidyingUploads],
}
