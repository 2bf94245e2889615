// A page as a document, read without a browser.
import { parseHTML } from 'linkedom'

export type ReadDocument = ReturnType<typeof parseHTML>['document']

/**
 * linkedom keeps a map of listeners for every element, attribute and text, in a weak map: half of what reading a page costs,
 * and more in the garbage collector. No test listens to an event of a page read here; one that tried would fail at once.
 */
const withoutListeners = (): void => {
  let kind: unknown = parseHTML('<html><body></body></html>').document.constructor
  while (typeof kind === 'function') {
    const above: unknown = Reflect.getPrototypeOf(kind)
    if (typeof above !== 'function') return
    if (above.name === 'DOMEventTarget') {
      Reflect.setPrototypeOf(kind, Object)
      return
    }
    kind = above
  }
}
withoutListeners()

export const readDocument = (html: string): ReadDocument => parseHTML(html === '' ? '<html><body></body></html>' : html).document
