import type { Context } from 'hono'
import type { Envs, Tenant } from '#context.ts'
import { notFound } from '#errors.ts'
import { maskEmail } from '#lib/email.ts'
import { isGenuine, readToken } from '#lib/token.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { handle, href } from '#routes.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { muteGroup } from './actions.ts'
import { personById } from './queries.ts'
import { type MailGroup, mailGroups, mutePurpose } from './rules.ts'
import { profileWords } from './words.ts'

type C = Context<Envs['anyone'], '/mails/:token'>
/** From the foot of a mail: one press, and nobody has to sign in for fewer emails. A look changes nothing. */
export const muteHandlers = handle(paths.portal.mute, {
  async ask(c) {
    const { person, group } = await meant(c)
    const { mute: words, mails } = profileWords
    const page = (
      <>
        <h1>{words.heading(mails.groups[group])}</h1>
        <p class="quiet">{words.text(maskEmail(person.email))}</p>
        <form method="post" action={href(c.var.ctx.base, paths.portal.mute.mute, { token: c.req.param('token') })}>
          <CommandField />
          <SubmitButton primary>{words.button}</SubmitButton>
        </form>
      </>
    )
    return show(c, page, { title: words.title })
  },

  async mute(c) {
    const { person, group } = await meant(c)
    await muteGroup(c.var.ctx, person.id, group)
    const words = profileWords.mute
    const page = (
      <>
        <h1>{words.done}</h1>
        <p class="quiet">{words.doneText}</p>
        <p class="actions">
          <a class="btn primary" href={href(c.var.ctx.base, paths.portal.profile.show)}>
            {words.profile}
          </a>
        </p>
      </>
    )
    return show(c, page, { title: words.title })
  },
})

/** Whose mails of which kind an address is about. Throws not found for one that this shop did not make. */
async function meant(c: C) {
  const { ctx } = c.var
  const token = readToken(c.req.param('token'))
  const [[person]] = await ctx.read([personById], { person: `per_${token?.row ?? ''}` })
  const group = person && (await groupIn(ctx.tenant, token))
  if (!group) throw notFound('Page')
  return { person, group }
}

async function groupIn({ keys, key }: Tenant, token: ReturnType<typeof readToken>): Promise<MailGroup | undefined> {
  if (token?.purpose !== mutePurpose || token.shopKey !== key) return undefined
  for (const [i, group] of mailGroups.entries()) if (await isGenuine(keys, token, i)) return group
  return undefined
}
