// Whether a page as a browser holds it is valid HTML; what the official components and our JSX write on purpose is allowed.
import { HtmlValidate, StaticConfigLoader, type ResolvedConfig } from 'html-validate'

/** Its rules and table of elements are worked out once: anew for each page that takes as long as looking at a small one. */
class KeptRules extends StaticConfigLoader {
  #kept: ResolvedConfig | Promise<ResolvedConfig> | undefined
  override getConfigFor(handle: string): ResolvedConfig | Promise<ResolvedConfig> {
    this.#kept ??= super.getConfigFor(handle)
    return this.#kept
  }
}

const validator = new HtmlValidate(new KeptRules({
  extends: ['html-validate:recommended'],
  rules: {
    'require-sri': 'off', // our own files, from our own address
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
    'no-redundant-role': 'off', // official components say role="group" and role="list" for older screen readers
    'no-inline-style': 'error',
    'long-title': 'off', // the official pattern: the question, then the service; cut short it would say less
    'prefer-native-element': 'off', // official link buttons say role="button"; the exit control is a named region
    'void-style': 'off', // hono/jsx closes void elements
    'attribute-boolean-style': 'off', // nor does it write bare attributes
    'no-trailing-whitespace': 'off', // the official templates leave some
  },
}))

/**
 * The standard allows autocapitalize on every element; the official password input carries it for when the password is shown.
 * hidden="" is what hono/jsx writes for a bare attribute. A client secret is no password of whoever types it: nothing is to fill it in.
 */
const isAllowed = ({ ruleId, message }: { readonly ruleId: string; readonly message: string }): boolean =>
  (ruleId === 'input-attributes' && message.includes('"autocapitalize"')) || (ruleId === 'attribute-empty-style' && message.includes('"hidden"')) || ruleId === 'autocomplete-password'

/** One line for each fault; none when it is valid. */
export const faultsOfHtml = async (html: string): Promise<readonly string[]> =>
  (await validator.validateString(html)).results.flatMap(({ messages }) => messages.filter(one => !isAllowed(one)).map(({ ruleId, message, line, selector }) => `${ruleId} ${line} ${selector ?? ''}: ${message}`))
