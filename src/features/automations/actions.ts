import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import type { Status } from '#features/jobs/queries.ts'
import { statuses } from '#features/jobs/schema.ts'
import { changeProfile, differences } from '#features/settings/actions.ts'
import { profile } from '#features/settings/schema.ts'
import { MaybeLine, Text, Ticked, Version } from '#lib/fields.ts'
import { isTime } from '#lib/time.ts'
import type { QuietHours } from './quiet.ts'
import { fieldList, unknownFields } from './rules.ts'

export const SaveAutomations = v.object({ version: Version, isOn: Ticked, areFine: Ticked })

type SaveAutomations = v.InferOutput<typeof SaveAutomations>

/** Switches all mails about status changes on or off, or notes that somebody looked at them and left them as they are. */
export async function saveAutomations(ctx: StaffCtx, { version, isOn, areFine }: SaveAutomations): Promise<void> {
  const kind = areFine ? 'automations.kept' : isOn ? 'automations.started' : 'automations.stopped'
  const action = { kind, subjectId: ctx.tenant.key }
  await ctx.write(action, changeProfile(version, { areAutomationsOn: isOn === true, automationsSavedAt: ctx.now }))
}

const hour = (missing: string) =>
  v.pipe(
    v.optional(v.string(), ''),
    v.check((text) => text === '' || isTime(text), missing),
  )
export const SaveQuietHours = v.pipe(
  v.object({
    version: Version,
    isQuiet: Ticked,
    quietFrom: hour('Type a time like 21:00'),
    quietTo: hour('Type a time like 07:00'),
  }),
  v.forward(
    v.check(({ isQuiet, quietFrom }) => !isQuiet || quietFrom !== '', 'Say when they begin'),
    ['quietFrom'],
  ),
  v.forward(
    v.check(
      ({ isQuiet, quietFrom, quietTo }) => !isQuiet || (quietTo !== '' && quietTo !== quietFrom),
      'Say when they end, at another time',
    ),
    ['quietTo'],
  ),
)
type SaveQuietHours = v.InferOutput<typeof SaveQuietHours>

/** Says between which times of the shop's day nothing is mailed that can wait, or that any hour will do. */
export async function saveQuietHours(
  ctx: StaffCtx,
  { version, isQuiet, quietFrom: from, quietTo: to }: SaveQuietHours,
): Promise<void> {
  const quietHours: QuietHours | null = isQuiet ? { from, to } : null
  const action = { kind: 'automations.quiet_hours', subjectId: ctx.tenant.key, details: differences(ctx, { quietHours }) }
  await ctx.write(action, changeProfile(version, { quietHours }))
}

const known = (text: string) => unknownFields(text).length === 0
const knownMessage = (issue: v.CheckIssue<string>) => `{{${unknownFields(issue.input)[0]}}} stands for nothing. Use ${fieldList}`

const words = {
  subject: v.pipe(
    MaybeLine(150),
    v.transform((text) => text ?? ''),
    v.check(known, knownMessage),
  ),
  body: v.pipe(Text(4_000), v.check(known, knownMessage)),
}
/** The words of one mail, as typed so far: what a preview is made of. */
export const MailWords = v.object(words)
export type MailWords = v.InferOutput<typeof MailWords>

const needed = 'Type what the email should say, or untick it'
export const SaveMail = v.pipe(
  v.object({ version: Version, mails: Ticked, ...words }),
  v.forward(
    v.check(({ mails, subject }) => !mails || subject !== '', needed),
    ['subject'],
  ),
  v.forward(
    v.check(({ mails, body }) => !mails || body !== '', needed),
    ['body'],
  ),
)
export type SaveMail = v.InferOutput<typeof SaveMail>

/** Sets whether reaching a status mails the customer, and the shop's own words for it. */
export async function saveMail(ctx: StaffCtx, status: Status, { version, mails, subject, body }: SaveMail): Promise<void> {
  const change = { mailsCustomer: mails === true, mailSubject: subject, mailBody: body }
  const { mailsCustomer, mailSubject, mailBody } = status
  const isIt = and(eq(statuses.id, status.id), eq(statuses.version, version), isNull(statuses.removedAt))
  await ctx.write(
    {
      kind: 'automation.changed',
      subjectId: status.id,
      details: { before: { mailsCustomer, mailSubject, mailBody }, after: change },
    },
    [
      [
        sql
          .update(statuses)
          .set({ ...change, version: raw`${statuses.version} + 1` })
          .where(isIt),
        exactlyOne('stale'),
      ],
      sql.update(profile).set({ automationsSavedAt: ctx.now }),
    ],
  )
}
