// Starts what was built before, and writes nothing of the program itself: for containers and services whose program is read-only.
// node deploy/start.mjs serve | web | worker, or any command of the command line (backup FILE, audit:verify …).
const [what = 'serve', ...rest] = process.argv.slice(2)

if (['serve', 'web', 'worker'].includes(what)) {
  const { main } = await import('../dist/main.js')
  await main([what])
} else {
  const { main } = await import('../dist/amity.js')
  process.exitCode = await main([what, ...rest])
}
