// The certificate that people meet at the service's own address: until when it is good, and whether browsers trust it.
import { connect } from 'node:tls'

export type Certificate = { readonly until: Date; readonly trusted: boolean } | { readonly problem: string }

const PATIENCE = 10_000

/** @returns undefined where people do not come by https. Never throws: that it cannot be read is what is to be known. */
export const readCertificate = (baseUrl: string): Promise<Certificate | undefined> => {
  const url = URL.parse(baseUrl)
  if (url?.protocol !== 'https:') return Promise.resolve(undefined)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise(resolve => {
    // Not trusted is a finding here, not an error: nothing is sent over this connection.
    const socket = connect({ host, port: Number(url.port === '' ? 443 : url.port), ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }), rejectUnauthorized: false })
    const end = (found: Certificate): void => { socket.destroy(); resolve(found) }
    socket.setTimeout(PATIENCE, () => end({ problem: 'no answer' }))
    socket.once('error', problem => end({ problem: 'code' in problem && typeof problem.code === 'string' ? problem.code : 'no answer' }))
    socket.once('secureConnect', () => {
      const { valid_to: until = '' } = socket.getPeerCertificate()
      const at = new Date(until)
      end(Number.isNaN(at.getTime()) ? { problem: 'no certificate' } : { until: at, trusted: socket.authorized })
    })
  })
}
