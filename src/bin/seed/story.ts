import type { Calendar } from './days.ts'
import type { ShopScript } from './script.ts'
import type { Stage } from './stage.ts'
import { appointmentSteps } from './story-appointments.ts'
import { customerSteps } from './story-customers.ts'
import { estimateSteps } from './story-estimates.ts'
import { looseSteps } from './story-invoices.ts'
import { jobSteps } from './story-jobs.ts'
import { limitSteps } from './story-lines.ts'
import { requestSteps, strangerSteps } from './story-requests.ts'
import { replySteps, talkSteps } from './story-talk.ts'
import { thingSteps, warrantySteps } from './story-things.ts'
import type { Team } from './team.ts'

/** Plays a shop's story through the product's own actions, in the order it happened, so that numbers, timelines and balances are true. Returns what each customer's id became. */
export async function playStory(script: ShopScript, team: Team, calendar: Calendar): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const boss = script.staff[0]?.nick ?? ''
  const stage: Stage = { script, team, calendar, boss, ids }
  const steps = [
    ...script.customers.flatMap((customer) => customerSteps(stage, customer)),
    ...(script.things ?? []).flatMap((thing) => thingSteps(stage, thing)),
    ...replySteps(stage),
    ...(script.requests ?? []).flatMap((request) => requestSteps(stage, request)),
    ...(script.strangers ?? []).map((stranger) => strangerSteps(stage, stranger)),
    ...script.jobs.flatMap((job, i) => jobSteps(stage, job, `job ${i}`)),
    ...(script.limits ?? []).flatMap((limit) => limitSteps(stage, limit)),
    ...(script.estimates ?? []).flatMap((estimate, i) => estimateSteps(stage, estimate, `estimate ${i}`)),
    ...(script.appointments ?? []).flatMap((one, i) => appointmentSteps(stage, one, `appointment ${i}`)),
    ...(script.warranties ?? []).flatMap((warranty) => warrantySteps(stage, warranty)),
    ...script.loose.flatMap((invoice, i) => looseSteps(stage, invoice, `loose ${i}`)),
    ...(script.talks ?? []).flatMap((talk) => talkSteps(stage, talk)),
  ]
  // Equal instants keep the order of the script.
  for (const step of steps.toSorted((a, b) => a.at - b.at)) await step.run()
  return ids
}
