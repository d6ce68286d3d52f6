import type { StaffCtx } from '#context.ts'
import { inHouse } from '#features/documents/keep.ts'
import type { Status } from '#features/jobs/queries.ts'
import { fillWords } from '#features/jobs/rules.ts'
import { jobWords, vocabularies } from '#features/jobs/words.ts'
import type { MailContent, MailFace } from '#features/notifications/content.ts'
import { mailColors, type RenderedMail, renderMail } from '#features/notifications/render.ts'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { addDays, dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { MailWords } from './actions.ts'
import { sample } from './words.ts'

/** A status mail as an invented customer would get it, in the shop's words, language and colours. */
export function previewMail(ctx: StaffCtx, status: Status, words: MailWords): RenderedMail {
  return inHouse(ctx, () => renderMail(contentOf(ctx, status, words), faceOf(ctx)))
}

function contentOf(ctx: StaffCtx, status: Status, { subject, body }: MailWords): MailContent {
  const { house: shop } = ctx
  const name = shownName(shop)
  const due = formatDay(addDays(dayOf(ctx.now, shop.timeZone), 7), shop.locale)
  const values = { contact: sample.contact, job: sample.job, status: status.label, shop: name, due }
  const { mail } = jobWords
  const vocabulary = vocabularies[shop.trade]
  return {
    subject: fillWords(subject.trim() || mail.subject, values),
    preheader: `${vocabulary.One} ${sample.number}: ${status.label}`,
    heading: sample.job,
    paragraphs: fillWords(body.trim() || mail.body, values)
      .split(/\n{2,}/)
      .filter((paragraph) => paragraph.trim() !== ''),
    facts: [
      { label: vocabulary.One, value: sample.number },
      { label: mail.status, value: status.label },
      { label: mail.promised, value: due },
    ],
    button: { label: mail.button(vocabulary), url: portalAddress(ctx.deps, ctx.tenant) },
    reason: mail.reason(name),
  }
}

function faceOf({ house: shop, base, deps }: StaffCtx): MailFace {
  const logo = shop.mailLogoFileId ?? shop.logoFileId
  return {
    shopName: shownName(shop),
    locale: shop.locale,
    colors: mailColors(shop.colors.brand),
    // From this host, because the page's policy lets in nothing else.
    ...(logo ? { logoUrl: deps.staff.origin + href(base, paths.staff.face.logo, { file: logo }) } : {}),
    ...(shop.address ? { address: shop.address } : {}),
    ...(shop.phone ? { phone: shop.phone } : {}),
    ...(shop.email ? { email: shop.email } : {}),
  }
}
