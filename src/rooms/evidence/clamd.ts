// Asks a ClamAV daemon whether a file carries a virus, by its INSTREAM command.
import { connect } from 'node:net'
import { once } from 'node:events'
import type { FileStore } from '#web/file-store.ts'

/** "host:port", or the path of a socket. */
export type ClamdAddress = string
export type Verdict = 'clean' | 'infected' | 'no answer'

const SILENCE = 60_000
const dial = (address: ClamdAddress) => {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(address) ?? []
  return host === undefined ? connect(address) : connect({ host, port: Number(port) })
}

/** Each part is sent with its length in four bytes before it; a length of nought ends the file. @see clamd(8) */
export const askClamd = async (address: ClamdAddress, files: FileStore, storedAs: string): Promise<Verdict> => {
  const { stream } = await files.open(storedAs)
  const socket = dial(address).setTimeout(SILENCE, () => { socket.destroy(new Error('clamd is silent')) })
  let answer = ''
  socket.on('data', (part: Buffer) => { answer += part.toString('latin1') })
  try {
    await once(socket, 'connect')
    const closed = once(socket, 'close')
    socket.write('zINSTREAM\0')
    for await (const part of stream) {
      const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part))
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      socket.write(length)
      if (!socket.write(bytes)) await once(socket, 'drain')
    }
    socket.end(Buffer.alloc(4))
    await closed
  } catch {
    socket.destroy()
    stream.destroy()
  }
  return /: OK\0?$/.test(answer) ? 'clean' : / FOUND\0?$/.test(answer) ? 'infected' : 'no answer'
}
