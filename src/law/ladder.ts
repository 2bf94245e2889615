// Every tool in the order of the ladder, from early help to possession.
import type { Tool } from './tool.ts'

export const LADDER: readonly Tool[] = []
