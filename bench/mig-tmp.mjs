import pg from '/work/wt/start/node_modules/pg/lib/index.js'
import { migrate } from '/work/wt/start/src/db/migrate.ts'
const pool = new pg.Pool({ connectionString: process.argv[2] })
const t = Date.now()
try { await migrate(pool, { say: text => console.log(text) }); console.log('done', Date.now() - t, 'ms') } catch (e) { console.log(String(e), e.detail ?? '', e.where ?? '') }
await pool.end()
