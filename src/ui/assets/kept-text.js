// Keeps long typed text of forms marked `data-keep` in this tab, and offers it back after a lost session or a closed
// page. Officers' pages only: a shared phone must not keep a resident's words. One officer never sees another's. What is
// kept is sealed with a key that only pages shown to this officer carry: signed out, the browser holds nothing legible.
const PREFIX = 'amity-kept:'
const SENT = `${PREFIX}sent`
const LONG = 20

const mine = () => `${PREFIX}${document.body.dataset.officer ?? ''}:`
const keyOf = (form) => `${mine()}${form.dataset.keep}`
const areasOf = (form) => [...form.querySelectorAll('textarea[name]')]

const SEAL = 'AES-GCM'
const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
const textOf = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** The page's key. Without one, or without TLS, browsers give no way to seal: then nothing is kept. */
const pageKey = () => crypto.subtle.importKey('raw', bytesOf(document.body.dataset.kept), SEAL, false, ['encrypt', 'decrypt'])

async function read(form) {
  try {
    const [iv, sealed] = sessionStorage.getItem(keyOf(form)).split('.').map(bytesOf)
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: SEAL, iv }, await pageKey(), sealed)))
  } catch { return {} }
}

async function write(form) {
  const text = Object.fromEntries(areasOf(form).filter((area) => area.value.length >= LONG).map((area) => [area.name, area.value]))
  if (Object.keys(text).length === 0) { sessionStorage.removeItem(keyOf(form)); return }
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const sealed = await crypto.subtle.encrypt({ name: SEAL, iv }, await pageKey(), new TextEncoder().encode(JSON.stringify(text)))
  sessionStorage.setItem(keyOf(form), `${textOf(iv)}.${textOf(new Uint8Array(sealed))}`)
}

function button(words, act) {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = 'govuk-button govuk-button--secondary'
  made.textContent = words
  made.addEventListener('click', act)
  return made
}

/** Sets the area's text so that a character count notices. */
function bringBack(area, text) {
  area.value = text
  for (const kind of ['input', 'keyup']) area.dispatchEvent(new Event(kind, { bubbles: true }))
}

function offer(form, kept) {
  const bar = document.createElement('div')
  bar.className = 'amity-kept'
  bar.setAttribute('role', 'status')
  const words = document.createElement('p')
  words.textContent = 'You typed something here that was not sent.'
  const close = () => { bar.remove(); areasOf(form)[0]?.focus() }
  const restore = () => { for (const area of areasOf(form)) if (kept[area.name]) bringBack(area, kept[area.name]) }
  bar.append(
    words,
    button('Bring it back', () => { restore(); close() }),
    button('Discard it', () => { sessionStorage.removeItem(keyOf(form)); close() }),
  )
  form.prepend(bar)
}

/** Forgets what arrived (the page says so), and whatever another officer typed in this tab. */
function tidy() {
  const sent = sessionStorage.getItem(SENT)
  if (sent !== null && document.querySelector('.govuk-notification-banner--success')) {
    sessionStorage.removeItem(sent)
    sessionStorage.removeItem(SENT)
  }
  forget((key) => !key.startsWith(mine()) && key !== SENT)
}

function forget(which) {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX) && which(key)) sessionStorage.removeItem(key)
}

async function keepForm(form) {
  const kept = await read(form)
  if (areasOf(form).some((area) => kept[area.name] && kept[area.name] !== area.value)) offer(form, kept)
  let timer = 0
  const save = () => write(form).catch(() => { /* Storage is full, or nothing to seal with: the form works without it. */ })
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(save, 400) })
  form.addEventListener('submit', () => { clearTimeout(timer); save(); sessionStorage.setItem(SENT, keyOf(form)) })
}

export function keepTypedText() {
  try {
    tidy()
    for (const form of document.querySelectorAll('form[data-keep]')) keepForm(form).catch(() => {})
    for (const out of document.querySelectorAll('form[action^="/sign-out"]')) out.addEventListener('submit', () => forget(() => true))
  } catch { /* Storage is switched off: everything works without it. */ }
}
