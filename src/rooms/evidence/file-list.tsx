// Files as officers see them in a list: photos small, the rest by name; always how to get the original and its digest.
import { sayMoment } from '#kernel/time.ts'
import { Badge } from '#ui/casework.tsx'
import type { Html } from '#ui/html.ts'
import type { EvidenceFile } from './evidence-store.ts'

type Listed = Pick<EvidenceFile, 'id' | 'fileName' | 'kind' | 'size' | 'sha256' | 'givenBy' | 'givenAt' | 'says' | 'visibility' | 'scan' | 'shownAs' | 'copyFailed'> & { readonly trouble?: EvidenceFile['trouble'] }
/** Where its original is had: what no scanner has seen is asked for as out of quarantine. */
export const originalOf = ({ id, scan }: Pick<EvidenceFile, 'id' | 'scan'>): string => `/files/${id}?original=${scan === 'clean' ? 'yes' : 'quarantine'}`
export const sizeOf = (bytes: number): string => bytes < 1_048_576 ? `${Math.max(1, Math.ceil(bytes / 1024))} KB` : bytes < 1_073_741_824 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${(bytes / 1_073_741_824).toFixed(2)} GB`

export const FileList = ({ files }: { readonly files: readonly Listed[] }): Html => (
  <ul class="govuk-list amity-files">
    {files.map(file => (
      <li class={file.visibility === 'restricted' ? 'amity-entry--restricted' : undefined}>
        {file.scan !== 'infected' && file.kind === 'photo' && file.shownAs !== null ? <a href={`/files/${file.id}`}><img src={`/files/${file.id}`} alt={`Photo ${file.fileName}${file.says === '' ? '' : `: ${file.says}`}`} loading="lazy" width="160" /></a> : null}
        <div>
          {file.scan === 'infected' ? <><strong>{file.fileName}</strong> <Badge text="carries a virus: locked" tone="red" /></> : <a class="govuk-link" href={`/evidence/file/${file.id}`}>{file.fileName}</a>}
          {file.visibility === 'restricted' ? <> <Badge text="restricted" tone="red" /></> : null}
          {file.scan === 'not scanned' ? <> <Badge text="not scanned" tone="grey" /></> : null}<br />
          {file.says === '' ? null : <>{file.says}<br /></>}
          {file.kind}, {sizeOf(file.size)}, from {file.givenBy === 'public' ? 'whoever reported' : file.givenBy === 'officer' ? 'an officer' : `the ${file.givenBy}`}, {sayMoment(file.givenAt)}
          {file.scan === 'infected' ? null : <span class="amity-not-on-paper"> · <a class="govuk-link" href={originalOf(file)}>{file.scan === 'clean' ? 'Download the original' : 'Take the original out of quarantine'}<span class="govuk-visually-hidden"> {file.fileName}</span></a></span>}
          <br /><span class="govuk-hint">SHA-256 {file.sha256.slice(0, 16)}…{file.copyFailed === null ? '' : ` ${file.copyFailed}.`}{file.trouble === 'password' ? ' Protected by a password.' : file.trouble === 'damaged' ? ' Damaged.' : ''}</span>
        </div>
      </li>
    ))}
  </ul>
)
