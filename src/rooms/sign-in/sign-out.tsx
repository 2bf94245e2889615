// Signing out: the session ends here, and where an agency's provider began it, there too.
import type { OfficerWork } from '#db/work.ts'
import { page, seeOther, type Answer } from '#web/answers.ts'
import type { Ask } from '#web/ask.ts'
import { signOutThere } from './oidc.ts'
import { AlsoSignOutThere } from './provider-pages.tsx'
import { providerBehind } from './provider-store.ts'
import { endSessions } from './sign-in-store.ts'
import { clientOf, isLocal, openHint } from './with-provider.tsx'

const cookies = [{ name: 'amity_session', value: null }] as const

export const signOut = async (work: OfficerWork, ask: Ask): Promise<Answer> => {
  const provider = await providerBehind(work)
  await endSessions(work, work.actor.sessionId === null ? {} : { only: work.actor.sessionId })
  const client = provider === undefined ? undefined : clientOf(ask, provider)
  const url = provider === undefined || client === undefined ? undefined : await signOutThere(client, openHint(ask, provider.id, provider.hint), `${ask.origin}/sign-in`, isLocal(ask))
  if (provider === undefined || url === undefined) return seeOther('/sign-in', { cookies })
  const { officer: _gone, ...frame } = ask.frame
  return page(AlsoSignOutThere({ frame, url, label: provider.label }), { cookies })
}
