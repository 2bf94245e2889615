// Speaks to a town over a real socket, byte for byte: what no well-behaved client would send.
import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import type { Town } from './town.ts'

export type Heard = { readonly status: number; readonly head: string; readonly text: string; /** How many answers came to what was one request. */ readonly answers: number }

/** Opens the town's server on a free port and answers how to send bytes to it. It is closed with the town. */
export const wireTo = async (town: Town): Promise<(bytes: string | Buffer | readonly (string | Buffer)[], wait?: number) => Promise<Heard>> => {
  await town.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = town.server.server.address() as AddressInfo
  return async (bytes, wait = 3_000) => {
    const socket = connect({ host: '127.0.0.1', port })
    const parts: Buffer[] = []
    socket.on('data', (part: Buffer) => parts.push(part))
    // The server may hang up while we still send: what it said before is what counts.
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    const closed = new Promise<void>(resolve => { socket.once('close', () => { resolve() }) })
    const silence = setTimeout(() => { socket.destroy() }, wait)
    for (const part of Array.isArray(bytes) ? bytes : [bytes]) {
      if (socket.destroyed) break
      if (!socket.write(part)) await Promise.race([once(socket, 'drain').catch(() => undefined), closed])
    }
    await closed
    clearTimeout(silence)
    const heard = Buffer.concat(parts).toString('latin1')
    const [head = '', ...rest] = heard.split('\r\n\r\n')
    return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, text: rest.join('\r\n\r\n'), answers: heard.split('HTTP/1.1 ').length - 1 }
  }
}
