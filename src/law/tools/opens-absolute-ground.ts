// What opens the absolute ground for possession opens it for a council’s tenant and for an association’s alike.
import type { Opens, Said } from '#law/tool.ts'

export function opensAbsoluteGround(said: Said): readonly Opens[] {
  return [{ tool: 'absolute-ground-council', ...said }, { tool: 'absolute-ground-association', ...said }]
}
