import { ask, browser } from './pages/http.ts'
import { choose } from './pages/known.ts'
import { PAGES, type Who } from './pages/list.ts'
import { openService, signIn } from './pages/service.ts'
const [url = '', named = ''] = process.argv.slice(2)
let heard: { sql: string; ms: number }[] = []
const service = await openService(url, { heard: ({ sql, ms }) => { heard.push({ sql, ms }) } })
const chosen = await choose(service.database.owner)
const cookies: Record<Who, string> = { officer: await signIn(service.database, chosen, chosen.eyes.officer), manager: await signIn(service.database, chosen, chosen.eyes.manager), administrator: await signIn(service.database, chosen, chosen.eyes.administrator) }
const agent = browser(1)
for (const page of PAGES.filter(({ name }) => name === named)) {
  const all: number[][] = []; let last: typeof heard = []
  for (let n = 0; n < 20; n++) { heard = []; const t = await ask({ port: service.port, host: chosen.host, cookie: cookies[page.who], agent }, page.path(chosen.known)); last = heard; if (n > 6) { all.push(heard.map(h => h.ms)); if (n === 19) console.log('whole', t.ms) } }
  last.forEach((h, i) => { const m = all.map(a => a[i] ?? 0).sort((a, b) => a - b); console.log((m[m.length >> 1] ?? 0).toFixed(2), h.sql.replaceAll(/\s+/g, ' ').slice(0, 230)) })
}
agent.destroy(); await service.stop()
