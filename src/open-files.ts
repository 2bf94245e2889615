// Opens the store of files that the settings name: a folder, or an S3-compatible store.
import path from 'node:path'
import type { FilePlace } from '#db/file-place.ts'
import { folderFiles } from '#db/folder-files.ts'
import { folderStore, type FileStore } from '#web/file-store.ts'
import type { Settings } from './settings.ts'

/** With an S3-compatible store only what is on its way in lies on this disk, under the data folder. */
export const openFiles = async ({ files, dataFolder }: Pick<Settings, 'files' | 'dataFolder'>): Promise<FileStore> => {
  if ('folder' in files) return folderStore(files.folder)
  // Loaded where it is asked for: a folder needs none of it.
  const { objectStore } = await import('#web/object-store.ts')
  return objectStore(files.objects, path.join(dataFolder, 'incoming'))
}

/** The same place, as a back-up reads it and a restore fills it. */
export const placeOfFiles = async ({ files, dataFolder }: Pick<Settings, 'files' | 'dataFolder'>): Promise<FilePlace> => {
  if ('folder' in files) return folderFiles(files.folder)
  const { objectFiles } = await import('#web/object-files.ts')
  return objectFiles(files.objects, path.join(dataFolder, 'incoming'))
}
