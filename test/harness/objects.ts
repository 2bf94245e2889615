// A real S3-compatible server for tests, on a free port of this machine, with a bucket of its own. It checks signatures.
import type { Server as HttpServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import type { ObjectsTerms } from '#web/objects.ts'
import { scratchFolder } from './scratch.ts'

type Server = { readonly httpServer: HttpServer; run(): Promise<AddressInfo>; close(): Promise<void> }
type Maker = new (options: object) => Server

export type ObjectServer = { readonly terms: ObjectsTerms; readonly folder: string; close(): Promise<void> }

/** The pair of keys is the server's own default. */
export const objectServer = async (): Promise<ObjectServer> => {
  const Server: Maker = createRequire(import.meta.url)('@20minutes/s3rver')
  const folder = scratchFolder('objects')
  const server = new Server({ address: '127.0.0.1', port: 0, silent: true, directory: folder, resetOnClose: false, vhostBuckets: false, configureBuckets: [{ name: 'evidence', configs: [] }] })
  const { port } = await server.run()
  return {
    folder,
    // A connection that was opened and asked nothing yet is not idle to Node, and closing would wait for it for ever.
    close: async () => { const closed = server.close(); server.httpServer.closeAllConnections(); await closed },
    terms: { endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', bucket: 'evidence', prefix: 'amity/', keyId: 'S3RVER', key: 'S3RVER', encryption: 'AES256' },
  }
}
