// Scenes for the demonstration's photographs, drawn: invented places, nobody's home, and no words anybody could read as real abuse.
import type { Chance } from './chance.ts'

export type Scene = (luck: Chance) => string
const repeat = (times: number, draw: (at: number) => string): string => Array.from({ length: times }, (_, at) => draw(at)).join('')

/** What all of them stand on: brick, tarmac, grass, panels, and the light of a day or a night. */
const DEFS = `<defs>
  <pattern id="brick" width="56" height="28" patternUnits="userSpaceOnUse"><rect width="56" height="28" fill="#8a7a70"/><rect x="1" y="1" width="54" height="12" fill="#a4583f"/><rect x="-27" y="15" width="54" height="12" fill="#99503a"/><rect x="29" y="15" width="54" height="12" fill="#a95f46"/></pattern>
  <pattern id="tarmac" width="9" height="9" patternUnits="userSpaceOnUse"><rect width="9" height="9" fill="#55585c"/><circle cx="2" cy="3" r="1" fill="#6b6e72"/><circle cx="6" cy="7" r="1.2" fill="#46494d"/></pattern>
  <pattern id="grass" width="18" height="16" patternUnits="userSpaceOnUse"><rect width="18" height="16" fill="#5f7f3c"/><path d="M3 16l2-9M9 16l-1-11M14 16l3-8" stroke="#7c9d4f" stroke-width="2"/></pattern>
  <pattern id="slats" width="40" height="300" patternUnits="userSpaceOnUse"><rect width="40" height="300" fill="#7a5d42"/><rect x="37" width="3" height="300" fill="#4b3827"/></pattern>
  <linearGradient id="day" x2="0" y2="1"><stop offset="0" stop-color="#9fb6c9"/><stop offset="1" stop-color="#dfe4e4"/></linearGradient>
  <linearGradient id="dusk" x2="0" y2="1"><stop offset="0" stop-color="#1d2735"/><stop offset="1" stop-color="#55505a"/></linearGradient>
  <linearGradient id="steel" x2="1" y2="0"><stop offset="0" stop-color="#8d9296"/><stop offset=".5" stop-color="#c3c7c9"/><stop offset="1" stop-color="#7b8084"/></linearGradient>
  <radialGradient id="lamp"><stop offset="0" stop-color="#ffdf9a" stop-opacity=".9"/><stop offset="1" stop-color="#ffdf9a" stop-opacity="0"/></radialGradient>
</defs>`

const garages = (doors: number): string => `<rect y="90" width="1000" height="330" fill="url(#brick)"/><rect y="70" width="1000" height="26" fill="#4d4f52"/>${repeat(doors, at => {
  const [x, colour] = [30 + at * (960 / doors), ['#3f6b73', '#7c3d37', '#5b6470', '#41603f'][at % 4] ?? '#555']
  return `<rect x="${x}" y="150" width="${900 / doors}" height="270" fill="${colour}"/>${repeat(9, line => `<rect x="${x}" y="${158 + line * 29}" width="${900 / doors}" height="3" fill="#000" opacity=".22"/>`)}<circle cx="${x + 450 / doors}" cy="330" r="7" fill="#222"/>`
})}`
const ground = (fill: string, from = 420): string => `<rect y="${from}" width="1000" height="${750 - from}" fill="url(#${fill})"/><rect y="${from}" width="1000" height="18" fill="#000" opacity=".25"/>`
const bag = (x: number, y: number, size: number): string => `<path d="M${x} ${y}q${-size * 0.7} ${-size * 0.2} ${-size * 0.45} ${-size * 0.75}q${size * 0.1} ${-size * 0.35} ${size * 0.4} ${-size * 0.4}l${size * 0.1} ${-size * 0.18}l${size * 0.1} ${size * 0.18}q${size * 0.4} ${size * 0.05} ${size * 0.45} ${size * 0.5}q${size * 0.1} ${size * 0.5} ${-size * 0.6} ${size * 0.65}z" fill="#17181a"/><path d="M${x - size * 0.1} ${y - size * 0.8}q${size * 0.25} ${size * 0.1} ${size * 0.2} ${size * 0.5}" stroke="#54575c" stroke-width="5" fill="none"/>`
const can = (x: number, y: number, colour: string, turn: number): string => `<g transform="translate(${x} ${y}) rotate(${turn})"><rect width="26" height="52" rx="4" fill="${colour}"/><rect y="16" width="26" height="14" fill="#fff" opacity=".6"/><ellipse cx="13" cy="2" rx="12" ry="4" fill="#c9cbcd"/></g>`
const bottle = (x: number, y: number, turn: number): string => `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M0 0h24v70q0 6-6 6h-12q-6 0-6-6zM7-30h10v32h-10z" fill="#3d6b42" opacity=".9"/><rect x="2" y="22" width="20" height="26" fill="#d9cfae"/></g>`
const window_ = (x: number, y: number, lit: boolean): string => `<rect x="${x}" y="${y}" width="120" height="150" fill="#e9e6df"/><rect x="${x + 9}" y="${y + 9}" width="102" height="132" fill="${lit ? '#f3d68b' : '#35414d'}"/><path d="M${x + 60} ${y + 9}v132M${x + 9} ${y + 75}h102" stroke="#e9e6df" stroke-width="7"/>`

const mattress: Scene = luck => `${garages(4)}${ground('tarmac')}
  <g transform="translate(${luck.whole(90, 200)} 330) rotate(${luck.whole(-14, -8)})"><rect width="430" height="150" rx="18" fill="#d8cfc0"/>${repeat(9, at => `<path d="M${at * 48} 4v142" stroke="#b9ad9a" stroke-width="4"/>`)}<path d="M120 60q60-30 120 10t110-6q-20 60-110 46t-120-50" fill="#94774f" opacity=".55"/></g>
  ${bag(650, 610, 130)}${bag(770, 640, 150)}${bag(560, 650, 110)}<rect x="800" y="300" width="120" height="220" rx="8" fill="#e4e6e6"/><rect x="800" y="372" width="120" height="5" fill="#9a9d9f"/><rect x="902" y="320" width="8" height="40" fill="#777"/>`

const sofa: Scene = luck => `<rect width="1000" height="420" fill="url(#day)"/><rect y="210" width="1000" height="220" fill="url(#slats)"/>${ground('grass', 430)}
  <g transform="translate(${luck.whole(120, 260)} 400)"><rect x="0" y="60" width="520" height="150" rx="26" fill="#5a3b3a"/><rect x="30" y="0" width="460" height="110" rx="24" fill="#6a4745"/><rect x="-20" y="40" width="80" height="170" rx="28" fill="#543635"/><rect x="460" y="40" width="80" height="170" rx="28" fill="#543635"/><path d="M250 70l60 40-30 50-70-30z" fill="#c8b99b"/></g>${bag(880, 680, 140)}${repeat(5, at => can(120 + at * 70 + luck.whole(0, 30), 660, '#b9352f', luck.whole(60, 110)))}`

const graffiti: Scene = luck => `<rect width="1000" height="750" fill="#b9b4a8"/><rect width="1000" height="300" fill="#c7c2b6"/><rect x="380" y="70" width="300" height="620" fill="#54707e"/><rect x="410" y="110" width="100" height="220" fill="#2e3c46"/><rect x="548" y="110" width="100" height="220" fill="#2e3c46"/><circle cx="655" cy="420" r="12" fill="#c9c9c9"/>
  <g fill="none" stroke-linecap="round">${repeat(5, at => `<path d="M${120 + at * 150} ${luck.whole(260, 480)}c${luck.whole(30, 80)} ${luck.whole(-160, -60)} ${luck.whole(60, 140)} ${luck.whole(60, 190)} ${luck.whole(120, 190)} ${luck.whole(-40, 60)}s${luck.whole(20, 70)} ${luck.whole(80, 170)} ${luck.whole(-90, -20)} ${luck.whole(30, 90)}" stroke="${luck.pick(['#101010', '#8d1f8a', '#0f7fa8', '#b5271f'])}" stroke-width="${luck.whole(13, 26)}"/>`)}<path d="M180 640q120-60 230 0t260-10" stroke="#111" stroke-width="15"/></g>
  ${repeat(7, at => `<path d="M${140 + at * 120} ${luck.whole(420, 520)}v${luck.whole(30, 110)}" stroke="#101010" stroke-width="4"/>`)}<rect y="690" width="1000" height="60" fill="#6d6a63"/>`

const brokenDoor: Scene = luck => `<rect width="1000" height="750" fill="url(#brick)"/><rect x="300" y="40" width="400" height="700" fill="#e6e2d8"/><rect x="330" y="70" width="340" height="670" fill="#2f4b3a"/><rect x="380" y="110" width="240" height="190" fill="#27323a"/>
  <path d="M500 ${luck.whole(190, 220)}l-70-60 46 74-84 10 88 24-36 60 58-52 30 70 8-78 76 22-62-48 60-40-76 20z" fill="#c9d6dc" opacity=".85"/><path d="M380 300l70-40 60 40M620 300l-50-70" stroke="#dfe9ed" stroke-width="4" fill="none"/>
  <path d="M610 430l46-8 14 60-40 40-36-30z" fill="#b79c74"/><path d="M600 420l70 110" stroke="#d9c39a" stroke-width="8"/><circle cx="640" cy="410" r="16" fill="#bfa352"/>
  <g fill="#1c2a22" opacity=".8"><ellipse cx="450" cy="560" rx="26" ry="52" transform="rotate(12 450 560)"/><ellipse cx="530" cy="600" rx="24" ry="48" transform="rotate(-8 530 600)"/></g><rect y="720" width="1000" height="30" fill="#777"/>`

const garden: Scene = luck => `<rect width="1000" height="330" fill="url(#day)"/><rect x="120" y="60" width="640" height="330" fill="url(#brick)"/>${window_(200, 140, false)}${window_(560, 140, false)}<rect x="390" y="150" width="100" height="240" fill="#7c3d37"/>${ground('grass', 380)}
  ${repeat(150, () => { const [x, h] = [luck.whole(0, 1000), luck.whole(60, 240)]; return `<path d="M${x} 740q${luck.whole(-40, 40)} ${-h * 0.6} ${luck.whole(-70, 70)} ${-h}" stroke="${luck.pick(['#46662b', '#5d8036', '#39551f', '#7a8f45'])}" stroke-width="${luck.whole(3, 7)}" fill="none"/>` })}
  ${repeat(9, () => `<path d="M${luck.whole(40, 960)} ${luck.whole(460, 660)}c40-90 110-70 150-10s-60 70-90 20" stroke="#5b4630" stroke-width="6" fill="none"/>`)}${bag(250, 640, 110)}${bag(720, 670, 120)}<rect x="470" y="560" width="150" height="90" rx="6" fill="#8f9395" transform="rotate(9 540 600)"/>`

const doorway: Scene = luck => `<rect width="1000" height="750" fill="#7d8487"/><rect x="0" y="0" width="1000" height="120" fill="#384a5c"/><rect x="180" y="120" width="640" height="540" fill="#24292d"/>${repeat(14, at => `<rect x="180" y="${128 + at * 38}" width="640" height="5" fill="#596067"/>`)}<rect y="640" width="1000" height="110" fill="#a7a49d"/>
  ${repeat(8, at => can(150 + at * 88 + luck.whole(-20, 20), luck.whole(630, 680), luck.pick(['#b9352f', '#1f4f8f', '#c7c9cb', '#2d7a46']), luck.whole(0, 120)))}${bottle(330, 590, luck.whole(-8, 8))}${bottle(620, 660, luck.whole(70, 100))}<path d="M380 690q120-30 220 6t180 0q-60 40-190 34t-210-40" fill="#6f6440" opacity=".5"/>`

const stairs: Scene = luck => `<rect width="1000" height="750" fill="#22262c"/><rect width="420" height="750" fill="#343a42"/><circle cx="700" cy="80" r="220" fill="url(#lamp)"/>${repeat(10, at => `<rect x="${140 + at * 78}" y="${600 - at * 54}" width="420" height="32" fill="#${(58 + at * 9).toString(16).repeat(3)}"/>`)}
  <path d="M110 560L820 70" stroke="#8b6f3f" stroke-width="14"/>${repeat(5, at => can(240 + at * 60, 640 - at * 6, luck.pick(['#b9352f', '#1f4f8f', '#c7c9cb']), luck.whole(0, 110)))}${bottle(520, 560, luck.whole(60, 100))}${repeat(24, () => `<rect x="${luck.whole(120, 640)}" y="${luck.whole(640, 720)}" width="14" height="4" fill="#d9d2c2" transform="rotate(${luck.whole(0, 180)} 400 690)"/>`)}`

const bike: Scene = luck => `<rect width="1000" height="300" fill="url(#day)"/>${repeat(9, at => `<circle cx="${at * 130}" cy="${luck.whole(210, 260)}" r="${luck.whole(60, 100)}" fill="#4c6a44"/>`)}${ground('grass', 300)}
  <path d="M0 700Q300 470 1000 560M0 740Q320 520 1000 600" stroke="#5a4a33" stroke-width="22" fill="none" opacity=".85"/><g transform="translate(${luck.whole(380, 470)} 400)" fill="none" stroke="#15171a"><circle cx="0" cy="90" r="58" stroke-width="20"/><circle cx="230" cy="90" r="58" stroke-width="20"/><path d="M0 90l70-70h80l80 70M70 20l50 60h60l30-90M150 20l20-50h46" stroke-width="12"/><path d="M60 10h110l20-24H90z" fill="#c23b22" stroke="none"/></g>`

const bins: Scene = luck => `<rect width="1000" height="750" fill="url(#brick)"/>${ground('tarmac', 520)}${repeat(3, at => `<rect x="${120 + at * 270}" y="250" width="220" height="330" rx="14" fill="${['#3d5a3f', '#2b2e31', '#31507a'][at] ?? ''}"/><rect x="${110 + at * 270}" y="230" width="240" height="46" rx="12" fill="#1c1e20"/>`)}
  ${bag(400, 690, 130)}${repeat(16, () => `<rect x="${luck.whole(80, 900)}" y="${luck.whole(620, 720)}" width="20" height="16" fill="#e9ecec" opacity=".75" transform="rotate(${luck.whole(0, 90)} 500 660)"/>`)}${repeat(6, () => `<path d="M${luck.whole(120, 880)} ${luck.whole(630, 720)}l34 ${luck.whole(-12, 12)}" stroke="#d7dee2" stroke-width="5"/>`)}`

const dog: Scene = luck => `<rect width="1000" height="750" fill="url(#day)"/>${ground('grass', 560)}<g transform="translate(${luck.whole(390, 470)} 250)" fill="#4a3626"><ellipse cx="90" cy="250" rx="130" ry="90"/><ellipse cx="70" cy="110" rx="80" ry="74"/><path d="M10 70l-34-80 74 34zM130 70l36-80-74 34z"/><ellipse cx="70" cy="150" rx="46" ry="34" fill="#2b1e14"/><circle cx="42" cy="96" r="9" fill="#f4e9d0"/><circle cx="100" cy="96" r="9" fill="#f4e9d0"/><path d="M46 158q24 44 50 0z" fill="#a23c3c"/></g>
  ${repeat(24, at => `<rect x="${at * 43}" y="${at % 9 === 4 ? 500 : 330}" width="34" height="420" fill="${at % 2 === 0 ? '#86694c' : '#7b5f45'}" opacity=".97"/>`).replaceAll('y="330" width="34" height="420"', 'y="430" width="34" height="320"')}`

const camera: Scene = luck => `<rect width="1000" height="750" fill="url(#brick)"/>${window_(luck.whole(110, 160), 330, false)}<rect x="560" y="60" width="60" height="110" fill="#d7d8d8"/><g transform="rotate(${luck.whole(14, 22)} 600 160)"><rect x="470" y="130" width="230" height="96" rx="44" fill="#eceded"/><circle cx="486" cy="178" r="40" fill="#14171a"/><circle cx="486" cy="178" r="18" fill="#33506b"/><circle cx="520" cy="150" r="5" fill="#d22"/></g><path d="M470 190L190 330v150z" fill="#fff" opacity=".12"/>`

const carPark: Scene = luck => `<rect width="1000" height="430" fill="url(#dusk)"/><rect x="90" y="120" width="820" height="300" fill="#2c2f36"/>${repeat(6, at => window_(120 + at * 135, 170, luck.happens(0.3)))}${ground('tarmac', 410)}<circle cx="200" cy="180" r="260" fill="url(#lamp)"/>${repeat(6, at => `<path d="M${60 + at * 180} 740l60-280" stroke="#d9d9d0" stroke-width="9" opacity=".7"/>`)}
  <g transform="translate(${luck.whole(330, 470)} 470)"><path d="M0 110q6-50 60-56l60-50h170l70 54q60 4 66 52v30H0z" fill="#6d2226"/><path d="M126 50l44-38h52v38zM236 12h46l48 40h-94z" fill="#9fb2bf"/><circle cx="92" cy="142" r="40" fill="#111"/><circle cx="330" cy="142" r="40" fill="#111"/></g>${repeat(10, () => `<path d="M${luck.whole(250, 760)} ${luck.whole(640, 720)}l10-14 8 12z" fill="#dfe9ed"/>`)}`

const balcony: Scene = luck => `<rect width="1000" height="750" fill="url(#dusk)"/><rect x="160" y="0" width="680" height="750" fill="#3a3033"/>${window_(240, 180, true)}${window_(640, 180, true)}<rect x="420" y="140" width="160" height="300" fill="#f0cf83"/><rect x="140" y="430" width="720" height="24" fill="#1c1c1f"/>${repeat(26, at => `<rect x="${150 + at * 27}" y="454" width="6" height="130" fill="#1c1c1f"/>`)}<rect x="140" y="584" width="720" height="40" fill="#242428"/>
  ${repeat(luck.whole(3, 5), at => `<g transform="translate(${250 + at * 130} 300)" fill="#16141a"><circle cx="30" cy="20" r="26"/><path d="M-6 140q4-90 36-90t36 90z"/></g>`)}<rect x="700" y="330" width="90" height="110" fill="#0f0f12"/><circle cx="745" cy="370" r="24" fill="#3b3b42"/>`

/** By the kind of problem: what somebody would photograph of it, in the words they would give it. */
export const SCENES: Readonly<Record<string, readonly (readonly [fileName: string, says: string, scene: Scene])[]>> = {
  litter: [['mattress.jpg', 'The garages this morning', mattress], ['sofa.jpg', 'Dumped on the grass on Sunday', sofa]],
  damage: [['front-door.jpg', 'The entrance, the second time', brokenDoor], ['spray-paint.jpg', 'Ground floor landing', graffiti]],
  gardens: [['garden.jpg', 'Seen from our side of the fence', garden]],
  harassment: [['my-door.jpg', 'After he kicked it', brokenDoor]], hate: [['our-door.jpg', 'What was left on our door, painted over', graffiti]],
  vehicles: [['the-green.jpg', 'One of the three, about half past four', bike]], alcohol: [['doorway.jpg', 'Our doorway at opening time', doorway]],
  'public-space': [['stairs.jpg', 'The stairs at nine in the evening', stairs]], drugs: [['by-the-bins.jpg', 'By the bins', bins]], animals: [['the-dog.jpg', 'Through the fence', dog]],
  violence: [['car-park.jpg', 'Where it happened', carPark]], noise: [['balcony.jpg', 'Quarter to one, from our window', balcony]], other: [['camera.jpg', 'It points at our kitchen', camera]],
}

export const drawing = (scene: Scene, luck: Chance): string => `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="750" viewBox="0 0 1000 750">${DEFS}${scene(luck)}</svg>`
