import { openDatabase } from '/work/wt/pages/src/db/open.ts'
const d = await openDatabase({ owner: { connectionString: process.argv[2] }, secret: 'a bench is no secret, and long', say: s => console.log(s) })
await d.close()
