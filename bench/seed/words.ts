// Invented names, streets and sentences. ASCII only: what the database makes lower case and what we make lower case must be the same.
import { chance, pick } from './chance.ts'

const split = (text: string): readonly string[] => text.trim().split(/\s+/)

const GIVEN = split(`Aisha Alan Albert Alice Amelia Amir Amy Andrew Angela Anita Anna Anthony Arthur Asha Barbara Ben Beth Brian Carol Catherine Charles Charlotte Chloe Chris Claire Colin Daisy Daniel David Dawn Deborah Dennis
  Diana Dorothy Edward Elaine Eleanor Elizabeth Ella Emily Emma Eric Ethan Eva Fatima Fiona Florence Frank Fred Gareth Gary Gemma George Gillian Grace Graham Hannah Harry Heather Helen Henry Hugh Ian Imran Irene Isaac Isla Jack
  Jacob James Jane Janet Jason Jean Jennifer Joan John Joseph Joyce Judith Julia Karen Keith Kenneth Kevin Laura Leah Leo Lily Linda Lucy Margaret Maria Mark Martin Mary Matthew Megan Michael Mohammed Nadia Nancy Natalie Neil
  Nicola Noah Oliver Olivia Omar Patricia Paul Peter Philip Rachel Rebecca Robert Rosie Ruth Samuel`)
const [FIRST, MIDDLE, LAST] = [split('Ash Bar Bel Brad Car Clay Col Dal Ed Fair Gar Hal Har Hart Kel Lang Mar Nor Pem Rad Shel Thorn Wal Wind'),
  split('bor ber bin bur cas cot den dle en er field ford gate green ham hurst in ing ker ley lock mer more ner ring ster ston thor wick wood'),
  ['', '', ...split('an by combe croft dale den don ell er ford ham head ins ley low man ridge s son ton ward well wick worth')]]
const STREETS = split(`Larch Mill Weavers Hatfield Orchard Station Beech Church Abbey Alder Bakers Birch Bramble Bridge Brook Canal Castle Cedar Chapel Cherry Coopers Cross Dairy Elm Falcon Ferry Foundry Garden Glebe Grange Grove Hawthorn Heath Holly
  Juniper Kestrel Kings Lime Linden Maple Market Meadow Nelson Oak Park Pine Poplar Priory Queens Quarry Rowan School Spring Stone Swan Tanners Thorn Vicarage Walnut Water Willow Windmill Wren Yew`)
const WAYS = ['Road', 'Close', 'Lane', 'Walk', 'Drive', 'Avenue', 'Court', 'Way', 'Rise', 'Gardens'] as const

export const givenName = (n: number): string => pick(GIVEN, n)
/** 18,720 made-up family names. */
export const familyName = (n: number): string => `${pick(FIRST, n)}${pick(MIDDLE, n >>> 6)}${pick(LAST, n >>> 14)}`
export const street = (n: number): string => `${pick(STREETS, n)} ${pick(WAYS, n >>> 9)}`
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ'
const letter = (n: number): string => LETTERS.charAt(n % LETTERS.length)
export const postcode = (n: number): string => `ZA${1 + n % 40} ${(n >>> 6) % 10}${letter(n >>> 10)}${letter(n >>> 16)}`

/** What people write, commonest first. Places of the town, which few cases name, come after. */
const SAID = split(`the and a to of in was again they at night neighbour noise loud music officer visited called said not flat with for on door evidence diary sheets advised tenant landlord agreed warning letter police reported witnesses
  children shouting stairwell banging garden dog barking party late weekend morning asked stop threatened felt unsafe recording camera footage repeated behaviour incident noted review update contacted spoke message left voicemail returned
  arranged interview statement signed risk assessed standard medium high support referred mediation declined accepted action plan meeting partners housing environmental health fire service school family young person parent carer
  alcohol drinking cans bottles smoking cannabis smell dealing visitors cars engine exhaust motorbike scooter speeding parked blocked access bins rubbish fly-tipping mattress graffiti broken window fence gate damage bricks eggs
  fireworks abuse swearing racist remark staring followed intimidated harassed hiding scared sleep tired ill medication doctor hospital work shift nights baby elderly disabled wheelchair hearing vulnerable alone moved transfer
  tenancy agreement breach notice injunction court hearing adjourned undertaking order served appeal solicitor costs possession arrears lift lobby entrance intercom lighting bulb corridor roof balcony cellar garage allotment
  playground bench shelter underpass footpath alley canal towpath bridge station bus stop shops chip shop takeaway off-licence pub car park supermarket trolley library chapel mosque temple nursery clinic surgery warden caretaker
  patrol wardens councillor petition newsletter posters walkabout estate block terrace maisonette bungalow hostel shelter outreach probation tag curfew bail caution charged remanded released missing found stolen bicycle
  moped helmet hood mask knife weapon stick hammer petrol lighter ash burnt bonfire smoke ashes drains sewage leak damp rats pigeons cockerel geese horses tethered grazing verge hedge tree branches overhanging conifer shed extension
  builder scaffold skip dust drill piano drums guitar trumpet choir karaoke speaker amplifier bass subwoofer headphones television radio alarm siren shutter fan boiler pump fridge compressor treadmill washing machine laminate floorboards`)
const TOWN = FIRST.flatMap(first => MIDDLE.map(middle => `${first}${middle}`.toLowerCase()))
const VOCABULARY = [...SAID, ...TOWN]

const word = (n: number, salt: number): string => VOCABULARY[Math.floor(VOCABULARY.length * (chance(n, salt) / 2 ** 32) ** 2.4)] ?? 'the'
const PHRASES: readonly string[] = Array.from({ length: 16_384 }, (_, n) => Array.from({ length: 5 }, (_word, at) => word(n * 8 + at, 1)).join(' '))

/** So many words, in fives: a few of them rare. */
export const sentences = (n: number, salt: number, words: number): string => {
  let text = pick(PHRASES, chance(n, salt))
  for (let at = 1; at * 5 < words; at += 1) text += ` ${pick(PHRASES, chance(n * 16 + at, salt + 1))}`
  return text
}

const PROBLEMS = ['Loud music at night', 'Shouting in the stairwell', 'Off-road bikes on the green', 'Threats from a neighbour', 'Drinking by the shops', 'Barking all day', 'Fly-tipping behind the garages', 'Dealing from the flat above', 'Ball games against a wall', 'Rubbish in the garden', 'Damage to a fence', 'Abuse on the landing'] as const
export const problem = (n: number): string => pick(PROBLEMS, n)
