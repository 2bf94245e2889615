// Twenty systems that report to the service without end, each report with a mark of its own, and note what was acknowledged and when.
import { setTimeout as pause } from 'node:timers/promises'

export type Heard = { readonly mark: string; readonly sentAt: number; readonly heardAt: number }
export type Reporters = { readonly kept: readonly Heard[]; readonly refused: ReadonlyMap<string, number>; readonly stop: () => Promise<void> }

const PATIENCE = 30_000
/** Each report from another address: what is tried here is not the limit of one. */
const address = (n: number): string => `10.${n >> 16 & 255}.${n >> 8 & 255}.${n & 255}`

export const startReporters = (url: string, clients: number): Reporters => {
  const kept: Heard[] = []
  const refused = new Map<string, number>()
  const stopped = new AbortController()
  let number = 0
  const refuse = (why: string): void => { refused.set(why, (refused.get(why) ?? 0) + 1) }
  const report = async (): Promise<boolean> => {
    number += 1
    const [mark, sentAt] = [`mark-${number}-`, Date.now()]
    try {
      const answer = await fetch(`${url}/open311/v2/requests.json`, {
        method: 'POST', signal: AbortSignal.timeout(PATIENCE), headers: { 'x-forwarded-for': address(number), 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({ service_code: 'noise', address_string: '22 Acacia Avenue', description: `${mark} Loud music again` }),
      })
      const text = await answer.text()
      if (!answer.ok) refuse(String(answer.status))
      else if (text.includes('service_request_id')) kept.push({ mark, sentAt, heardAt: Date.now() })
      else refuse('an answer without a number')
      return answer.ok
    } catch (problem) {
      refuse(problem instanceof Error ? problem.name : 'no answer')
      return false
    }
  }
  const one = async (): Promise<void> => { while (!stopped.signal.aborted) await pause(await report() ? 500 : 300) }
  const all = Promise.all(Array.from({ length: clients }, one))
  return { kept, refused, stop: async () => { stopped.abort(); await all } }
}
