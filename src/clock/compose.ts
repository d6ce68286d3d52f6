import type { OutgoingMail } from '#adapters/mail/mail.ts'
import type { SystemCtx, Tenant } from '#context.ts'
import type { Deps } from '#env.ts'
import { quietUntil } from '#features/automations/quiet.ts'
import type { Letter, MailBuilder } from '#features/notifications/builders.ts'
import type { MailFace } from '#features/notifications/content.ts'
import { mailColors, renderMail } from '#features/notifications/render.ts'
import { type Foot, mutable } from '#features/profile/foot.ts'
import { type MailReader, readerOfMail } from '#features/profile/queries.ts'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { type Reader, systemContext } from '#identity/visitor-context.ts'
import { newId } from '#lib/id.ts'
import { deskLanguage, forReader, type Language, languageOf } from '#lib/language.ts'
import { paths } from '#paths.ts'
import { signupMails } from '#platform/signup/emails.ts'
import { href } from '#routes.ts'
import { shopMails } from './mails.ts'
import type { Compose, Queued } from './outbox.ts'

/** Composes a shop's mails: the words from its rows, in its name and colours. */
export function composeForShop(deps: Deps, tenant: Tenant): Compose {
  return async (row) => {
    const builder = shopMails[row.kind]
    if (!builder) throw new Error(`No mail is called ${row.kind}`)
    const written = await writtenFor(deps, tenant, (ctx) => builder(ctx, row.payload))
    if (!written) return undefined
    const { ctx } = written
    const letter = ctx.shop.isPortalOn ? written.letter : withoutPortal(written.letter)
    if (!letter) return undefined
    const foot = await mutable(ctx, row.kind, written.person)
    if (foot === 'unwanted') return undefined
    const notBefore = quietUntil(row.kind, deps.now(), ctx.shop.quietHours, ctx.shop.timeZone)
    if (notBefore !== undefined) return { notBefore }
    const from = { name: shownName(ctx.shop), address: deps.mailFrom }
    const mail = outgoing(row, withFoot(letter, foot), faceOf(ctx), from, letter.replyTo ?? ctx.shop.email ?? undefined)
    return { ...mail, headers: { ...mail.headers, ...foot?.headers }, origin: { shop: tenant.key, mail: row.id } }
  }
}

interface Written {
  readonly ctx: SystemCtx
  readonly letter: Letter
  /** Whose mailbox it goes to, where that is a customer's. */
  readonly person: MailReader | undefined
}

/** A letter in the language of whom it goes to. That is known only from the letter, so one to whom reads otherwise is written again. */
async function writtenFor(deps: Deps, tenant: Tenant, build: (ctx: SystemCtx) => ReturnType<MailBuilder>) {
  const first = await written(undefined)
  if (!first) return undefined
  const { to, personId, isForDesk } = first.letter
  const [[person]] = isForDesk ? [[]] : await first.ctx.read([readerOfMail], { to, person: personId ?? '' })
  const asShop = languageOf(first.ctx.shop.locale)
  const wanted = isForDesk ? deskLanguage : (person?.language ?? asShop)
  const letter = wanted === asShop ? first : await written(wanted)
  return letter && { ...letter, person }

  function written(language: Language | undefined): Promise<Omit<Written, 'person'> | undefined> {
    return forReader(async () => {
      const ctx = clockContext(deps, tenant, { language })
      const letter = await build(ctx)
      return letter && { ctx, letter }
    }, language)
  }
}

const withFoot = (letter: Letter, foot: Foot | undefined): Letter =>
  foot ? { ...letter, content: { ...letter.content, choose: foot.choose } } : letter

/** Composes the platform's own few mails. */
export function composeForPlatform(deps: Deps): Compose {
  return async (row) => {
    const letter = await signupMails[row.kind]?.(deps, row.payload)
    const face: MailFace = { shopName: 'Nameplate', locale: 'en-US', colors: mailColors('#3d4a5c') }
    return letter && outgoing(row, letter, face, { name: 'Nameplate', address: deps.mailFrom }, undefined)
  }
}

/** What is left of a letter while the portal is closed: no mail leads to a door that does not open. */
function withoutPortal(letter: Letter): Letter | undefined {
  if (!letter.portal) return letter
  if (letter.portal === 'needed') return undefined
  const { button: _, ...content } = letter.content
  return { ...letter, content }
}

function outgoing(
  row: Queued,
  letter: Letter,
  face: MailFace,
  from: OutgoingMail['from'],
  replyTo: string | undefined,
): OutgoingMail {
  return {
    ...renderMail(letter.content, face),
    key: row.key,
    from,
    to: letter.to,
    tag: row.kind,
    ...(replyTo ? { replyTo } : {}),
    ...(letter.attachments ? { attachments: letter.attachments } : {}),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': row.id },
  }
}

/** The shop at work without a person: an alarm, a webhook. */
export function clockContext(deps: Deps, tenant: Tenant, reader?: Reader): SystemCtx {
  const none = { base: '', host: '', network: '', device: '', command: undefined }
  return systemContext({ ...none, tenant, deps, requestId: newId('req'), now: deps.now() }, 'clock', reader)
}

function faceOf(ctx: SystemCtx): MailFace {
  const { shop, tenant, deps } = ctx
  const logo = shop.mailLogoFileId ?? shop.logoFileId
  return {
    shopName: shownName(shop),
    locale: shop.locale,
    colors: mailColors(shop.colors.brand),
    ...(logo ? { logoUrl: portalAddress(deps, tenant) + href('', paths.portal.face.logo, { file: logo }) } : {}),
    ...(shop.address ? { address: shop.address } : {}),
    ...(shop.phone ? { phone: shop.phone } : {}),
    ...(shop.email ? { email: shop.email } : {}),
  }
}
