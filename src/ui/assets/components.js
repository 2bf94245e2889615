// Starts the official components that need JavaScript, and stops a form from being sent twice.
// Each from its own file: the package's index drags in every component, because their static schemas cannot be shaken out.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { Checkboxes } from 'govuk-frontend/dist/govuk/components/checkboxes/checkboxes.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'
import { Radios } from 'govuk-frontend/dist/govuk/components/radios/radios.mjs'
import { SkipLink } from 'govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs'
import { createAll } from 'govuk-frontend/dist/govuk/init.mjs'

const onEveryPage = [Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink]

/** A second press while the first is on its way does nothing; coming back to the page makes it work again. */
function sendOnce() {
  const sent = new WeakSet()
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.once === undefined || form.method === 'get') return
    if (sent.has(form)) event.preventDefault()
    else sent.add(form)
  })
  window.addEventListener('pageshow', () => { for (const form of document.forms) sent.delete(form) })
}

/* global EVIDENCE, EXTRAS, PASSKEYS -- the addresses of evidence.js, extras.js and passkeys.js beside this file, put in by scripts/assets.mjs */

/** Starts what every page uses and the components given; tabs and accordions are fetched where a page has them. */
export function startComponents(further) {
  for (const component of [...onEveryPage, ...further]) createAll(component)
  sendOnce()
  if (document.querySelector('[data-parts], [data-boxes], [data-seek]')) void import(EVIDENCE)
  if (document.querySelector('[data-passkey]')) void import(PASSKEYS)
  if (document.querySelector('[data-module="govuk-tabs"], [data-module="govuk-accordion"]')) void import(EXTRAS)
}
