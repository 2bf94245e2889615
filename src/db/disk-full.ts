// A full disk, in PostgreSQL's many words for it, and in ours.
export const diskIsFull = (words: string): boolean => /no space left|disk quota|check free disk space|wrote only \d+ of \d+ bytes/i.test(words)

export const diskFullSentence = 'The disk is full. Free some space (500 MB is a good start), then start again; nothing already saved is lost.'
