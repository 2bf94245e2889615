// Tells an officer by work email that something about their way in has changed: whoever did it cannot stop this from leaving.
import { readsNews } from '#jobs/readers.ts'
import { sayMoment } from '#kernel/time.ts'
import { wayInChanged, type WayIn } from '#rooms/sign-in/index.ts'
import { insertMessage } from './letters-store.ts'

const SAYS: Readonly<Record<WayIn, string>> = {
  'new device': 'Somebody signed in to Amity as you, from a device or browser you have not used there before.',
  'second factor added': 'A second factor (an app or a passkey) was added to your Amity account.',
  'second factor taken away': 'A second factor was taken away from your Amity account.',
  'recovery code used': 'One of your recovery codes was used to sign in to Amity.',
  'password changed': 'Your Amity password was changed.',
  'password link made': 'A link with which a new Amity password can be chosen for you was made.',
}

export const tellingOfWaysIn = readsNews(wayInChanged, 'letters tell an officer about their way in', async (work, { officerId, agencyId, what, device }) => {
  const officer = await work.db.selectFrom('officers').select('email').where('id', '=', officerId).where('leftAt', 'is', null).executeTakeFirst()
  if (officer === undefined) return
  await insertMessage(work, {
    caseId: null, reportId: null, personId: null, purpose: 'officer news', means: 'email', address: officer.email, subject: 'Amity: your account', language: 'en', safeBecause: 'A work address', state: 'waiting', agencyId,
    body: `${SAYS[what]}\n\n${device === '' ? 'An unnamed browser' : device}\n${sayMoment(work.now)}\n\nIf it was you, there is nothing to do. If not, sign in, end what you do not know under your name, change your password, and tell your administrator at once.`,
  }, undefined)
})
