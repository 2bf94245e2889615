// What happens in the demonstration borough: invented behaviour in believable words, by category.

export type Story = {
  readonly category: string; readonly strand: 'personal' | 'nuisance' | 'environmental'; readonly severity: 'high' | 'medium' | 'standard'
  readonly title: string; readonly told: string; readonly effect: string; readonly weight: number; readonly flags?: readonly string[]
}

export const STORIES: readonly Story[] = [
  { category: 'noise', strand: 'nuisance', severity: 'standard', weight: 9, title: 'Loud music at night', told: 'Music with heavy bass from the flat above, most nights after eleven and often until two or three.', effect: 'I have not slept properly for weeks and I am late for work. My youngest wakes up crying.' },
  { category: 'noise', strand: 'nuisance', severity: 'standard', weight: 6, title: 'Shouting and banging doors', told: 'Shouting, doors slamming and furniture thrown about, usually at weekends.', effect: 'We sit there waiting for it to start.' },
  { category: 'noise', strand: 'nuisance', severity: 'medium', weight: 3, title: 'Parties that go on all night', told: 'Twenty or thirty people in the garden, speakers outside, arguments in the street at four in the morning.', effect: 'Mum is 84 and on her own. She rang me in tears.', flags: ['vulnerable'] },
  { category: 'harassment', strand: 'personal', severity: 'medium', weight: 6, title: 'Neighbour shouts abuse whenever I go out', told: 'He waits by his window and comes out when I leave. He calls me names and has spat at my door.', effect: 'I go out by the back and I have stopped letting the children play outside.' },
  { category: 'harassment', strand: 'personal', severity: 'high', weight: 3, title: 'Threats over a parking space', told: 'He said he would put my windows through and that he knows where my daughter goes to school.', effect: 'I am frightened to leave her at home on her own.', flags: ['child'] },
  { category: 'hate', strand: 'personal', severity: 'high', weight: 3, title: 'Racist abuse on the stairs', told: 'Two of them shout racist words at my wife when she comes in with the pushchair. They wrote on our door.', effect: 'She will not use the stairs alone any more.', flags: ['hate'] },
  { category: 'hate', strand: 'personal', severity: 'high', weight: 1, title: 'Abuse about my disability', told: 'They imitate the way I walk and film it. Last week they tipped my scooter over.', effect: 'I have stopped going to the shops.', flags: ['hate', 'vulnerable'] },
  { category: 'damage', strand: 'environmental', severity: 'medium', weight: 3, title: 'Graffiti and broken glass in the block', told: 'The entrance door has been smashed twice this month and the stairwell is covered in spray paint.', effect: 'Nobody feels the block is ours.' },
  { category: 'animals', strand: 'nuisance', severity: 'standard', weight: 4, title: 'Dog left barking all day', told: 'The dog barks from eight until they get home at six. It has got out twice.', effect: 'I work nights and cannot sleep in the day.' },
  { category: 'vehicles', strand: 'nuisance', severity: 'standard', weight: 4, title: 'Off-road bikes on the green', told: 'Three or four bikes with no plates, up and down the green and the footpath every afternoon.', effect: 'Someone is going to be hurt. Children walk home that way.' },
  { category: 'drugs', strand: 'nuisance', severity: 'high', weight: 5, title: 'People coming and going at all hours', told: 'A stream of people, two or three minutes each, cars left running. There are needles by the bins.', effect: 'We do not dare say anything.' },
  { category: 'drugs', strand: 'nuisance', severity: 'high', weight: 2, title: 'Neighbour’s flat taken over', told: 'He is a quiet man on his own and lately there are always others there who answer his door for him.', effect: 'I hardly see him. He looks ill.', flags: ['safeguarding', 'vulnerable'] },
  { category: 'alcohol', strand: 'nuisance', severity: 'medium', weight: 3, title: 'Street drinking outside the shops', told: 'A group of six or seven drinking from mid-morning, shouting at people who go past and urinating in the doorway.', effect: 'My customers cross the road.' },
  { category: 'violence', strand: 'personal', severity: 'high', weight: 2, title: 'Punched in the car park', told: 'I asked them to turn the music down and one of them hit me. The police have a number for it.', effect: 'I have moved my bed to the back room.' },
  { category: 'litter', strand: 'environmental', severity: 'standard', weight: 4, title: 'Rubbish dumped by the garages', told: 'Mattresses, a fridge and black bags, and more every week. There are rats.', effect: 'It makes the whole road look as if nobody cares.' },
  { category: 'gardens', strand: 'environmental', severity: 'standard', weight: 3, title: 'Garden overgrown and full of rubbish', told: 'Brambles over our fence and bags of rubbish in the front for a year.', effect: 'We think the gentleman may need help rather than telling off.', flags: ['vulnerable'] },
  { category: 'public-space', strand: 'nuisance', severity: 'standard', weight: 6, title: 'Groups gathering on the stairs', told: 'Ten or so youngsters on our stairs most evenings, smoking and shouting, and they do not move to let you past.', effect: 'I time my shopping so that I am in before five.' },
  { category: 'domestic-abuse', strand: 'personal', severity: 'high', weight: 1, title: 'Concern for a neighbour', told: 'Screaming and things breaking, then silence. She had a bruise and said she fell.', effect: 'I lie awake listening.', flags: ['domestic abuse'] },
  { category: 'other', strand: 'nuisance', severity: 'standard', weight: 2, title: 'Doorbell camera pointed at our windows', told: 'They have put up two cameras that look straight into our kitchen and they comment on what we do.', effect: 'We keep the blinds down all day.' },
]

export const STREETS = ['Larch Walk', 'Quarrymans Row', 'Teasel Court', 'Bellmaker Lane', 'Hollin Rise', 'Saffron Green', 'Marlpit Road', 'Osier Close', 'Ferry Orchard', 'Tanners Mead', 'Pollard Way', 'Kestrel House', 'Brindle Court', 'Lamp Street', 'Weavers Drive', 'Coppice Gardens'] as const
export const GIVEN = ['Amina', 'Bernard', 'Chloe', 'Dariusz', 'Elsie', 'Femi', 'Grace', 'Hassan', 'Irene', 'Jakub', 'Kirsty', 'Leon', 'Maureen', 'Nadia', 'Owen', 'Patience', 'Rosa', 'Stanley', 'Tariq', 'Una', 'Vera', 'Wilfred', 'Yusuf', 'Zofia', 'Aiden', 'Bryony', 'Colin', 'Denise', 'Ewan', 'Farah'] as const
export const FAMILY = ['Abara', 'Bexley', 'Cartwright', 'Dunmore', 'Eastwell', 'Farrant', 'Gowland', 'Hallam', 'Iqbal', 'Jessop', 'Kowalczyk', 'Larkin', 'Mbeki', 'Norcott', 'Osgood', 'Prewett', 'Quayle', 'Rahmani', 'Sowerby', 'Tindall', 'Underhill', 'Varley', 'Whitlock', 'Yardley', 'Zielinski', 'Ashdown', 'Bramwell', 'Costello', 'Drury', 'Ellery'] as const

type Action = { readonly kind: 'call' | 'visit' | 'letter' | 'meeting' | 'note' | 'decision' | 'evidence' | 'email'; readonly summary: string; readonly body: string; readonly visibility: 'public' | 'staff' | 'restricted' }

export const ACTIONS: readonly Action[] = [
  { kind: 'call', summary: 'Spoke with the person who reported it', body: 'Went through what has happened, how it affects them and what they would like to see. Explained what we can and cannot do, and agreed to speak again.', visibility: 'public' },
  { kind: 'visit', summary: 'Visited and agreed diary sheets', body: 'Left diary sheets and showed how to fill them in. Walked round to see where the noise comes from.', visibility: 'public' },
  { kind: 'visit', summary: 'Visited the alleged perpetrator', body: 'Put the allegations fairly, without saying who had reported. They deny some of it and accept there has been noise. Agreed what will change.', visibility: 'staff' },
  { kind: 'letter', summary: 'Advice letter sent', body: 'Set out what has been reported, the clause of the tenancy, and that we will check again in three weeks.', visibility: 'staff' },
  { kind: 'meeting', summary: 'Discussed at the weekly tasking meeting', body: 'Police hold three calls to the same road this month. Patrols to pass by between nine and midnight.', visibility: 'staff' },
  { kind: 'evidence', summary: 'Diary sheets received', body: 'Eleven entries over nine days. Consistent with the two other reports from the block.', visibility: 'public' },
  { kind: 'decision', summary: 'Written warning agreed with manager', body: 'Proportionate: two earlier letters have not stopped it. Support was offered and refused.', visibility: 'staff' },
  { kind: 'note', summary: 'Checked repairs history', body: 'The entry door was reported broken in spring and is on order. Chased the contractor.', visibility: 'staff' },
  { kind: 'email', summary: 'Update sent', body: 'Told them what has been done since we last spoke and when we will next be in touch.', visibility: 'public' },
]

/** What is written for few eyes, on cases where the risk is high. */
export const GUARDED: readonly Action[] = [
  { kind: 'meeting', summary: 'Police information shared at the risk meeting', body: 'Two earlier markers for violence at a former address. Shared for this meeting only: not to be given to anybody else without asking the police.', visibility: 'restricted' },
  { kind: 'note', summary: 'Where they are staying', body: 'With a relative outside the borough since Friday. Nobody at the home address knows where. Do not write to either address.', visibility: 'restricted' },
  { kind: 'call', summary: 'Spoke with the school', body: 'The safeguarding lead has her own concerns and has made a referral. The family has not been told that the school spoke to us.', visibility: 'restricted' },
  { kind: 'decision', summary: 'Legal advice on possession', body: 'Counsel’s note is privileged. The evidence of three witnesses is enough if two of them will come to court.', visibility: 'restricted' },
]

/** What was written wrongly at first, and put right the same day. */
export const MISTAKES = [
  { wrong: 'We speak again on Monday at 2pm.', right: 'We speak again on Tuesday at 2pm.', because: 'The wrong day' },
  { wrong: 'This was the third time this week.', right: 'This was the second time this week.', because: 'One night was counted twice' },
  { wrong: 'A sister was there too.', right: 'A support worker was there too.', because: 'Took the support worker for a sister' },
  { wrong: 'They will send a recording.', right: 'They have no recording and will keep a diary.', because: 'Misheard on a bad line' },
] as const
