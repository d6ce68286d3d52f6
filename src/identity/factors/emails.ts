import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { memberById } from '#features/team/queries.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { staffAddress } from '../item-links.ts'
import type { About } from './mail.ts'
import { factorWords } from './words.ts'

const { mail: words } = factorWords
const isAbout = (text: string): text is About => Object.hasOwn(words.texts, text)

/** What a member of staff is told of every change to how they show that it is them. */
export const securityMails: MailBuilders = {
  async 'staff.security'(ctx, { staff = '', about = '', name = '', device = '', at = '' }) {
    const [[member]] = await ctx.read([memberById], { id: staff })
    if (!member || !isAbout(about)) return undefined
    const { tenant, deps, shop } = ctx
    const when = formatInstant(Number(at), { locale: shop.locale, zone: shop.timeZone }, 'year')
    const text = words.texts[about](name)
    const subject = words.subjects[about](shownName(shop))
    return {
      to: member.email,
      isForDesk: true,
      content: {
        ...{ subject, preheader: text, heading: subject },
        paragraphs: [text, words.when(when, device)],
        button: { label: words.button, url: staffAddress(deps, tenant) + href('', paths.staff.security.show) },
        afterword: [words.notYou],
        reason: words.reason(shownName(shop)),
      },
    }
  },
}
