// A paper that comes with the service: its words, whose paper it is, and which of its parts says what the law asks for.
export const PAPER_KINDS = ['letter', 'notice', 'agreement', 'statement'] as const
export type PaperKind = (typeof PAPER_KINDS)[number]

export type Wording = {
  readonly key: string
  readonly kind: PaperKind
  /** What officers call it. */
  readonly name: string
  readonly title: string
  /** In the format of templates, where a line `[contains …]` stands above each part named in `says`. */
  readonly text: string
  /** Tools of law/ whose paper it is, by id. */
  readonly tools?: readonly string[]
  /** Each part that must be there, and the ids of the tools' required contents it answers; none where only good sense asks for it. */
  readonly says?: Readonly<Record<string, readonly string[]>>
  /** What is not held here, or not surely: an agency asks its solicitor before it first uses the paper. */
  readonly confirm?: readonly string[]
}

export const SIGNED = '[signature with room to sign]'
export const FREE_ADVICE = 'You can get free advice from Citizens Advice, a law centre or a solicitor.'
export const OUR_HELP = `Call {{officer.name}} on {{agency.phone}}. Say if your health, a disability or anything else plays a part, and what would help. ${FREE_ADVICE}`
/** Of every notice that gives reasons; its part is called `reasons`. */
export const WHY = `# Why

[contains reasons]
{{write: the reasons, with dates and what happened, without saying who told us}}`
