import type { SystemCtx } from '#context.ts'
import { isNamed } from '#features/approvals/shop-mail.ts'
import { firstName } from '#features/customers/rules.ts'
import type { Letter, MailBuilders } from '#features/notifications/builders.ts'
import type { MailContent } from '#features/notifications/content.ts'
import { shownName } from '#features/settings/rules.ts'
import { staffByEmail } from '#features/team/queries.ts'
import { portalAddress, staffAddress } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { calendarType, icsOf } from './calendar.ts'
import { appointmentForMail, type MailedAppointment } from './queries.ts'
import { viewOf } from './view.ts'
import { appointmentWords, lengthText } from './words.ts'

const words = appointmentWords.mail

type Payload = Readonly<Record<string, string>>
type Said = Pick<MailContent, 'subject'> & { readonly text: string }

export const appointmentMails: MailBuilders = {
  /** A time was set; nothing once it was changed or called off. */
  'appointment.set': (ctx, payload) =>
    letter(ctx, payload, (row, when) => ({
      subject: words.set(row.title, when(row.startsAt)),
      text: words.setText(shownName(ctx.shop), row.title),
    })),

  /** It was moved, stays though another time was asked for, or something else about it changed. */
  'appointment.changed': (ctx, payload) =>
    letter(ctx, payload, (row, when) => {
      const was = Number(payload['was'])
      const now = when(row.startsAt)
      if (was !== row.startsAt) return { subject: words.movedSubject(row.title, now), text: words.moved(when(was)) }
      if (payload['wished']) return { subject: words.keptSubject(row.title, now), text: words.kept }
      return { subject: words.changedSubject(row.title, now), text: words.changed }
    }),

  /** The shop called it off. */
  'appointment.cancelled': (ctx, payload) =>
    letter(ctx, payload, (row, when) => ({
      subject: words.cancelledSubject(row.title, when(row.startsAt)),
      text: words.cancelled(shownName(ctx.shop)),
    })),

  /** The morning before; nothing about one that was moved since, called off, or has begun. */
  async 'appointment.reminder'(ctx, payload) {
    return letter(ctx, payload, (row, when) =>
      row.startsAt <= ctx.now || row.state === 'cancelled'
        ? undefined
        : {
            subject: words.reminderSubject(row.title, when(row.startsAt)),
            text: row.state === 'wished' ? words.reminderWished : words.reminder(row.title),
          },
    )
  },

  /** What a customer answered, to whoever looks after it at the shop; nothing once it stands otherwise. */
  async 'appointment.answered'(ctx, { appointment = '', contact = '', is = '', to = '' }) {
    const [[row], [member]] = await ctx.read([appointmentForMail, staffByEmail], { id: appointment, contact, to })
    const { desk } = appointmentWords
    if (!row || row.state !== is || !(is === 'confirmed' || is === 'wished' || is === 'cancelled')) return undefined
    if (!(member || isNamed(ctx, to))) return undefined
    const subject = desk[is](row.customerName, row.title)
    const content = {
      ...{ subject, preheader: viewOf(ctx).when(row.startsAt), heading: subject },
      paragraphs: row.wish ? [`${row.contactName || row.customerName}: “${row.wish}”`] : [],
      facts: factsOf(ctx, row),
      button: {
        label: desk.open,
        url: staffAddress(ctx.deps, ctx.tenant) + href('', paths.staff.appointments.show, { id: row.id }),
      },
      reason: desk.reason(shownName(ctx.shop)),
    }
    return { to, isForDesk: true, content, replyTo: row.email }
  },
}

/** A letter to one contact about an appointment as it stood after one change of it: once there was another, it says nothing. */
async function letter(
  ctx: SystemCtx,
  { appointment = '', contact = '', sequence = '' }: Payload,
  say: (row: MailedAppointment, when: (at: number) => string) => Said | undefined,
): Promise<Letter | undefined> {
  const [[row]] = await ctx.read([appointmentForMail], { id: appointment, contact })
  if (!row || String(row.sequence) !== sequence) return undefined
  const said = say(row, viewOf(ctx).when)
  if (!said) return undefined
  const shop = shownName(ctx.shop)
  const url = portalAddress(ctx.deps, ctx.tenant) + href('', paths.portal.appointments.show, { id: row.id })
  const isOpen = row.state === 'planned' && row.startsAt > ctx.now
  const content = {
    ...{ subject: said.subject, preheader: said.text, heading: said.subject },
    paragraphs: [words.hello(firstName(row.contactName)), said.text, ...(row.note ? [row.note] : [])],
    facts: factsOf(ctx, row),
    button: { label: isOpen ? words.look : words.see, url },
    ...(row.advisorName ? { person: { name: row.advisorName, ...(row.advisorPhone ? { phone: row.advisorPhone } : {}) } } : {}),
    reason: words.reason(shop, row.customerName),
  }
  const bytes = new TextEncoder().encode(icsOf(ctx, [row]))
  const attachments = [{ name: 'appointment.ics', type: calendarType, bytes }]
  return { to: row.email, portal: 'offered', content, attachments, replyTo: row.advisorEmail ?? undefined }
}

function factsOf(ctx: SystemCtx, row: MailedAppointment) {
  const { fields } = appointmentWords
  const facts = [
    { label: words.when, value: viewOf(ctx).when(row.startsAt) },
    { label: fields.length, value: lengthText(row.minutes) },
    { label: fields.place, value: row.place },
    { label: fields.resource, value: row.resource },
    { label: fields.about, value: row.jobTitle ?? '' },
  ]
  return facts.filter(({ value }) => value !== '')
}
