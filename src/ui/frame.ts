// What the web layer tells every page: whose service it is, who is looking, and where its assets stand.

/** A link with its words. */
export type Link = { readonly text: string; readonly href: string }

/** An entry of the officers' navigation; `badge` counts what waits there. */
export type NavigationItem = Link & { readonly current?: boolean | undefined; readonly badge?: number | undefined }

/** The officer who is signed in, as the page's header shows them. */
export type FrameOfficer = {
  readonly name: string
  readonly agency: string
  /** The token that the sign-out button posts back. */
  readonly csrf: string
  /** Seals long typed text that the browser keeps for this officer alone: 256 bits in base64. */
  readonly keptKey?: string | undefined
  readonly nav: readonly NavigationItem[]
  /** The places that are not in the bar. */
  readonly more?: readonly NavigationItem[] | undefined
  /** Where the sign-out button posts; `/sign-out` unless told otherwise. */
  readonly signOutHref?: string | undefined
  /** The officer's own settings; their name links there. */
  readonly accountHref?: string | undefined
}

/** The few words a layout says itself, so that a public page can say them in another language. */
export type FrameWords = {
  readonly skip: string
  readonly error: string
  readonly leave: string
  readonly leaveHelp: string
  readonly danger: string
  readonly demonstration: string
  readonly demonstrationText: string
  readonly problem: string
  readonly back: string
  readonly footer: string
  readonly done: string
}

export const englishWords: FrameWords = {
  skip: 'Skip to main content',
  error: 'Error',
  leave: 'Leave this page quickly',
  leaveHelp: 'Leave this page quickly: opens a weather page. You can also press Shift three times.',
  danger: 'In danger now? Call 999.',
  demonstration: 'Demonstration',
  demonstrationText: 'This is a demonstration. Everyone and everything in it is made up. Do not enter real details.',
  problem: 'There is a problem',
  back: 'Back',
  footer: 'Support links',
  done: 'Success',
}

/** What each page is told by the web layer. */
export type Frame = {
  /** The nonce of this answer's content security policy. */
  readonly nonce: string
  /** What this page is, without the service's name. */
  readonly title: string
  /** A BCP 47 tag, for example `en-GB` or `cy`. */
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  /** The partnership's own name for its service, and where that name leads. */
  readonly service: { readonly name: string; readonly homeHref: string }
  /** `href` is the partnership's own stylesheet (see `themeStylesheet`); `brandColour` colours the browser's frame. */
  readonly theme: { readonly brandColour?: string | undefined; readonly href?: string | undefined }
  /** The address of a built asset, for example `amity.css`. */
  readonly assets: (name: string) => string
  readonly officer?: FrameOfficer | undefined
  /** One sentence about what has just been done, shown once at the top of the page. */
  readonly notice?: string | undefined
  readonly demonstration: boolean
  /** Where “Leave this page quickly” leads on pages for problems; layouts for the public are told by their page. */
  readonly leaveHref?: string | undefined
  /** Footer links: privacy, accessibility, contact. */
  readonly links?: readonly Link[] | undefined
  /** Where the browser goes by itself after a second. */
  readonly goesOnTo?: string | undefined
  /** The layout's words in the page's language; English unless given. */
  readonly words?: Partial<FrameWords> | undefined
}

/** The layout's words for this frame. */
export function wordsOf(frame: Frame): FrameWords {
  return { ...englishWords, ...frame.words }
}
