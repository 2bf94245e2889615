// What other systems may send us, and what anyone may read of it.
import { z } from 'zod'
import type { Setting } from './settings.ts'

/** What other systems may send and read. The migration that publishes reports (0036) reads the same keys, for the wall is there. */
export const OPEN311: Setting<{ postsNeedKey: boolean; publicReads: boolean; everyChannel: boolean; showWaiting: boolean; tellWords: boolean; keyInAddress: boolean; gridMetres: number; jurisdiction: string }> = {
  key: 'open311', title: 'Open311', says: 'What other systems may send us, and what anyone may read of it. Nothing personal or sensitive is ever published.',
  source: 'Proposed defaults: the least that lets FixMyStreet and others work', sure: false,
  shape: z.object({
    postsNeedKey: z.boolean(), publicReads: z.boolean(), everyChannel: z.boolean(), showWaiting: z.boolean(), tellWords: z.boolean(), keyInAddress: z.boolean().default(false),
    gridMetres: z.number().int().min(0).max(10_000).refine(metres => metres === 0 || metres >= 500), jurisdiction: z.string().max(200),
  }),
  fallback: { postsNeedKey: true, publicReads: true, everyChannel: false, showWaiting: false, tellWords: false, keyInAddress: false, gridMetres: 0, jurisdiction: '' },
  fields: [
    { path: 'postsNeedKey', label: 'Only systems with a key may send reports', input: 'yes or no' },
    { path: 'publicReads', label: 'Anyone may read what was decided', hint: 'Kind of problem, ward, day, and whether it is open or closed', input: 'yes or no' },
    { path: 'everyChannel', label: 'Also show reports that did not come by Open311', input: 'yes or no' },
    { path: 'showWaiting', label: 'Also show reports that nobody has read yet', hint: 'Until somebody has read a report, nobody knows whether it is sensitive', input: 'yes or no' },
    { path: 'tellWords', label: 'Also show what the person who reported was told', hint: 'Officers write these words to one person, and they may hold names', input: 'yes or no' },
    { path: 'keyInAddress', label: 'A system may ask for news with its key in the address', hint: 'FixMyStreet does. Addresses are written into logs along the way, where a key is read by others: choose no unless a system needs it', input: 'yes or no' },
    { path: 'gridMetres', label: 'How exactly a place is shown', hint: '0 shows the middle of the ward. A number from 500 shows the middle of a square that many metres wide', input: 'whole number' },
    { path: 'jurisdiction', label: 'Jurisdiction', hint: 'Leave empty to answer whatever jurisdiction_id is asked for', input: 'line' },
  ],
}
