// The pages for what went wrong: each says what to do next, and an unexpected one carries a reference.
import { PlainPage } from '#ui/page.tsx'
import type { Frame } from '#ui/frame.ts'
import type { Html } from '#ui/html.ts'

type Told = Omit<Frame, 'title'>

const ProblemPage = ({ frame, title, children }: { frame: Told; title: string; children?: unknown }): Html => (
  <PlainPage frame={{ ...frame, title }}>
    <h1 class="govuk-heading-l">{title}</h1>
    {children as Html}
  </PlainPage>
)

/** The same words for "not there" and "not yours". */
export const NotTherePage = ({ frame }: { frame: Told }): Html => (
  <ProblemPage frame={frame} title="Page not found">
    <p class="govuk-body">If you typed the web address, check it is correct.</p>
    <p class="govuk-body">If you pasted the web address, check you copied all of it.</p>
    <p class="govuk-body"><a class="govuk-link" href="/">Go to the first page</a></p>
  </ProblemPage>
)

export const RefusedPage = ({ frame, because }: { frame: Told; because: string }): Html => (
  <ProblemPage frame={frame} title="You cannot do this">
    <p class="govuk-body">{because}</p>
    <p class="govuk-body">Nothing has been changed. <a class="govuk-link" href="/">Go to the first page</a></p>
  </ProblemPage>
)

export const StalePage = ({ frame }: { frame: Told }): Html => (
  <ProblemPage frame={frame} title="This page is out of date">
    <p class="govuk-body">Nothing has been saved. Go back, reload the page and send it again. What you typed should still be there when you go back.</p>
  </ProblemPage>
)

export const TooLargePage = ({ frame }: { frame: Told }): Html => (
  <ProblemPage frame={frame} title="That was too large to send">
    <p class="govuk-body">Nothing has been saved. Go back and send less text or fewer or smaller files at once.</p>
  </ProblemPage>
)

export const TooManyPage = ({ frame }: { frame: Told }): Html => (
  <ProblemPage frame={frame} title="Please wait a minute">
    <p class="govuk-body">There have been many requests from where you are. Wait a minute and try again. Nothing has been lost.</p>
    <p class="govuk-body">If somebody is in danger now, call 999.</p>
  </ProblemPage>
)

type InTrouble = { readonly frame: Told; /** Of whoever receives reports, where it was heard before. */ readonly phone: string | null }
const TellUsNow = ({ phone }: { readonly phone: string | null }): Html => (
  <p class="govuk-body">{phone === null ? null : `If you need to tell us something now, call ${phone}. `}If somebody is in danger now, call 999.</p>
)

export const BusyPage = ({ frame, phone }: InTrouble): Html => (
  <ProblemPage frame={frame} title="The service is busy">
    <p class="govuk-body">Nothing has been saved. Wait a moment and try again.</p>
    <TellUsNow phone={phone} />
  </ProblemPage>
)

/** The database is being started again, is moving, or only its reading half is there. */
export const AwayPage = ({ frame, phone }: InTrouble): Html => (
  <ProblemPage frame={frame} title="The service cannot reach its records">
    <p class="govuk-body">We cannot say that this was saved; nothing saved before is lost. Go back in a minute and send it again: what you typed should still be there, and it is kept once even if it came to us twice.</p>
    <TellUsNow phone={phone} />
  </ProblemPage>
)

/** Files need most room: words may still be kept. */
export const NoRoomPage = ({ frame, phone }: InTrouble): Html => (
  <ProblemPage frame={frame} title="There is no room left to keep this">
    <p class="govuk-body">Nothing of this has been saved, and nothing saved before is lost. If you were sending a file, go back and carry on without it: you can give it to us later.</p>
    <p class="govuk-body">The people who run this service have to make room. Otherwise try again later.</p>
    <TellUsNow phone={phone} />
  </ProblemPage>
)

export const FaultPage = ({ frame, reference }: { frame: Told; reference: string }): Html => (
  <ProblemPage frame={frame} title="Sorry, something went wrong">
    <p class="govuk-body">Nothing has been saved. Go back and try again in a moment: what you typed should still be there.</p>
    <p class="govuk-body">If it keeps happening, tell the people who run this service and give them this reference: <strong>{reference}</strong>.</p>
    <p class="govuk-body">If somebody is in danger now, call 999.</p>
  </ProblemPage>
)
