// Passwords people really choose: common words and rows of keys, alone, repeated, or dressed up with digits and signs.
import { createHash } from 'node:crypto'

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

/** All of twelve characters or more among the 30,000 commonest in leaks (the list of zxcvbn 4.4.2, MIT licence), as the beginnings of their SHA-256: nobody need read them here. */
const LEAKED = new Set(`0025f75704 0054a7de9d 00a6b72d40 00cfe46d2b 015000f4b5 01f71c9a2b 024b4c2f27 02f51482f5 032cc11fe7 04959fa881 04ccc67445 051925d03f 0534141524 0596049211 05bb432a4b 0625e5bfa1 0647f4b0bf 07f5316203
 097cb6c325 09938f9128 09fba7943e 0a67248b9a 0d6ffddb87 0da0b943f3 0de05e45b9 14864a6a23 14bbe3f726 150343431c 1668c11fb8 16e539e883 17417ebfe0 174cb75121 185efd4ce8 18bf6edc84 194828bdf8 1a6842ffcb
 1a6bd4d9d7 1b01e30a19 1b733e3089 1c312dd642 1c699d06d9 1f454e8ce8 20e7c2e898 23ce07fe87 243d023cc2 2566a18cd1 27eecf97f3 2889f546af 2929e22f48 2943a567bc 2b0a8c234b 2cb3809ee3 2d543bbc12 2d8a413227
 30005f56cf 319bae28fe 31f61e77f2 33d73e2341 35b6d0aaaa 35f91566a6 362799965c 36aa15a88e 37e72d5478 38b87b10d0 395f291073 3a5745a05f 3b4da2e28e 3ea456b4b3 3f5c0b5f9c 40f598cc76 4346ff92f5 4379b1d20a
 439087482d 45c86bffcb 46a281cd35 481ec310c2 4891f85648 4ac1f5aefd 4bb5ed52e5 4c73d6c77d 50bfee49c7 50f48097e3 53a60c9436 58baa3c54a 58c6b1d326 59e20f6945 5bd7adb024 5d5a70a2d7 5e4ff8ebb5 5e610e6b4d
 5e9286da82 5f3b3b6149 5f50dd7274 5ffed2e1bd 606be4be7d 617034c22d 6265db0c8c 62d9b56b23 64a8136bed 65bc867f68 6678d43e74 66f1fa832d 67d710a590 6ad665a03d 6ae217164a 6b84199f56 6c5f285a9e 6eedfb96d7
 70e448ef30 715a97491c 716f9ff929 7179b0b309 73476e3826 7398cf10f2 74305616b2 765ad9f4c7 772f0fe1b2 775b9c2000 780b10cfaa 789b99e92a 7c36c5b0fb 7dcac91aac 7fd06f0e2a 8174a05d4e 81d06fe916 8206d22f04
 82ba701bc8 837035490f 845ba5e412 84615b1a7b 84ebc1bac7 8768ced25e 87d97d15e6 8907a499b5 89352621a2 89b00a2edf 8ae902dd09 8bf4dec545 8c5cae7c0d 8c6e96f7ab 8df9502653 9015b3502a 9077d1af69 909cde4a27
 925b13a7ef 9457299b29 953124f596 95b3af3099 95ce70d9ed 9c8f5a4a77 9edd7412fe a0364755a3 a2456ff061 a603974ae4 a627af4943 a68bf3b2fe a91f0cc24f a9a95a63a4 ab8b9e02b3 acf4548897 ae5deb865d af57f9a21b
 b01eb00080 b0256f0ef4 b108fdf8c7 b10e642780 b28c22cd04 b2c37ed19a b382822578 b4c4d8d1bf b51d7bea6d b6b9010255 b836be358f b9689b46e0 b9c950640e bc5b3fe32e bea7f08875 c2bc829f29 c6558d2c11 c68689b338
 c6b3e5102f c7e402258e c82079ec84 c85f67ba80 c8ade45ed6 c8c38b9c87 c9034e49af cab18e5c0c cacfd52440 cb5e0fac75 cc57129a45 ce6428728f d1746e1ce9 d25b1b53fe d52475ba94 d84a9a6b2b d86c8651b7 d8aafc4b84
 d8aecc652c db7ad95033 dbdcf01bf5 de6278ab9e e000f40fc4 e12b82d1d8 e168897bb4 e4005e2c15 e49a33216d e638180191 e714ccb23a e773bb5d90 e8f1ad2bde e9a2f4d0e1 ecef7b1e64 eee9c6e190 eefa1c7e0c ef52ace090
 f1fa5d6c26 f384c0e4f8 f3c88012ac f3eac56ea4 f587d4d586 f5c9316b20 f5f1ce8f25 f644b3d077 f7bcd2d4e3 f815ae617c f941f557ee f952b74b60 fa6e5e5a18`.split(/\s+/))
const isLeaked = (plain: string): boolean => LEAKED.has(createHash('sha256').update(plain).digest('hex').slice(0, 10))

/** Whether a password of twelve characters or more is one of those tried first. `about`: names and addresses of its owner. */
export const isCommon = (password: string, about: readonly string[] = []): boolean => {
  const plain = password.toLowerCase().normalize('NFKC')
  const own = new Set(about.flatMap(one => one.toLowerCase().split(/[^\p{L}]+/u)).filter(word => word.length > 2))
  const known = (piece: string): boolean => WORDS.has(piece) || own.has(piece) || isRow(piece)
  if (isLeaked(plain)) return true
  if (new Set(plain).size < 5 || repeats(plain) || isMadeOf(plain.replaceAll(/[^\p{L}\d]/gu, ''), piece => isRow(piece) || /^(19|20)\d\d$/.test(piece), 26)) return true
  if (isPhrase(plain) && plain.replaceAll(/[^\p{L}]/gu, '') !== 'correcthorsebatterystaple') return false
  const spellings = [plain.replaceAll(/[^\p{L}]/gu, ''), letters(plain), letters(plain.replaceAll(/^[\d\W]+|(?<=[^\d\W])[\d\W]+$/g, ''))]
  return spellings.some(text => text !== '' && text.length * 2 >= [...plain].length - 4 && isMadeOf(text, known, 26))
}
