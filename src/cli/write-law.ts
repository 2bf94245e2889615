// `npm run law`: writes docs/law.md, the table of every rule and tool, from the data in law/.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lawPage, readBook } from './law-table.ts'

const book = await readBook()
writeFileSync(join(import.meta.dirname, '..', '..', 'docs', 'law.md'), lawPage(book))
process.stdout.write(`docs/law.md: ${book.rules.length} rules, ${book.tools.length} tools\n`)
