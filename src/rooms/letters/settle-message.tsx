// What only a person knows: a letter was posted, a message that may have gone did go, or it is to be tried again.
import type { OfficerWork } from '#db/work.ts'
import { looksLikeId } from '#db/ids.ts'
import { settleAbout } from '#rooms/diary/index.ts'
import { addresseeOf } from '#rooms/people/index.ts'
import { ChoiceField, Form, SubmitButton } from '#ui/forms.tsx'
import { OfficerPage } from '#ui/page.tsx'
import { notThere, seeOther } from '#web/answers.ts'
import { choice } from '#web/fields.ts'
import { form, problems } from '#web/form.ts'
import { messageWith, settleMessage, tellsWhoIsResponsible, type Message } from './letters-store.ts'
import { sayMessageState, toWhom } from './message-words.ts'
import { mayBeSettled } from './see-messages.tsx'

const CHOICES = ['arrived', 'again', 'told another way'] as const
const fields = { what: choice(CHOICES, { empty: 'Select what is to become of it' }) }
type Loaded = { readonly message: Message }

/** A letter may only be posted while post is a safe means: asked again now, as for any other message. */
const postIsSafe = async (work: OfficerWork, { personId }: { readonly personId: string | null }): Promise<boolean> =>
  personId === null || ((await addresseeOf(work, personId))?.safeMeans.some(means => means === 'post') ?? false)

export const settleByHand = form<OfficerWork, typeof fields, Loaded>({
  fields,
  load: async (work, ask) => {
    const id = ask.params['id'] ?? ''
    const message = looksLikeId(id) ? await messageWith(work, id) : undefined
    return message === undefined || !mayBeSettled(message) ? notThere : { message }
  },
  act: async (work, { message }, { what }) => {
    if (message.means === 'post' && what === 'arrived' && message.state === 'waiting' && !await postIsSafe(work, message)) return problems({ field: 'what', text: 'Post is no longer a safe way to reach them. Do not post it: tell them in a way that is safe' })
    if (message.means === 'post' && what === 'arrived' && message.state === 'waiting' && await tellsWhoIsResponsible(work, message.id)) return problems({ field: 'what', text: 'It names or describes somebody who is said to be responsible by now, or gives their address. Do not post it: write to them again without that' })
    const set = what === 'arrived' ? { state: message.means === 'post' ? 'printed' as const : 'sent' as const, failure: null } : what === 'again' ? { state: 'waiting' as const, failure: null } : { state: 'failed' as const, failure: 'Told another way' }
    if (!await settleMessage(work, message.id, [message.state], set)) return problems({ field: 'what', text: 'Somebody else has settled it meanwhile' })
    await settleAbout(work, 'message', message.id, what)
    return seeOther(message.reference === null ? '/messages' : `/cases/${message.reference}#messages`, { about: { kind: 'message', id: message.id } })
  },
  show: ({ loaded: { message }, state, frame, action, csrf, once }) => (
    <OfficerPage frame={{ ...frame, title: 'Settle a message' }} state={state} narrow back={{ href: `/messages/${message.id}` }}>
      <h1 class="govuk-heading-l">What became of it?</h1>
      <p class="govuk-body">{message.subject ?? message.purpose}, to {toWhom(message)} by {message.means}: {sayMessageState(message)}.{message.failure === null ? '' : ` ${message.failure}.`}</p>
      <Form action={action} csrf={csrf} once={once} keep={`settle-${message.id}`}>
        <ChoiceField name="what" label="What became of it?" state={state} choices={[
          { value: 'arrived', text: message.means === 'post' ? 'It has been printed and posted' : 'It arrived: they have told us' },
          ...(message.means === 'post' ? [] : [{ value: 'again', text: 'Send it again', hint: message.state === 'unsure' ? 'They may get it twice' : 'Only if you know it will go this time' }]),
          { value: 'told another way', text: 'They have been told another safe way' },
        ]} />
        <SubmitButton text="Save" />
      </Form>
    </OfficerPage>
  ),
})
