// Bytes a request kept go again when its work does not stand: no row would ever name them.
import type { FileStore } from './file-store.ts'

export type KeptHere = { readonly files: FileStore; readonly takeBack: () => Promise<void> }

/** The store as one request sees it, and how to take back what it kept. */
export const keptHere = (store: FileStore): KeptHere => {
  const kept: string[] = []
  return {
    files: { ...store, keep: async path => { const name = await store.keep(path); kept.push(name); return name } },
    takeBack: async () => { for (const name of kept.splice(0)) await store.remove(name) },
  }
}
