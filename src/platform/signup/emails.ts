import type { Deps } from '#env.ts'
import type { Letter } from '#features/notifications/builders.ts'
import { portalAddress, staffAddress } from '#identity/item-links.ts'
import { bodyOf } from '#lib/id.ts'
import { codeFor, makeToken } from '#lib/token.ts'
import { paths } from '#paths.ts'
import { findTenantByKey } from '#platform/tenants/queries.ts'
import { href } from '#routes.ts'
import { platformKeys } from './actions.ts'
import { findSignup } from './queries.ts'
import { isOpen, platformKey } from './rules.ts'
import { deskMailWords, signupMailWords as words } from './words.ts'

type PlatformMail = (deps: Deps, payload: Readonly<Record<string, string>>) => Promise<Letter | undefined>

/** The platform's own mails. Link and code are derived when the mail is rendered, so no secret waits in the outbox. */
export const signupMails: Readonly<Record<string, PlatformMail>> = {
  'sign-up': async (deps, payload) => {
    const signup = await findSignup(deps, payload['signup'] ?? '')
    if (!signup || !isOpen(signup, deps.now())) return undefined
    const keys = platformKeys(deps)
    const code = await codeFor(keys, signup.id, signup.generation)
    const token = await makeToken(keys, 'signup', platformKey, bodyOf(signup.id), signup.generation)
    const { subject, button, ...rest } = words
    const url = deps.staff.origin + href('', paths.platform.signUp.link, { token })
    return { to: signup.email, content: { ...rest, subject: subject(code), code, button: { label: button, url } } }
  },

  /** Where the new shop's desk is, and its portal: to be found again. */
  desk: async (deps, payload) => {
    const signup = await findSignup(deps, payload['signup'] ?? '')
    const shop = await findTenantByKey(deps, payload['shop'] ?? '')
    if (!signup || !shop) return undefined
    const [desk, portal] = [staffAddress(deps, shop), portalAddress(deps, shop)]
    const { button, facts, ...rest } = deskMailWords
    return {
      to: signup.email,
      content: {
        ...rest,
        button: { label: button, url: desk },
        facts: [
          { label: facts.desk, value: desk },
          { label: facts.portal, value: portal },
        ],
      },
    }
  },
}
