import type { CustomerCtx } from '#context.ts'
import { ProofForm } from '#identity/fresh-proof/proof-form.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { profileWords } from './words.ts'

interface Props {
  readonly ctx: CustomerCtx
  readonly form?: FormState | undefined
}
const routes = paths.portal.profile.email

export const EmailPage = ({ ctx, form }: Props) => {
  const { email: words, title } = profileWords
  return (
    <>
      <Back href={href(ctx.base, paths.portal.profile.show)} label={title} />
      <Head title={words.heading} detail={words.lede(ctx.viewer.email)} />
      <form class="form gap" method="post" action={href(ctx.base, routes.ask)} novalidate>
        <CommandField />
        <TextField label={words.label} name="email" type="email" autocomplete="email" inputmode="email" required form={form} />
        <SubmitButton primary>{words.ask}</SubmitButton>
      </form>
    </>
  )
}

/** Whoever was signed in for longer shows first that they are still who they were. */
export const ProvePage = ({ ctx, email, form }: Props & { readonly email: string }) => (
  <>
    <h1>{profileWords.email.proofHeading}</h1>
    <ProofForm
      action={href(ctx.base, routes.ask)}
      fields={[['email', email]]}
      email={ctx.viewer.email}
      button={profileWords.email.ask}
      back={href(ctx.base, paths.portal.profile.show)}
      form={form}
    />
  </>
)

export const NewCodePage = ({ ctx, email, form }: Props & { readonly email: string }) => {
  const words = profileWords.email
  return (
    <>
      <Head title={words.checkHeading} detail={words.checkText(email)} />
      <form class="form gap" method="post" action={href(ctx.base, routes.change)} novalidate>
        <CommandField />
        <TextField label={words.code} name="code" code placeholder="0000 0000" required hint={words.ends} form={form} />
        <SubmitButton primary>{words.use}</SubmitButton>
      </form>
      <p class="ends apart">
        <a class="btn plain" href={href(ctx.base, routes.form)}>
          {words.another}
        </a>
      </p>
    </>
  )
}
