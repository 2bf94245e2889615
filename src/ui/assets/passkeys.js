// Passkeys: asks the browser for one or makes one, puts its answer into the form and sends it. Without this nothing shows.
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'

const act = { get: startAuthentication, create: startRegistration }

/** Words for what people really run into; the rest is the browser's own to explain. */
const sayProblem = (problem) => {
  if (problem.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED') return 'This device already has a passkey for you here.'
  return 'No passkey was used. Try again, or use another way.'
}

async function run(form, button, says) {
  button.disabled = true
  try {
    const answer = await act[form.dataset.passkey]({ optionsJSON: JSON.parse(form.dataset.options) })
    form.elements.namedItem('answer').value = JSON.stringify(answer)
    form.submit()
  } catch (problem) {
    says.textContent = sayProblem(problem)
    button.disabled = false
  }
}

if (browserSupportsWebAuthn()) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const button = form.querySelector('button')
    const says = form.querySelector('[role=status]')
    form.hidden = false
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      event.stopPropagation()
      void run(form, button, says)
    })
  }
}
