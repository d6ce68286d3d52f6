import { late } from '#lib/late.ts'

/** What a start does not read (docs/decisions/0012). */
export const lateParts = {
  answers: late(() => import('./handlers-answers.ts')),
  money: late(() => import('./handlers-money.ts')),
  talk: late(() => import('./handlers-talk.ts')),
  own: late(() => import('./handlers-own.ts')),
  ways: late(() => import('./handlers-ways.ts')),
  staff: late(() => import('./handlers-staff.ts')),
  webhooks: late(() => import('./handlers-webhooks.ts')),
  rounds: late(() => import('./clock/rounds.ts')),
  stepUp: late(() => import('./middleware/step-up.tsx')),
}
