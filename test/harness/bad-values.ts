// What people, systems and attackers really send where words or a day are asked for.

export const BAD_WORDS: Readonly<Record<string, string>> = {
  'nothing': '', 'only spaces': '   \t \u00a0', 'a hundred thousand characters': 'x'.repeat(100_000), 'right to left': 'שכן רועש \u202eevil\u202c عربي', 'emoji': '😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'a script': '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
  'SQL': `'; drop table cases; --" or 1=1`, 'Typst': '#eval("1") #read("/etc/passwd") $x$ ]', 'a NUL': 'before\0after', 'a formula': '=HYPERLINK("http://x","y")', 'a lone surrogate': '\ud800 alone', 'line ends': 'one\r\ntwo\rthree\u2028four', 'a path': '../../../etc/passwd',
  'a foreign postcode': '75001 Paris', 'a template': '{{7*7}} ${7*7} %s %00', 'a header': 'x\r\nSet-Cookie: a=b', 'a huge number': '99999999999999999999', 'below nothing': '-1',
}
/** Values that must stand in their boxes again, letter for letter, when a form comes back. */
export const KEPT_WORDS = ['right to left', 'emoji', 'a script', 'SQL', 'Typst', 'a formula', 'a path', 'a template'] as const

/** Days as day, month, year. */
export const BAD_DAYS: readonly (readonly [string, string, string])[] = [
  ['31', '2', '2026'], ['29', '2', '2025'], ['29', '2', '2024'], ['1', '1', '9999'], ['1', '1', '0000'], ['29', '3', '2026'], ['25', '10', '2026'], ['0', '13', '2026'], ['', '', '2026'], ['<b>', "'", '😀'], ['1', '1', '1752'], ['\0', '1', '26'],
]
