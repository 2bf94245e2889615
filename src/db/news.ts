// News: what one room announces and rooms further down read. Written to the outbox in the same transaction.

/** A kind of news and the ids it carries. Declared once, in the announcing room's events.ts. */
export type News<About extends Record<string, string>> = { readonly name: string; readonly about?: About }

/** Declares a kind of news, in words: news<{ caseId: string }>('case closed'). */
export const news = <About extends Record<string, string>>(name: string): News<About> => ({ name })
