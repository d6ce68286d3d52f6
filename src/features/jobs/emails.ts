import type { SystemCtx } from '#context.ts'
import { firstName } from '#features/customers/rules.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import type { MailContent, MailFact } from '#features/notifications/content.ts'
import { shownName } from '#features/settings/rules.ts'
import { itemLinkById, itemLinkUrl } from '#identity/item-links.ts'
import { trackingUrl } from '#lib/tracking.ts'
import { carrierName } from './carriers.ts'
import { statusBody, statusLabel, statusSubject } from './defaults-es.ts'
import type { Shipment } from './page-queries.ts'
import { shipmentsOfJob } from './page-queries.ts'
import { fillWords } from './rules.ts'
import { jobForMail } from './staff-queries.ts'
import { type JobView, viewOf } from './view.ts'
import { jobWords } from './words.ts'

type Job = Awaited<ReturnType<typeof jobForMail.execute>>[number]

export const jobMails: MailBuilders = {
  /** Where a job stands now. Nothing once it moved on, or once its reader may not read it any more. */
  async 'job.status'(ctx, payload) {
    const { job: id = '', contact = '', link: linkId = '', status, fresh } = payload
    const [[job], shipments, [link]] = await ctx.read([jobForMail, shipmentsOfJob, itemLinkById], {
      id,
      recipient: contact,
      link: linkId,
    })
    const isCurrent = job && (fresh === 'yes' || job.statusId === status)
    if (!isCurrent || !link || link.revokedAt !== null) return undefined
    const content = contentOf(ctx, job, shipments, await itemLinkUrl(ctx.deps, ctx.tenant, link))
    return { to: job.email, portal: 'needed', content, replyTo: job.advisorEmail ?? undefined }
  },
}

function contentOf(ctx: SystemCtx, job: Job, shipments: readonly Shipment[], url: string): MailContent {
  const view = viewOf(ctx)
  const shop = shownName(ctx.shop)
  const words = jobWords.mail
  const values = {
    contact: firstName(job.contactName) || words.noName,
    job: job.title,
    status: statusLabel(job.label),
    shop,
    due: job.dueOn ? view.day(job.dueOn) : words.noDue,
  }
  const paragraphs = fillWords(statusBody(job.mailBody).trim() || words.body, values)
  const person = job.advisorName
    ? {
        name: job.advisorName,
        ...(job.advisorTitle ? { role: job.advisorTitle } : {}),
        ...(job.advisorPhone ? { phone: job.advisorPhone } : {}),
      }
    : undefined
  return {
    subject: fillWords(statusSubject(job.mailSubject.trim()) || words.subject, values),
    preheader: `${view.vocabulary.One} ${job.number}: ${statusLabel(job.label)}`,
    heading: job.title,
    paragraphs: paragraphs.split(/\n{2,}/).filter((paragraph) => paragraph.trim() !== ''),
    button: { label: words.button(view.vocabulary), url },
    facts: factsOf(view, job, shipments),
    ...(person ? { person } : {}),
    reason: words.reason(shop),
  }
}

function factsOf(view: JobView, job: Job, shipments: readonly Shipment[]): MailFact[] {
  const words = jobWords.mail
  return [
    { label: view.vocabulary.One, value: String(job.number) },
    { label: words.status, value: statusLabel(job.label) },
    ...(job.dueOn && !job.isClosed ? [{ label: words.promised, value: view.day(job.dueOn) }] : []),
    ...shipments.map((shipment) => ({
      label: words.tracking(carrierName(shipment)),
      value: trackingUrl('other', shipment.number) ?? shipment.number,
    })),
  ]
}
