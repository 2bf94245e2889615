// A partnership's colours: checked for contrast, and written as its own small style sheet.

/** A colour as `#rrggbb`. */
export type Colour = `#${string}`

export type Theme = {
  /** The banner's ground, buttons' edges and marks. */
  readonly brand: Colour
  /** The line under the public banner. */
  readonly accent?: Colour | undefined
}

/** Whether the text is a colour we take: `#rrggbb`. */
export function isColour(text: string): text is Colour {
  return /^#[0-9a-f]{6}$/i.test(text)
}

function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Contrast between two colours, 1 to 21, as WCAG 2.2 reckons it. */
export function contrast(one: Colour, other: Colour): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** The words on the brand colour: white or black, whichever reads better. */
export function textOn(brand: Colour): Colour {
  return contrast(brand, '#ffffff') >= contrast(brand, '#0b0c0c') ? '#ffffff' : '#0b0c0c'
}

/** Whether a colour may be a partnership's brand: at least 4.5 to 1 against white pages (WCAG 1.4.3). */
export function mayBeBrand(colour: Colour): boolean {
  return contrast(colour, '#ffffff') >= 4.5
}

/** The partnership's style sheet, served at `frame.theme.href`. */
export function themeStylesheet({ brand, accent }: Theme): string {
  const accentLine = accent === undefined ? '' : `--amity-brand-accent:${accent};`
  return `:root{--amity-brand:${brand};--amity-brand-text:${textOn(brand)};${accentLine}}`
}
