// A wire to PostgreSQL that can be cut, slowed or closed: a proxy of the tests' own.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type Wire = {
  readonly host: string
  readonly port: number
  /** Where to: the path of PostgreSQL's socket. */
  lead(to: string): void
  /** Ends every connection, without a good-bye. */
  cut(): void
  /** Refuses new ones too, until it is mended. */
  close(): void
  mend(): void
  /** Milliseconds before each answer goes on. */
  slow(by: number): void
  /** Cuts the connection on which these words go to the server: before they arrive, or once they have. `times`: once, unless said. `behind`: only where these words went before on it. */
  cutAt(words: string, when: 'before' | 'after', how?: { readonly times?: number; readonly behind?: string }): void
  readonly cuts: () => number
  end(): Promise<void>
}

export const openWire = async (): Promise<Wire> => {
  let [to, isClosed, delay, cuts] = ['', false, 0, 0]
  let trap: { readonly words: string; readonly when: 'before' | 'after'; readonly behind: string } | undefined
  let left = 0
  const open = new Set<Socket>()
  const both = (one: Socket, other: Socket): void => { for (const socket of [one, other]) { open.delete(socket); socket.destroy() } }
  const server = createServer(asking => {
    if (isClosed) { asking.destroy(); return }
    const answering = connect(to)
    for (const socket of [asking, answering]) { open.add(socket); socket.on('error', () => { both(asking, answering) }); socket.on('close', () => { both(asking, answering) }) }
    let wentBefore: typeof trap
    asking.on('data', (words: Buffer) => {
      if (trap !== undefined && words.includes(trap.behind)) wentBefore = trap
      const isTrapped = left > 0 && trap !== undefined && wentBefore === trap && words.includes(trap.words)
      if (isTrapped) { left -= 1; cuts += 1 }
      if (isTrapped && trap?.when === 'before') { both(asking, answering); return }
      answering.write(words)
      if (!isTrapped) return
      // The server has heard and answers to nobody.
      answering.once('data', () => { both(asking, answering) })
      asking.pause()
      answering.removeAllListeners('data').once('data', () => { both(asking, answering) })
    })
    answering.on('data', (words: Buffer) => {
      if (delay === 0) { asking.write(words); return }
      setTimeout(() => { if (!asking.destroyed) asking.write(words) }, delay)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const at = server.address()
  const cut = (): void => { cuts += open.size / 2; for (const socket of open) socket.destroy(); open.clear() }
  return {
    host: '127.0.0.1', port: typeof at === 'object' && at !== null ? at.port : 0, lead: place => { to = place }, cut,
    close: () => { isClosed = true; cut() }, mend: () => { isClosed = false }, slow: by => { delay = by }, cutAt: (words, when, { times = 1, behind = '' } = {}) => { trap = { words, when, behind }; left = times }, cuts: () => cuts,
    end: async () => { cut(); server.close(); await once(server, 'close') },
  }
}
