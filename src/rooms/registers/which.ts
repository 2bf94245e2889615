// The registers and which tools each holds.
import { LADDER } from '#law/ladder.ts'

export type Register = { readonly slug: string; readonly title: string; readonly holds: (tool: string) => boolean }

export const REGISTERS: readonly Register[] = [
  { slug: 'community-protection', title: 'Community protection warnings and notices', holds: tool => tool === 'cpw' || tool === 'cpn' },
  { slug: 'closures', title: 'Closure notices and orders', holds: tool => tool.startsWith('closure-') },
  { slug: 'injunctions', title: 'Injunctions and respect orders', holds: tool => tool.includes('injunction') || tool === 'respect-order' },
  { slug: 'fixed-penalties', title: 'Fixed penalties', holds: tool => isPenalty(tool) },
  { slug: 'behaviour-contracts', title: 'Acceptable behaviour contracts', holds: tool => tool === 'abc' },
]

export const isPenalty = (tool: string): boolean => tool.startsWith('fpn-') || tool === 'penalty-household-bins'
export const registerWith = (slug: string): Register | undefined => REGISTERS.find(one => one.slug === slug)
export const toolsOf = ({ holds }: Register): readonly string[] => LADDER.map(({ id }) => id).filter(holds)
export const nameOf = (tool: string): string => LADDER.find(({ id }) => id === tool)?.name ?? tool
