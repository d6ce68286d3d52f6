import { assetSettings } from '#features/assets/settings.ts'
import { firstName } from '#features/customers/rules.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { meantFor } from '#identity/accounts/meant.ts'
import { portalAddress } from '#identity/item-links.ts'
import { formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { warrantyForMail } from './queries.ts'
import { warrantyWords } from './words.ts'

const { mail: words } = warrantyWords

export const warrantyMails: MailBuilders = {
  /** 30 days before one ends, where the shop wants that; nothing once it ends on another day or was taken off. */
  async 'warranty.ending'(ctx, { warranty = '', until = '' }) {
    const [[row]] = await ctx.read([warrantyForMail], { id: warranty })
    if (!row || row.untilOn !== until || !assetSettings(ctx.shop).mailsWarranties) return undefined
    const { assets, jobs, home } = paths.portal
    const day = formatDay(until, ctx.shop.locale, 'year')
    const subject = words.subject(row.product, day)
    const page = row.assetId
      ? href('', assets.show, { id: row.assetId })
      : row.jobId
        ? href('', jobs.show, { id: row.jobId })
        : meantFor(row.customerId, href('', home))
    const facts = [
      { label: words.product, value: [row.product, row.brand].filter(Boolean).join(', ') },
      { label: words.coverage, value: row.coverage },
      { label: words.registration, value: row.registration },
      { label: words.until, value: day },
    ]
    return {
      to: row.email,
      portal: 'offered' as const,
      content: {
        ...{ subject, preheader: words.text(row.product, day), heading: subject },
        paragraphs: [words.hello(firstName(row.contactName)), words.text(row.product, day)],
        facts: facts.filter(({ value }) => value !== ''),
        button: { label: words.look, url: portalAddress(ctx.deps, ctx.tenant) + page },
        reason: words.reason(shownName(ctx.shop), row.customerName),
      },
    }
  },
}
