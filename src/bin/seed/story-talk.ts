import type { CustomerCtx, StaffCtx } from '#context.ts'
import { assign, type DeskTopic, noteBeside, writeToCustomer } from '#features/messages/inbox-actions.ts'
import { assignees, readersAtDesk, talkAtDesk } from '#features/messages/inbox-queries.ts'
import { addReply } from '#features/messages/replies-actions.ts'
import { topicOf } from '#features/messages/rules.ts'
import { markRead, talkOf, writeToShop } from '#features/messages/talk-actions.ts'
import { topicForCustomer } from '#features/messages/talk-queries.ts'
import type { SaidScript, TalkScript } from './script-talk.ts'
import { jobKey, known, type Stage, type Step } from './stage.ts'
import { thingKey } from './story-things.ts'

/** What the desk writes often, kept before anybody needs it. */
export function replySteps({ script, team, calendar, boss }: Stage): Step[] {
  return (script.replies ?? []).map(([title, body], i) => {
    const at = calendar.at(-200, i)
    return { at, run: () => addReply(team.at(boss, at), { title, body }) }
  })
}

/** A conversation from its first words to the last. */
export function talkSteps(stage: Stage, talk: TalkScript): Step[] {
  const { team, calendar } = stage
  const { said, notes = [], assigned, read = [] } = talk
  const step = (day: number, turn: number, run: (at: number) => Promise<void>): Step => {
    const at = calendar.at(day, turn)
    return { at, run: () => run(at) }
  }
  const id = () => subjectOf(stage, talk)
  return [
    ...said.map((one, i) => step(one[1], 8 + i, (at) => say(stage, id(), one, at))),
    ...notes.map(([by, day, note], i) =>
      step(day, 12 + i, async (at) => {
        const ctx = team.at(by, at)
        await noteBeside(ctx, (await atDesk(ctx, id())).talk, { note })
      }),
    ),
    ...(assigned ? [step(assigned.day, 14, (at) => give(stage, id(), assigned.to, at))] : []),
    ...read.map(([email, day]) => step(day, 16, (at) => team.visit(email, at, (ctx) => markRead(ctx, id())))),
  ]
}

function subjectOf(stage: Stage, { customer, about }: TalkScript): string {
  if (!about) return known(stage, customer)
  if ('job' in about) return known(stage, jobKey(stage, about.job))
  if ('thing' in about) return known(stage, `owned: ${thingKey(customer, about.thing)}`)
  if ('invoiceOf' in about) return known(stage, `invoice of ${jobKey(stage, about.invoiceOf)}`)
  const i = (stage.script.estimates ?? []).findIndex(({ title }) => title === about.estimate)
  return known(stage, `estimate ${i}`)
}

function say({ team }: Stage, id: string, [by, , body]: SaidScript, at: number): Promise<void> {
  return by.includes('@') ? team.visit(by, at, (ctx) => ask(ctx, id, body)) : answer(team.at(by, at), id, body)
}

async function ask(ctx: CustomerCtx, id: string, body: string): Promise<void> {
  const [[row]] = await ctx.read([topicForCustomer], { id })
  await writeToShop(ctx, talkOf(ctx, id, row), { body, file: [] })
}

async function answer(ctx: StaffCtx, id: string, body: string): Promise<void> {
  const { talk, readers } = await atDesk(ctx, id)
  await writeToCustomer(ctx, talk, readers, { body, file: [] })
}

async function give({ team, boss }: Stage, id: string, to: string, at: number): Promise<void> {
  const ctx = team.at(boss, at)
  const { talk, among } = await atDesk(ctx, id)
  await assign(ctx, talk, among, { version: talk.row.version ?? 1, assignee: team.idOf(to) })
}

async function atDesk(ctx: StaffCtx, id: string) {
  const [[row], readers, among] = await ctx.read([talkAtDesk, readersAtDesk, assignees], { id })
  if (!row) throw new Error(`Nobody talks about ${id}`)
  return { talk: { id, row, topic: topicOf(id, row) } satisfies DeskTopic, readers, among }
}
