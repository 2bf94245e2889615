// Pages about files: sends a large file in parts and goes on after a lost connection, draws boxes over a picture with the mouse, and plays
// a recording from where a note stands. Without this a plain form sends, boxes are typed as numbers, and notes say their time.
const WAITS = [1000, 3000, 8000, 20_000, 30_000]
const wait = (time) => new Promise((done) => { setTimeout(done, time) })

/** The answer of one step, or undefined when the connection was lost and it may be asked again. */
async function ask(url, content) {
  let answer
  try { answer = await fetch(url, { method: 'POST', body: content, redirect: 'manual', headers: { accept: 'application/json' } }) } catch { return undefined }
  if (answer.status >= 500 || answer.status === 429) return undefined
  if (answer.type === 'opaqueredirect') throw new Error('You have been signed out. Sign in, open this page again and choose the same file: it goes on from where it was.')
  if (!(answer.headers.get('content-type') ?? '').includes('application/json')) throw new Error('This was refused. Open the page again and choose the same file.')
  const said = await answer.json()
  if (answer.status === 422) throw new Error(said.says)
  return said
}

/** Tries for about five minutes before it gives up; what was sent stays. */
async function askOn(url, content, say) {
  for (let tries = 0; tries < 12; tries += 1) {
    const answer = await ask(url, content)
    if (answer !== undefined) return answer
    say('The connection is lost. Trying again: leave this page open.')
    await wait(WAITS[Math.min(tries, WAITS.length - 1)])
  }
  throw new Error('The connection did not come back. Choose the same file here later: it goes on from where it was.')
}

const bodyOf = (form, fields) => {
  const content = new FormData()
  content.append('_csrf', form.elements.namedItem('_csrf').value)
  for (const [name, value] of Object.entries(fields)) content.append(name, value)
  return content
}

const textIn = (form, name) => new FormData(form).get(name) ?? ''

async function sendInParts(form, base, file, { say, show }) {
  const begun = await askOn(base, bodyOf(form, { name: file.name, size: file.size, changed: file.lastModified, says: textIn(form, 'says'), visibility: textIn(form, 'visibility') }), say)
  const url = `${base}/${begun.upload}`
  let at = begun.received
  while (at < file.size) {
    show(at / file.size)
    say(`${Math.floor(at / file.size * 100)}% sent. Leave this page open.`)
    // Read before it is sent: a file that was changed or taken away meanwhile is known here.
    const part = await file.slice(at, at + begun.part).arrayBuffer().catch(() => { throw new Error('The file has been changed or moved since you chose it. Choose it again.') })
    const answer = await askOn(url, bodyOf(form, { offset: at, part: new Blob([part]) }), say)
    at = answer.received
  }
  show(1)
  say('All sent. The whole is being checked.')
  return (await askOn(`${url}/finish`, bodyOf(form, {}), say)).location
}

function startParts(place) {
  const form = place.querySelector('form')
  const [status, bar, button] = [form.querySelector('[role=status]'), form.querySelector('.amity-parts'), form.querySelector('button')]
  const say = (words) => { status.textContent = words }
  const show = (share) => { bar.hidden = false; bar.querySelector('progress').value = share * 100 }
  form.addEventListener('submit', async (event) => {
    const [file] = form.elements.namedItem('file').files
    event.preventDefault()
    event.stopPropagation()
    if (file === undefined) { say('Choose a file'); return }
    button.disabled = true
    try { location.assign(await sendInParts(form, place.dataset.parts, file, { say, show })) } catch (problem) {
      say(problem.message)
      button.disabled = false
    }
  })
}

const share = (value, whole) => Math.max(0, Math.min(100, value / whole * 100))

/** Each box is a line of the text area, as one would type it: left, top, width, height in hundredths of the picture. */
function startBoxes(place) {
  const area = document.getElementById(place.dataset.boxes)
  const drawn = (line) => {
    const [left, top, width, height] = line.split(',').map(Number)
    if (![left, top, width, height].every(Number.isFinite)) return []
    const box = document.createElement('div')
    box.className = 'amity-box'
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` })
    return [box]
  }
  const draw = () => { for (const old of place.querySelectorAll('.amity-box')) old.remove(); place.append(...area.value.split('\n').flatMap(drawn)) }
  let from
  const at = ({ clientX, clientY }) => { const { left, top, width, height } = place.getBoundingClientRect(); return [share(clientX - left, width), share(clientY - top, height)] }
  place.addEventListener('pointerdown', (event) => { from = at(event); place.setPointerCapture(event.pointerId); event.preventDefault() })
  place.addEventListener('pointerup', (event) => {
    if (from === undefined) return
    const to = at(event)
    const [left, top, width, height] = [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])]
    from = undefined
    if (width < 0.5 || height < 0.5) return
    area.value = `${area.value.trimEnd()}\n${[left, top, width, height].map((number) => number.toFixed(1)).join(', ')}`.trimStart()
    draw()
  })
  area.addEventListener('input', draw)
  draw()
}

function startSeek(button) {
  const player = document.querySelector('audio, video')
  // What is not checked for viruses yet has no player.
  if (player === null) return
  button.hidden = false
  button.addEventListener('click', () => {
    player.currentTime = Number(button.dataset.seek)
    void player.play()
  })
}

for (const place of document.querySelectorAll('[data-parts]')) startParts(place)
for (const place of document.querySelectorAll('[data-boxes]')) startBoxes(place)
for (const button of document.querySelectorAll('[data-seek]')) startSeek(button)
