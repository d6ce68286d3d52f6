import { and, eq, not } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx, VisitorCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne } from '#database/write.ts'
import { contacts, people } from '#features/customers/schema.ts'
import { Line, List, MaybePhone, Version } from '#lib/fields.ts'
import { languages } from '#lib/language.ts'
import type { OwnProfile } from './queries.ts'
import { changesOf, isKnownZone, type MailGroup, mailGroups } from './rules.ts'
import { shopMails } from './told.ts'
import { profileWords as words } from './words.ts'

export const saveProfile = () => v.object({ name: Line(words.wrong.name, 120), phone: MaybePhone, version: Version })
export type SaveProfile = v.InferOutput<ReturnType<typeof saveProfile>>

const orNull = <T>(schema: v.GenericSchema<unknown, T>) =>
  v.union([
    schema,
    v.pipe(
      v.literal(''),
      v.transform(() => null),
    ),
  ])
export const SaveReading = v.object({
  theme: orNull(v.picklist(['light', 'dark'])),
  language: orNull(v.picklist(languages)),
  timeZone: orNull(v.pipe(v.string(), v.maxLength(60), v.check(isKnownZone))),
})
export type SaveReading = v.InferOutput<typeof SaveReading>
/** What they want, so that nothing ticked means none of them. */
export const SaveMails = v.object({ wanted: List(v.picklist(mailGroups), mailGroups.length) })
export type SaveMails = v.InferOutput<typeof SaveMails>

/** Changes what a contact is called and where they are called; the shop is told. Refused as 'stale' where it was changed meanwhile. */
export async function changeOwnDetails(ctx: CustomerCtx, now: OwnProfile, input: SaveProfile): Promise<void> {
  const changes = changesOf({ name: now.name, phone: now.phone }, { name: input.name, phone: input.phone })
  if (Object.keys(changes).length === 0) return
  const action = { kind: 'profile.changed', subjectId: ctx.contactId, customerId: ctx.customerId, details: { changes } }
  await ctx.write({ ...action, mails: shopMails(ctx) }, [
    [
      sql
        .update(contacts)
        .set({ name: input.name, phone: input.phone, version: raw`${contacts.version} + 1` })
        .where(and(eq(contacts.id, ctx.contactId), eq(contacts.version, input.version))),
      exactlyOne('stale'),
    ],
  ])
}

/** How a person reads every page and mail of this shop: light or dark, in which language, on which clock. */
export async function chooseReading(ctx: CustomerCtx, { theme, language, timeZone }: SaveReading): Promise<void> {
  await ctx.write({ kind: 'person.reading_chosen', subjectId: ctx.personId }, [
    sql.update(people).set({ theme, language, timeZone }).where(eq(people.id, ctx.personId)),
  ])
}

/** Which mails a person wants of those that they may do without. */
export async function chooseMails(ctx: CustomerCtx, { wanted }: SaveMails): Promise<void> {
  const muted = mailGroups.filter((group) => !wanted.includes(group))
  await ctx.write({ kind: 'person.mails_chosen', subjectId: ctx.personId, details: { muted } }, [
    sql.update(people).set({ muted }).where(eq(people.id, ctx.personId)),
  ])
}

/** One group less, by the link at the foot of a mail. Twice is the same as once, and two at once are both. */
export async function muteGroup(ctx: VisitorCtx, person: string, group: MailGroup): Promise<void> {
  // To what stands there when it is written: another link may be pressed in the same moment.
  const muted = raw`json_insert(coalesce(${people.muted}, '[]'), '$[#]', ${group})`
  const isMuted = raw`EXISTS (SELECT 1 FROM json_each(coalesce(${people.muted}, '[]')) WHERE value = ${group})`
  await ctx.write({ kind: 'person.mails_chosen', subjectId: person, details: { muted: [group], by: 'mail' } }, [
    sql
      .update(people)
      .set({ muted })
      .where(and(eq(people.id, person), not(isMuted))),
  ])
}
