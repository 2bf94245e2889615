// What the referrals room announces.
import { news } from '#db/news.ts'

/** A referral was answered, worked on, done or taken back. */
export const referralMoved = news<{ referralId: string; step: string; byAgency: string }>('referral moved')
