import type { Child } from 'hono/jsx'
import type { CustomerCtx } from '#context.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Head, Note } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { atDoorWords, type Problem } from './door-words.ts'
import type { GoogleIdentity, Passkey } from './queries.ts'
import { waysWords as words } from './words.ts'

const routes = paths.portal.ways

export interface Ways {
  readonly passkeys: readonly Passkey[]
  readonly google: GoogleIdentity | undefined
  readonly password: { readonly changedAt: number } | undefined
}

interface WaysProps extends Ways {
  readonly ctx: CustomerCtx
  /** Why Google's answer was not taken. */
  readonly problem: Problem | undefined
}

/** Every way this person has to sign in, and those they could have. */
export const WaysPage = ({ ctx, passkeys, google, password, problem }: WaysProps) => {
  const { base, deps, shop, viewer } = ctx
  return (
    <>
      <Head title={words.heading} detail={words.lede} />
      {problem && <Note bad title={atDoorWords.problems[problem]} />}
      <Block id="passkeys" title={words.passkey.title}>
        {passkeys.length === 0 ? (
          <p class="quiet">{words.passkey.none}</p>
        ) : (
          <Rows>
            {passkeys.map((passkey) => (
              <PasskeyRow ctx={ctx} passkey={passkey} />
            ))}
          </Rows>
        )}
        <p class="gap">
          <LinkButton primary={passkeys.length === 0} icon="plus" href={href(base, routes.newPasskey)}>
            {words.passkey.add}
          </LinkButton>
        </p>
      </Block>
      {(deps.google || google) && (
        <Way
          {...{ id: 'google', title: words.google.title, to: href(base, routes.google) }}
          state={google ? words.google.tied(google.email) : words.google.none}
          act={google ? words.google.change : words.google.add}
        />
      )}
      {shop.arePasswordsOn && (
        <Way
          {...{ id: 'password', title: words.password.title, to: href(base, routes.password) }}
          state={password ? words.password.since(dayIn(ctx, password.changedAt)) : words.password.none}
          act={password ? words.password.change : words.password.add}
        />
      )}
      <Block id="mail" title={words.mail.title}>
        <p class="quiet">{words.mail.text(viewer.email)}</p>
      </Block>
      <Way
        {...{ id: 'devices', title: words.devices.title, to: href(base, paths.portal.devices.list) }}
        state={words.devices.text}
        act={words.devices.look}
      />
    </>
  )
}

const PasskeyRow = ({ ctx, passkey }: { readonly ctx: CustomerCtx; readonly passkey: Passkey }) => {
  const { id, name, host, createdAt, usedAt } = passkey
  const when = usedAt === null ? words.passkey.unused(dayIn(ctx, createdAt)) : words.passkey.used(dayIn(ctx, usedAt))
  const detail = host === ctx.host ? when : `${when} · ${words.passkey.elsewhere(host)}`
  return <Row title={name} href={href(ctx.base, routes.passkey, { id })} detail={detail} />
}

interface WayProps {
  readonly id: string
  readonly title: string
  readonly state: Child
  readonly to: string
  readonly act: string
}

const Way = ({ id, title, state, to, act }: WayProps) => (
  <Block id={id} title={title}>
    <p class="quiet">{state}</p>
    <p class="gap">
      <LinkButton href={to}>{act}</LinkButton>
    </p>
  </Block>
)

export const dayIn = ({ shop }: Pick<CustomerCtx, 'shop'>, at: number) => formatDay(dayOf(at, shop.timeZone), shop.locale, 'year')

interface ChooseProps {
  readonly ctx: CustomerCtx
  readonly shopName: string
}

/** Asked once, after an invitation and the proof of the mailbox. Skipping is a choice too. */
export const ChoosePage = ({ ctx: { base, deps, shop }, shopName }: ChooseProps) => (
  <>
    <h1>{words.choose.heading}</h1>
    <p class="lede">{words.choose.lede(shopName)}</p>
    <div class="form gap choosing">
      <LinkButton primary wide href={href(base, routes.newPasskey)}>
        {words.passkey.add}
      </LinkButton>
      <p class="quiet small">{words.passkey.none}</p>
      {deps.google && (
        <LinkButton wide href={href(base, routes.google)}>
          {words.google.add}
        </LinkButton>
      )}
      {shop.arePasswordsOn && (
        <LinkButton wide href={href(base, routes.password)}>
          {words.password.add}
        </LinkButton>
      )}
      <LinkButton plain wide href={base}>
        {words.choose.skip}
      </LinkButton>
    </div>
  </>
)
