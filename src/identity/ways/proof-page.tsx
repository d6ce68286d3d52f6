import type { Context } from 'hono'
import * as v from 'valibot'
import type { CustomerCtx, Envs } from '#context.ts'
import { maskEmail } from '#lib/email.ts'
import { type FormState, fieldError, parseForm } from '#lib/form.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { credentialIdIn, requestOptions } from '../ceremony.ts'
import { freshProof, ProofFields } from '../fresh-proof/ask.ts'
import { ProofForm } from '../fresh-proof/proof-form.tsx'
import { type FreshCode, freshCode } from '../fresh-proof/queries.ts'
import { isFresh } from '../fresh-proof/rules.ts'
import { safeNext } from '../sign-in/rules.ts'
import { passkeyUsed, unlessSpent } from './enter.ts'
import { ceremonyFor, provenNow } from './proof.ts'
import { myPasskeys, type Passkey } from './queries.ts'
import { waysWords } from './words.ts'

type C = Context<Envs['customer']>
const routes = paths.portal.ways
const { proof: words } = waysWords

const Prove = v.object({
  ...ProofFields,
  next: v.fallback(v.optional(v.string()), undefined),
  passkey: v.fallback(v.optional(v.pipe(v.string(), v.maxLength(20_000)), ''), ''),
})

/** Asks whoever is signed in to show once more that it is them, by their mailbox or a passkey, and leads on to what they wanted. */
export const proofHandlers = {
  async proof(c: C) {
    const { ctx } = c.var
    const [[code], passkeys] = await ctx.read([freshCode, myPasskeys])
    const next = onward(ctx, c.req.query('next'))
    return isFresh(ctx) ? c.redirect(next, 303) : showProof(c, { next, code, passkeys })
  },

  async prove(c: C) {
    const { ctx } = c.var
    const form = await parseForm(c, Prove)
    const [[code], passkeys] = await ctx.read([freshCode, myPasskeys])
    const next = onward(ctx, form.ok ? form.value.next : undefined)
    if (isFresh(ctx)) return c.redirect(next, 303)
    const asked = { next, code, passkeys }
    if (!form.ok) return showProof(c, asked, form)
    if (form.value.passkey) {
      const isProven = await provenBy(ctx, passkeys, form.value.passkey)
      return isProven ? c.redirect(next, 303) : showProof(c, asked, fieldError({}, 'form', words.passkeyWrong))
    }
    const proof = await freshProof(ctx, code, form.value, 'ways.code')
    if (!('ask' in proof)) {
      await ctx.write({ kind: 'session.proved', subjectId: ctx.sessionId, isRepeatable: true }, proof.proven)
      return c.redirect(next, 303)
    }
    if (proof.ask) return showProof(c, asked, proof.ask)
    return c.redirect(`${href(ctx.base, routes.proof)}?next=${encodeURIComponent(next)}`, 303)
  },
}

/** Only a page of this portal, and in doubt the one about signing in. */
const onward = ({ base }: CustomerCtx, next: string | undefined) => safeNext(next, base) ?? href(base, routes.show)

async function provenBy(ctx: CustomerCtx, passkeys: readonly Passkey[], text: string): Promise<boolean> {
  const id = credentialIdIn(text)
  const kept = passkeys.find(({ credentialId, host }) => credentialId === id && host === ctx.host)
  const used = kept && (await passkeyUsed(ceremonyFor(ctx, 'show'), kept, text))
  if (!used) return false
  const action = { kind: 'session.proved', subjectId: ctx.sessionId, details: { way: 'passkey' }, isRepeatable: true }
  return unlessSpent(ctx.write(action, [used, provenNow(ctx)]))
}

interface Asked {
  readonly next: string
  readonly code: FreshCode | undefined
  readonly passkeys: readonly Passkey[]
}

async function showProof(c: C, asked: Asked, form?: FormState) {
  const { ctx } = c.var
  const ids = asked.passkeys.filter(({ host }) => host === ctx.host).map(({ credentialId }) => credentialId)
  const options = ids.length > 0 ? await requestOptions(ceremonyFor(ctx, 'show'), ids) : undefined
  return show(c, <ProofPage ctx={ctx} {...asked} options={options} form={form} />, {
    ...{ title: words.heading, isDeciding: true, scripts: ['passkey', 'resend'] },
    ...(form ? { status: 422 } : {}),
  })
}

interface ProofPageProps extends Asked {
  readonly ctx: CustomerCtx
  /** What the browser shows a passkey for; missing where this host has none of theirs. */
  readonly options: string | undefined
  readonly form: FormState | undefined
}

const ProofPage = ({ ctx: { base, viewer }, next, code, options, form }: ProofPageProps) => {
  const action = href(base, routes.prove)
  const back = href(base, routes.show)
  // Where a code is on its way, or was typed wrong, it is what the page asks for.
  const asksCode = code !== undefined || form?.errors['code'] !== undefined
  return (
    <div class="confirm">
      <h1>{words.heading}</h1>
      <p class="lede">{words.text}</p>
      {form?.errors['form'] && <Note bad title={form.errors['form']} />}
      {options && (
        <form method="post" action={action} data-passkey="show" data-options={options} hidden>
          <CommandField />
          <input type="hidden" name="next" value={next} />
          <input type="hidden" name="passkey" />
          <p class="wrong" role="alert" data-failed={words.passkeyFailed} />
          <SubmitButton primary={!asksCode} wide busyText={waysWords.passkey.busy}>
            {words.passkey}
          </SubmitButton>
        </form>
      )}
      {asksCode ? (
        <ProofForm action={action} fields={[['next', next]]} email={viewer.email} button={words.act} back={back} form={form} />
      ) : (
        <form method="post" action={action}>
          <CommandField />
          <input type="hidden" name="next" value={next} />
          <input type="hidden" name="again" value="on" />
          <SubmitButton primary={!options} wide>
            {words.mail}
          </SubmitButton>
          <p class="quiet small">{maskEmail(viewer.email)}</p>
          <LinkButton plain href={back}>
            {words.back}
          </LinkButton>
        </form>
      )}
    </div>
  )
}
