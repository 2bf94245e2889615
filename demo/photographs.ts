// Makes the demonstration's photographs and recordings from nothing: the same bytes each time, with the grain and unrest of a telephone.
import sharp from 'sharp'
import { chance, type Chance } from './chance.ts'
import { drawing, type Scene } from './scenes.ts'

const [WIDTH, HEIGHT] = [1000, 750]

/** Grain as a cheap lens gives it, the same for all. */
const grain = (luck: Chance): Promise<Buffer> => {
  const [across, down] = [WIDTH / 2, HEIGHT / 2]
  const dots = Buffer.alloc(across * down)
  for (let at = 0; at < dots.length; at += 1) dots[at] = 112 + Math.floor(luck.next() * 32)
  return sharp(dots, { raw: { width: across, height: down, channels: 1 } }).resize(WIDTH, HEIGHT).toColourspace('srgb').png({ compressionLevel: 1 }).toBuffer()
}
const vignette = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}"><defs><radialGradient id="v" r=".75"><stop offset=".55" stop-opacity="0"/><stop offset="1" stop-opacity=".55"/></radialGradient></defs><rect width="100%" height="100%" fill="url(#v)"/></svg>`)

export type Camera = (scene: Scene, seed: number) => Promise<Buffer>

/** Held a little askew, a little soft, darker in the corners. A drawing, and it looks like one: nobody takes it for evidence. */
export const camera = async (): Promise<Camera> => {
  const film = await grain(chance(20260408))
  return async (scene, seed) => {
    const luck = chance(seed)
    const turned = await sharp(Buffer.from(drawing(scene, luck))).rotate(luck.next() * 3 - 1.5, { background: '#555' }).resize(WIDTH + 90, HEIGHT + 68).extract({ left: 45, top: 34, width: WIDTH, height: HEIGHT }).blur(1.1).toBuffer()
    return sharp(turned).composite([{ input: film, blend: 'soft-light' }, { input: vignette }]).modulate({ brightness: 0.9 + luck.next() * 0.16, saturation: 0.85 }).jpeg({ quality: 68 }).toBuffer()
  }
}

const RATE = 8000
const wav = (samples: Buffer): Buffer => {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(RATE, 24)
  head.writeUInt32LE(RATE, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}
const heard = (seconds: number, loud: (second: number) => number): Buffer => {
  const samples = Buffer.alloc(RATE * seconds)
  for (let at = 0; at < samples.length; at += 1) samples[at] = 128 + Math.round(100 * Math.max(-1, Math.min(1, loud(at / RATE))))
  return wav(samples)
}
const tone = (hertz: number, second: number): number => Math.sin(2 * Math.PI * hertz * second)

/** Six seconds through a wall: a bass line, two beats a second, nobody's music. */
export const bassThroughWall = (): Buffer => heard(6, second => {
  const [beat, note] = [second * 2 % 1, [55, 55, 65.4, 49][Math.floor(second) % 4] ?? 55]
  return 0.75 * tone(note, second) * Math.exp(-beat * 3) + 0.05 * tone(note * 2, second)
})

/** Five seconds of a dog some gardens away. */
export const barking = (): Buffer => {
  const luck = chance(20260409)
  return heard(5, second => {
    const into = second % 1.1
    const bark = into < 0.16 ? Math.sin(Math.PI * into / 0.16) : into > 0.3 && into < 0.42 ? 0.7 * Math.sin(Math.PI * (into - 0.3) / 0.12) : 0
    return bark * (0.55 * tone(420 - into * 500, second) + 0.3 * tone(840 - into * 900, second) + 0.25 * (luck.next() - 0.5)) + 0.02 * (luck.next() - 0.5)
  })
}
