// Keyboard shortcuts: `?` lists them, and every element marked `data-shortcut` is reached by its key. They can be
// switched off (WCAG 2.1.4: people who dictate would set them off by speaking).
const OFF = 'amity-shortcuts-off'
const typing = (target) => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null

function isOff() {
  try { return localStorage.getItem(OFF) !== null } catch { return false }
}

function setOff(off) {
  try { if (off) localStorage.setItem(OFF, 'yes'); else localStorage.removeItem(OFF) } catch { /* Not kept then. */ }
}

function nameOf(element) {
  return element.dataset.shortcutName ?? element.getAttribute('aria-label') ?? element.getAttribute('placeholder') ?? element.textContent.trim()
}

function make(tag, className, words) {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = words
  return made
}

function line(list, key, words) {
  const term = document.createElement('dt')
  term.append(make('kbd', '', key))
  list.append(term, make('dd', '', words))
}

function buttons(dialog) {
  const row = make('div', 'govuk-button-group', '')
  const close = make('button', 'govuk-button', 'Close')
  const turn = make('button', 'govuk-button govuk-button--secondary', isOff() ? 'Turn shortcuts on' : 'Turn shortcuts off')
  close.addEventListener('click', () => dialog.close())
  turn.addEventListener('click', () => { setOff(!isOff()); dialog.close() })
  row.append(close, turn)
  return row
}

function listDialog() {
  const dialog = make('dialog', 'amity-shortcuts', '')
  dialog.setAttribute('aria-labelledby', 'amity-shortcuts-heading')
  const heading = make('h2', 'govuk-heading-m', 'Keyboard shortcuts')
  heading.id = 'amity-shortcuts-heading'
  const list = document.createElement('dl')
  for (const element of document.querySelectorAll('[data-shortcut]')) line(list, element.dataset.shortcut, nameOf(element))
  line(list, '?', 'Show this list')
  dialog.append(heading, list, buttons(dialog))
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}

function reach(element) {
  if (element.matches('input, textarea, select')) { element.focus(); element.select?.() }
  else element.click()
}

function press(event) {
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.querySelector('dialog[open]')) return
  const found = [...document.querySelectorAll('[data-shortcut]')].find((element) => element.dataset.shortcut === event.key)
  if (found) reach(found)
  else if (event.key === '?') listDialog()
  else return
  event.preventDefault()
}

/** The list is also reached by a button in the footer, for those who cannot press `?` or switched shortcuts off. */
export function startShortcuts() {
  document.addEventListener('keydown', press)
  const footer = document.querySelector('.amity-footer__name')
  if (!footer) return
  const open = make('button', 'amity-footer__button', 'Keyboard shortcuts')
  open.type = 'button'
  open.addEventListener('click', listDialog)
  footer.append(' ', open)
}
