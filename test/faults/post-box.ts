// A real mail server that keeps what it is given, and can refuse, dawdle or lie when it is told to.
import { SMTPServer } from 'smtp-server'

export type Mood = 'takes' | 'refuses' | 'slow' | 'hangs up after the words' | 'takes and throws away'
export type PostBox = {
  readonly url: string
  /** Message-IDs in the order they came, one for each time a message was taken. */
  readonly taken: string[]
  setMood(mood: Mood): void
  close(): Promise<void>
}

const REFUSED = Object.assign(new Error('4.3.2 not now'), { responseCode: 451 })

export const openPostBox = async (): Promise<PostBox> => {
  const taken: string[] = []
  let mood: Mood = 'takes'
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
    onMailFrom: (_from, _session, done) => { if (mood === 'refuses') done(REFUSED); else if (mood === 'slow') setTimeout(done, 1_500); else done() },
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => { parts.push(part) })
      stream.on('end', () => {
        const id = /^Message-ID: <([0-9a-f-]{36})@amity>/im.exec(Buffer.concat(parts).toString('utf8'))?.[1] ?? 'no id of ours'
        if (mood !== 'takes and throws away') taken.push(id)
        // It has the words, and says nothing: the one moment in which SMTP leaves the sender not knowing.
        if (mood === 'hangs up after the words') server.connections.forEach(connection => { if (connection.session.id === session.id) connection.close() })
        else done()
      })
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  const at = server.server.address()
  return {
    url: `smtp://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`, taken,
    setMood: to => { mood = to },
    close: () => new Promise(resolve => { server.close(resolve) }),
  }
}
