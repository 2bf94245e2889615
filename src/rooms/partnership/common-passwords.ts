// Passwords people really choose: common words and rows of keys, alone, repeated, or dressed up with digits and signs.

/** Short words stand for the long passwords made of them: what is left after digits, signs and repeats are taken away. */
const WORDS = new Set(`password passw0rd pass passphrase letmein welcome welcometo login signin admin administrator root user guest secret access
 changeme change default test testing qwerty qwertyuiop asdfghjkl zxcvbnm azerty dvorak abc abcdef abcdefg abcdefgh abcdefghijkl iloveyou
 loveyou lovely sunshine princess monkey dragon football baseball superman batman spiderman pokemon starwars trustno master shadow michael
 jennifer jordan charlie daniel jessica ashley thomas george william england london liverpool arsenal chelsea everton manchester united
 manchesterunited manchestercity tottenham rangers celtic summer winter spring autumn january february march april may june july august
 september october november december monday tuesday wednesday thursday friday saturday sunday flower butterfly chocolate cookie computer
 internet freedom whatever nothing forever family mother father blessed jesus christ hello helloworld hunter killer cheese banana orange
 purple yellow silver golden blue red green black white ginger pepper soccer hockey tennis golf summertime wintertime council police
 housing landlord amity partnership safer neighbourhood casework officer manager asb antisocial correcthorsebatterystaple correct horse
 battery staple the quick brown fox onetwothree onetwothreefour mypassword yourpassword ourpassword newpassword oldpassword thisismypassword
 my your our new old this is a i am me you love it please enter your here work office company business britain unitedkingdom great`.split(/\s+/))

const ROWS = ['1234567890', '0987654321', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', 'zyxwvutsrqponmlkjihgfedcba', '1qaz2wsx3edc4rfv5tgb6yhn7ujm', 'qazwsxedcrfvtgbyhnujm', 'q1w2e3r4t5y6u7i8o9p0', '112233445566778899', '147258369', '987654321']
const LOOKS_LIKE: Readonly<Record<string, string>> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', $: 's', '!': 'i', '€': 'e', '£': 'l' }

/** Whether the whole text can be cut into pieces that `fits` accepts. */
const isMadeOf = (text: string, fits: (piece: string) => boolean, longest: number): boolean => {
  const reach = new Set([0])
  for (let at = 0; at < text.length; at += 1) {
    if (!reach.has(at)) continue
    for (let end = at + 1; end <= Math.min(text.length, at + longest); end += 1) if (fits(text.slice(at, end))) reach.add(end)
  }
  return reach.has(text.length)
}

const isRow = (text: string): boolean => text.length >= 3 && ROWS.some(row => (row + row).includes(text))
const repeats = (text: string): boolean => /^(.{1,6}?)\1{2,}.{0,5}$/.test(text)
const letters = (text: string): string => [...text].map(sign => LOOKS_LIKE[sign] ?? sign).join('').replaceAll(/[^\p{L}]/gu, '')

const distinctWords = (text: string): number => new Set(text.split(/[^\p{L}]+/u).filter(word => word.length > 2)).size
/** Three or more different words with gaps between them are long to guess even when each is plain. */
const isPhrase = (password: string): boolean => distinctWords(password) >= 4

/** Whether a password of twelve characters or more is one of those tried first. `about`: names and addresses of its owner. */
export const isCommon = (password: string, about: readonly string[] = []): boolean => {
  const plain = password.toLowerCase().normalize('NFKC')
  const own = new Set(about.flatMap(one => one.toLowerCase().split(/[^\p{L}]+/u)).filter(word => word.length > 2))
  const known = (piece: string): boolean => WORDS.has(piece) || own.has(piece) || isRow(piece)
  if (new Set(plain).size < 5 || repeats(plain) || isMadeOf(plain.replaceAll(/[^\p{L}\d]/gu, ''), piece => isRow(piece) || /^(19|20)\d\d$/.test(piece), 26)) return true
  if (isPhrase(plain) && plain.replaceAll(/[^\p{L}]/gu, '') !== 'correcthorsebatterystaple') return false
  const spellings = [plain.replaceAll(/[^\p{L}]/gu, ''), letters(plain), letters(plain.replaceAll(/^[\d\W]+|(?<=[^\d\W])[\d\W]+$/g, ''))]
  return spellings.some(text => text !== '' && text.length * 2 >= [...plain].length - 4 && isMadeOf(text, known, 26))
}
