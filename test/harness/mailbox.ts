// A real mail server on a free port of this machine that keeps what it is sent, until the test ends.
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** `got`: each message as it came, headers and all; letters past ASCII as UTF-8. */
export type Mailbox = { readonly url: string; readonly got: string[] }

export const mailbox = async (options: SMTPServerOptions = {}): Promise<Mailbox> => {
  const got: string[] = []
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'], logger: false,
    onData: (stream, _session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => { parts.push(part) })
      stream.on('end', () => { got.push(Buffer.concat(parts).toString('utf8')); done() })
    }, ...options,
  })
  server.on('error', () => undefined)
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => new Promise<void>(resolve => { server.close(resolve) }))
  const at = server.server.address()
  return { url: `smtp://127.0.0.1:${typeof at === 'object' && at !== null ? at.port : 0}`, got }
}
