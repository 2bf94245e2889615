// Where it stands, who to talk to, what is next and what has been done: public words of this one case, and nobody else in it.
import type { PersonWork } from '#db/work.ts'
import { notThere, page, body, type Answer } from '#web/answers.ts'
import { textOf, type Ask } from '#web/ask.ts'
import { looksLikeId } from '#db/ids.ts'
import { myFile } from './my-case-store.ts'
import { MyPage } from './my-page.tsx'
import { noticeOf } from './notices.ts'
import { OwnView, readOwnView } from './own-view.tsx'
import { words } from './words.ts'

const w = words.en

export const seeMyCase = async (work: PersonWork, ask: Ask): Promise<Answer> => {
  const view = await readOwnView(work)
  const notice = noticeOf(textOf(ask.query, 'sent'), textOf(ask.query, 'by'))
  return page(
    <MyPage frame={{ ...ask.frame, ...(notice === undefined ? {} : { notice }) }} title={w.page} at="/my-case" csrf={ask.csrf}>
      <OwnView view={view} today={work.today} mayPress />
    </MyPage>,
    { about: { kind: 'case', id: work.actor.caseId } },
  )
}

/** Opens in the page and is kept by no browser. Never under a name somebody typed. */
export const seeMyFile = async (work: PersonWork, ask: Ask): Promise<Answer> => {
  const id = ask.params['id'] ?? ''
  const file = looksLikeId(id) ? await myFile(work, id) : undefined
  if (file === undefined) return notThere
  // Their own file as they gave it; anybody else's only as its clean copy.
  const name = file.personId === work.actor.personId ? file.storedAs : file.shownAs
  if (name === null) return notThere
  const { stream } = await ask.files.open(name)
  return body(file.mediaType, stream, { about: { kind: 'attachment', id: file.id } })
}
