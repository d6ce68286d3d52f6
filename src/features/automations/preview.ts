import type { StaffCtx } from '#context.ts'
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

/** A status mail as an invented customer would get it, in the shop's words and colours. */
export function previewMail(ctx: StaffCtx, status: Status, words: MailWords): RenderedMail {
  return renderMail(contentOf(ctx, status, words), faceOf(ctx))
}

function contentOf(ctx: StaffCtx, status: Status, { subject, body }: MailWords): MailContent {
  const { shop } = ctx
  const name = shownName(shop)
  const due = formatDay(addDays(dayOf(ctx.now, shop.timeZone), 7), shop.locale)
  const values = { ...sample, status: status.label, shop: name, due }
  const filledSubject = fillWords(subject || jobWords.mail.subject, values)
  const paragraphs = fillWords(body || jobWords.mail.body, values).split(/\n\s*\n/)
  return {
    subject: filledSubject,
    preheader: paragraphs[0] ?? '',
    heading: filledSubject,
    paragraphs,
    facts: [
      { label: jobWords.mail.status, value: status.label },
      { label: jobWords.mail.promised, value: due },
    ],
    button: { label: jobWords.mail.button(vocabularies[shop.trade]), url: portalAddress(ctx.deps, ctx.tenant) },
    reason: jobWords.mail.reason(name),
  }
}

function faceOf({ shop, base, deps }: StaffCtx): MailFace {
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
