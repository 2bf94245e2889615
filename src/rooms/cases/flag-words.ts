// How flags are written to people.

/** MARAC is a short form; the others are words. */
export const sayFlag = (flag: string): string => flag === 'marac' ? 'MARAC' : flag
