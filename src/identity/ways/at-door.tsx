import type { AnyCtx } from '#context.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { atDoorWords as words } from './door-words.ts'

const routes = paths.portal.door

interface OtherWaysProps {
  readonly ctx: Pick<AnyCtx, 'base' | 'deps' | 'shop'>
  readonly next: string | undefined
  readonly linkKey: string | undefined
}

/** The ways in beside the mailed code. The passkey's shows itself where the browser has them. */
export const OtherWays = ({ ctx: { base, deps, shop }, next, linkKey }: OtherWaysProps) => (
  <div class="other-ways">
    <form
      method="post"
      action={href(base, routes.passkey)}
      data-passkey="show"
      data-options-from={href(base, routes.passkeyOptions)}
      hidden
    >
      <Onward next={next} linkKey={linkKey} />
      <input type="hidden" name="passkey" />
      <SubmitButton busyText={words.passkeyBusy}>{words.passkey}</SubmitButton>
      <p class="wrong" role="alert" data-failed={words.passkeyFailed} />
    </form>
    {deps.google && (
      <form method="post" action={href(base, routes.google)}>
        <Onward next={next} linkKey={linkKey} />
        <SubmitButton>{words.google}</SubmitButton>
      </form>
    )}
    {shop.arePasswordsOn && (
      <LinkButton plain href={onwardTo(href(base, routes.password), next, linkKey)}>
        {words.password}
      </LinkButton>
    )}
  </div>
)

/** Where a sign-in leads, and for which customer, carried along in a form. */
export const Onward = ({ next, linkKey }: Omit<OtherWaysProps, 'ctx'>) => (
  <>
    <CommandField />
    {next && <input type="hidden" name="next" value={next} />}
    {linkKey && <input type="hidden" name="key" value={linkKey} />}
  </>
)

/** The same in an address. */
export function onwardTo(address: string, next: string | undefined, linkKey: string | undefined): string {
  const query = new URLSearchParams({ ...(next ? { next } : {}), ...(linkKey ? { key: linkKey } : {}) })
  return query.size > 0 ? `${address}?${query}` : address
}
