import type { SystemCtx } from '#context.ts'
import { portalAddress } from '#identity/item-links.ts'
import { bodyOf } from '#lib/id.ts'
import { forReader, languageOf } from '#lib/language.ts'
import { makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { MailReader } from './queries.ts'
import { groupOf, type MailGroup, mailGroups, mutePurpose } from './rules.ts'
import { profileWords } from './words.ts'

/** What stands at the foot of a mail its reader may do without, and what their mail program is told of it. */
export interface Foot {
  readonly choose: { readonly label: string; readonly url: string }
  readonly headers: Readonly<Record<string, string>>
}

/** The foot of a mail of this kind to this reader; 'unwanted' where they do without it, nothing where it always goes. */
export async function mutable(
  ctx: SystemCtx,
  kind: string,
  reader: MailReader | undefined,
): Promise<Foot | 'unwanted' | undefined> {
  const group = groupOf(kind)
  if (!group || !reader) return undefined
  if (reader.muted?.includes(group)) return 'unwanted'
  // While the portal is closed there is nowhere to choose.
  if (!ctx.shop.isPortalOn) return undefined
  const language = reader.language ?? languageOf(ctx.shop.locale)
  const label = forReader(() => profileWords.mails.foot, language)
  return {
    choose: { label, url: `${portalAddress(ctx.deps, ctx.tenant)}${href('', paths.portal.profile.show)}#mails` },
    headers: {
      'List-Unsubscribe': `<${await muteAddress(ctx, reader.id, group)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  }
}

/** The address at which one person does without one group of mails. Whoever has it can do that, and nothing else. */
async function muteAddress({ deps, tenant }: SystemCtx, person: string, group: MailGroup): Promise<string> {
  const token = await makeToken(tenant.keys, mutePurpose, tenant.key, bodyOf(person), mailGroups.indexOf(group))
  return portalAddress(deps, tenant) + href('', paths.portal.mute.ask, { token })
}
