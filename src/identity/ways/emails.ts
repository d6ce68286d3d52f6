import { eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import type { MailBuilders } from '#features/notifications/builders.ts'
import { shownName } from '#features/settings/rules.ts'
import { formatInstant } from '#lib/time.ts'
import { codeFor } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { portalAddress } from '../item-links.ts'
import { challenges } from '../schema.ts'
import { isOpen } from '../sign-in/rules.ts'
import type { About } from './mail.ts'
import { personToTell } from './queries.ts'
import { waysWords } from './words.ts'

const { mails: words } = waysWords
const isAbout = (text: string): text is About => Object.hasOwn(words.texts, text)

const challengeById = sql
  .select()
  .from(challenges)
  .where(eq(challenges.id, raw.placeholder('challenge')))

/** What somebody is told of every change to how they sign in, and the code with which they make one. */
export const waysMails: MailBuilders = {
  async 'ways.changed'(ctx, { person = '', about = '', name = '', identity = '', device = '', at = '' }) {
    const [[found]] = await ctx.read([personToTell], { person, identity })
    if (!found || !isAbout(about)) return undefined
    const { tenant, deps, shop } = ctx
    const when = formatInstant(Number(at), { locale: shop.locale, zone: shop.timeZone }, 'year')
    const text = words.texts[about](name)
    const subject = words.subjects[about](shownName(shop))
    return {
      to: found.email,
      portal: 'offered',
      content: {
        ...{ subject, preheader: text, heading: subject },
        paragraphs: [text, words.when(when, device)],
        button: { label: words.button, url: portalAddress(deps, tenant) + href('', paths.portal.ways.show) },
        afterword: [words.notYou],
        reason: words.reason(shownName(shop)),
      },
    }
  },

  async 'ways.code'(ctx, payload) {
    const [[challenge]] = await ctx.read([challengeById], { challenge: payload['challenge'] })
    if (!challenge || !isOpen(challenge, ctx.now)) return undefined
    const shop = shownName(ctx.shop)
    return {
      to: challenge.email,
      portal: 'needed',
      content: {
        subject: words.code.subject(shop),
        preheader: words.code.preheader,
        heading: words.code.heading,
        paragraphs: [words.code.text],
        code: await codeFor(ctx.tenant.keys, challenge.id, challenge.generation),
        afterword: [words.code.notYou],
        reason: words.code.reason(shop),
      },
    }
  },
}
