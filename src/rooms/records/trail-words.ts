// The lines of the trail in words.

const HOW: Readonly<Record<string, string>> = {
  read: 'Read', form: 'Opened a form', write: 'Changed', list: 'In a list', search: 'In a search', export: 'Exported', print: 'Printed', file: 'Opened a file', refused: 'Refused', 'sign-in': 'Signed in',
}
export const HOWS = Object.keys(HOW)
export const sayHow = (how: string | null): string => how === null ? '' : HOW[how] ?? how

/** Officers by name; whoever has none by what they are. */
export const sayWho = ({ actor, officer }: { readonly actor: string; readonly officer: string | null }): string =>
  officer ?? ({ system: 'Amity itself, or the administrator at the console', person: 'The person harmed, on their own page', key: 'Another system', public: 'Somebody not signed in' }[actor] ?? 'Nobody known')

/** What a keeper is told of one look. */
export const sayLook = ({ how, action }: { readonly how: string; readonly action: string | null }): string =>
  how === 'refused' ? 'Tried to open it and was not let in' : action === null ? '' : action.replace(/^./, first => first.toUpperCase())

export const sayAction = ({ action, shown }: { readonly action: string; readonly shown: number }): string =>
  `${action.replace(/^./, first => first.toUpperCase())}${shown === 0 ? '' : ` (${shown === 1 ? '1 record' : `${shown} records`})`}`
