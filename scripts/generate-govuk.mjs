// Writes src/ui/govuk/options.ts and components.tsx from the option lists that govuk-frontend publishes. Run it after
// every upgrade of that package: `node scripts/generate-govuk.mjs`.
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'))
const componentsFolder = join(packageFolder, 'dist/govuk/components')
const version = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
const target = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src/ui/govuk')

/** Not ours to ship: these draw the crown or the crest. Their templates are still tested. */
const NOT_OURS = new Set(['header', 'footer'])

/** Options documented as strings that a number may fill. */
const NUMERIC = new Set(['rows', 'maxlength', 'threshold', 'maxwords', 'number'])

/** Documented as required, yet one of them is enough or a default exists. */
const REALLY_OPTIONAL = new Set(['character-count.maxlength', 'character-count.maxwords', 'service-navigation.navigation'])

/** Objects whose inner options the package describes only in words. */
const OBJECTS = {
  'date-input.items': 'readonly DateInputPart[]',
  'date-input.day': 'DateInputPart', 'date-input.month': 'DateInputPart', 'date-input.year': 'DateInputPart',
  'character-count.charactersUnderLimitText': 'Plurals', 'character-count.charactersOverLimitText': 'Plurals',
  'character-count.wordsUnderLimitText': 'Plurals', 'character-count.wordsOverLimitText': 'Plurals',
  'file-upload.multipleFilesChosenText': 'Plurals',
}

const pascal = (name) => name.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase())
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`)

function readComponents() {
  return readdirSync(componentsFolder)
    .filter((name) => existsSync(join(componentsFolder, name, 'macro-options.json')))
    .map((name) => ({ name, options: JSON.parse(readFileSync(join(componentsFolder, name, 'macro-options.json'), 'utf8')) }))
}

/** 'text'/'html', 'titleText'/'titleHtml': either one serves. Returns the text option's name for a html option's. */
const textFor = (name) => (name === 'html' ? 'text' : name.replace(/Html$/, 'Text'))
const isHtml = (option) => /(^html|Html)$/.test(option.name) && option.type === 'string'

function typeOf(option, path, depth, componentNames) {
  const here = `${path}.${option.name}`
  if (OBJECTS[here]) return OBJECTS[here]
  if (isHtml(option) || (path.endsWith('.slots') && option.type === 'string')) return 'Html'
  if (option.name === 'attributes') return 'Attributes'
  if (option.isComponent && !option.params && componentNames.has(kebab(option.name))) return `${pascal(kebab(option.name))}Options`
  if (option.name === 'value' && option.type === 'string') return 'string | number'
  if (NUMERIC.has(option.name) && option.type === 'string') return 'string | number'
  if (option.type === 'integer') return 'number'
  if (option.type === 'array' && !option.params) return 'readonly string[]'
  if (option.type === 'array') return `readonly (${shapeOf(option.params, here, depth, componentNames)})[]`
  if (option.params) return shapeOf(option.params, here, depth, componentNames)
  if (option.type === 'object') return 'Readonly<Record<string, unknown>>'
  return option.type
}

function merge(options) {
  const byName = new Map()
  for (const option of options) byName.set(option.name, [...(byName.get(option.name) ?? []), option])
  return [...byName.values()]
}

function lineFor(variants, path, depth, componentNames, forced) {
  const [option] = variants
  const pad = '  '.repeat(depth + 1)
  const types = variants.map((variant) => typeOf(variant, path, depth + 1, componentNames))
  const required = !forced && option.required && !REALLY_OPTIONAL.has(`${path}.${option.name}`)
  const words = option.description.replace(/\s+/g, ' ').replace(/\*\//g, '* /').trim()
  const mark = required ? ': ' : '?: '
  return `${pad}/** ${words} */\n${pad}readonly ${key(option.name)}${mark}${types.join(' | ')}${required ? '' : ' | undefined'}`
}

/** A required text/html pair becomes a choice of the two; a group that offers `divider` becomes item-or-divider. */
function shapeOf(options, path, depth, componentNames) {
  const takesChildren = options.some((option) => option.type === 'nunjucks-block')
  const kept = options.filter((option) => option.type !== 'nunjucks-block' && !option.deprecated)
  const names = new Set(kept.map((option) => option.name))
  const pairs = kept.filter((option) => isHtml(option) && option.required && names.has(textFor(option.name)))
    .filter((option) => kept.some((other) => other.name === textFor(option.name) && other.required))
  const paired = new Set(pairs.flatMap((option) => [option.name, textFor(option.name)]))
  const lines = merge(kept.filter((option) => takesChildren || !paired.has(option.name)))
    .map((variants) => lineFor(variants, path, depth, componentNames, takesChildren && paired.has(variants[0].name)))
  const pad = '  '.repeat(depth)
  if (takesChildren) lines.push(`${pad}  readonly children?: Content`)
  const body = lines.length === 0 ? '' : `{\n${lines.join('\n')}\n${pad}}`
  const choices = takesChildren ? [] : pairs.map((option) => `Either<'${textFor(option.name)}', '${option.name}'>`)
  const shape = [body, ...choices].filter(Boolean).join(' & ') || 'Readonly<Record<string, never>>'
  return names.has('divider') ? `(${shape}) | { readonly divider: string }` : shape
}

const HEAD = `Generated by scripts/generate-govuk.mjs from govuk-frontend ${version}: do not edit.`

function optionsFile(components) {
  const names = new Set(components.map(({ name }) => name))
  const types = components.map(({ name, options }) =>
    `export type ${pascal(name)}Options = ${shapeOf(options, name, 0, names)}\n`)
  return `// ${HEAD} One type for each component's options.
import type { Content, Html } from '#ui/html.ts'

/** Extra HTML attributes; \`optional\` leaves the attribute out when its value is empty or false. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined | {
  readonly value: string | number | boolean | undefined
  readonly optional?: boolean
}>>

/** Words that need one of two options: plain text (escaped) or markup that is already safe. */
export type Either<Text extends string, Markup extends string> =
  | ({ readonly [K in Text]: string } & { readonly [K in Markup]?: undefined })
  | ({ readonly [K in Markup]: Html } & { readonly [K in Text]?: string | undefined })

/** A message for each plural form of the language, as \`Intl.PluralRules\` names them. */
export type Plurals = Readonly<Record<string, string>>

/** One of a date's three inputs. */
export type DateInputPart = {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly label?: string | undefined
  readonly value?: string | number | undefined
  readonly error?: boolean | undefined
  readonly autocomplete?: string | undefined
  readonly inputmode?: string | undefined
  readonly classes?: string | undefined
  readonly attributes?: Attributes | undefined
}

${types.join('\n')}`
}

function componentFor({ name, options }) {
  const takesChildren = options.some((option) => option.type === 'nunjucks-block')
  const type = `options.${pascal(name)}Options`
  if (!takesChildren) return `export const ${pascal(name)} = (props: ${type}): Html => drawComponent('${name}', props)`
  return `export const ${pascal(name)} = ({ children, ...props }: ${type}): Html =>\n  drawComponent('${name}', props, children)`
}

function componentsFile(components) {
  const ours = components.filter(({ name }) => !NOT_OURS.has(name))
  return `// ${HEAD} Each official component as a typed JSX component.
// \`header\` and \`footer\` are left out because they draw the crown and the crest, which are GOV.UK's alone.
import { drawComponent } from '#ui/govuk/templates.ts'
import type { Html } from '#ui/html.ts'
import type * as options from '#ui/govuk/options.ts'

${ours.map(componentFor).join('\n\n')}
`
}

const components = readComponents()
mkdirSync(target, { recursive: true })
writeFileSync(join(target, 'options.ts'), optionsFile(components))
writeFileSync(join(target, 'components.tsx'), componentsFile(components))
