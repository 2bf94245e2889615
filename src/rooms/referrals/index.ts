// The front door of the referrals room.
import { formAt, get } from '#web/doors.ts'
import type { Room } from '#web/room.ts'
import { bringingBack } from './bring-back.ts'
import { chooseWhere, refer } from './refer.tsx'
import { tellSender } from './referral-news.ts'
import { seeReferral, seeReferrals } from './see-referrals.tsx'
import { takeStep } from './take-step.tsx'
import { askForMore, askWhoWorksWith, seeWhoAsked } from './who-works-with.tsx'

export const referralsRoom: Room = {
  doors: [
    get('/referrals', { may: 'see cases', records: 'referrals listed', show: seeReferrals }),
    get('/referrals/:referral', { may: 'see cases', records: 'referral read', show: seeReferral }),
    ...formAt('/referrals/:referral/accepted', { may: 'work on cases', records: 'referral accepted', form: takeStep('accepted') }),
    ...formAt('/referrals/:referral/declined', { may: 'work on cases', records: 'referral declined', form: takeStep('declined') }),
    ...formAt('/referrals/:referral/working', { may: 'work on cases', records: 'referral worked on', form: takeStep('working') }),
    ...formAt('/referrals/:referral/done', { may: 'work on cases', records: 'referral done', form: takeStep('done') }),
    ...formAt('/referrals/:referral/recalled', { may: 'work on cases', records: 'referral taken back', form: takeStep('recalled') }),
    get('/cases/:reference/refer', { may: 'share a case', records: 'referral begun', show: chooseWhere }),
    ...formAt('/cases/:reference/refer/:agency', { may: 'share a case', records: 'case referred', form: refer }),
    get('/people/:person/refer', { may: 'share a case', records: 'referral of a person begun', show: chooseWhere }),
    ...formAt('/people/:person/refer/:agency', { may: 'share a case', records: 'person referred', form: refer }),
    ...formAt('/who-works-with', { may: 'see cases', records: 'asked who works with a person', perMinute: 20, form: askWhoWorksWith }),
    ...formAt('/who-works-with/more', { may: 'see cases', records: 'asked for more about a person', perMinute: 20, form: askForMore }),
    get('/who-works-with/asked', { may: 'see cases', records: 'who asked about people read', show: seeWhoAsked }),
  ],
  navigation: [{ text: 'Referrals', href: '/referrals', act: 'see cases' }],
  readers: [tellSender],
  chores: [bringingBack],
}

export { referralsSection } from './see-referrals.tsx'
