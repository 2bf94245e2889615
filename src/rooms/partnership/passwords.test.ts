// Which passwords are refused: examples of what is tried first, and of what is good.
import { expect, test } from 'vitest'
import { weakness } from './passwords.ts'

const GUESSED = ['password1234', 'Password2026!', 'P@ssw0rd!2345', 'passwordpassword', 'letmein12345!', 'qwertyuiop12', '123456789012', '1q2w3e4r5t6y', 'aaaaaaaaaaaa', 'abcabcabcabc', 'iloveyou2026',
  'Welcome12345', 'manchesterunited', 'ManchesterUnited99', 'liverpool2025', 'Summer2026!!', 'changeme1234', 'correcthorsebatterystaple', 'adminadmin123', 'abcdefghijkl', 'Football2026!', 'amityamity12', 'Council2026!!', 'qazwsxedcrfv']
test.each(GUESSED)('%s is tried first', password => { expect(weakness(password)).toContain('harder to guess') })

test.each(['copper lantern meadow', 'this is only a demonstration', 'tigris-vellum-8841', 'Kq8!zvR2pLm4', 'otters eat warm marble', 'kettle drumlin sparrow', 'bluebell harbour ninety'])('%s is good', password => { expect(weakness(password)).toBeUndefined() })

test('what everybody knows of its owner is no secret', () => {
  expect(weakness('oliveofficer2026')).toBeUndefined()
  expect(weakness('oliveofficer2026', ['Olive Officer', 'olive@example.test'])).toContain('harder to guess')
})

test('short and far too long', () => {
  expect(weakness('Kq8!zvR2pL')).toContain('12 characters or more')
  expect(weakness('x y'.repeat(100))).toContain('200 characters or fewer')
})

test.each(['leavemealone', 'michaeljackson', 'JustinBieber', 'polniypizdec0211', 'iseedeadpeople'])('%s was leaked', password => { expect(weakness(password)).toContain('harder to guess') })
