// What each room hands to app.ts: its doors, its places in the officers' navigation, the news it reads, what it does by the clock.
import type { Chore } from '#jobs/chores.ts'
import type { Reader } from '#jobs/readers.ts'
import type { Door } from './doors.ts'
import type { NavigationEntry } from './serve.ts'

export type Room = {
  readonly doors: readonly Door[]
  readonly navigation?: readonly NavigationEntry[]
  readonly readers?: readonly Reader[]
  readonly chores?: readonly Chore[]
}
