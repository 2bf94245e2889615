// The frame the specimen pages stand in: a made-up partnership and officer.
import type { Frame } from '#ui/frame.ts'

/** A nonce fixed for tests: real pages get a new one with each answer. */
export const specimenNonce = 'specimen-nonce'

const shared = {
  nonce: specimenNonce,
  language: 'en-GB',
  direction: 'ltr',
  service: { name: 'Safer Brackenfield', homeHref: '/' },
  theme: {},
  demonstration: true,
  links: [
    { text: 'Privacy', href: '/privacy' },
    { text: 'Accessibility', href: '/accessibility' },
    { text: 'Contact us', href: '/contact' },
  ],
} as const

export type SpecimenFrameProps = { readonly title: string; readonly assets: (name: string) => string }

export function publicFrame({ title, assets }: SpecimenFrameProps): Frame {
  return { ...shared, title, assets }
}

export function officerFrame({ title, assets }: SpecimenFrameProps): Frame {
  return {
    ...shared,
    title,
    assets,
    officer: {
      name: 'Farida Osei',
      agency: 'Brackenfield Borough Council',
      csrf: 'token',
      keptKey: 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=',
      nav: [
        { text: 'Home', href: '/home' },
        { text: 'Reports', href: '/reports', badge: 7 },
        { text: 'Cases', href: '/cases', current: true },
        { text: 'Diary', href: '/diary', badge: 3 },
        { text: 'Panels', href: '/panels' },
        { text: 'Hotspots', href: '/hotspots' },
        { text: 'Measures', href: '/measures' },
      ],
    },
  }
}
