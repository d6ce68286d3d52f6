import type { FormState } from '#lib/form.ts'
import { qrPath } from '#lib/qr.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { Qr } from '#ui/share.tsx'
import { inGroups } from './rules.ts'
import { factorWords } from './words.ts'

const routes = paths.staff.security
const { set, passkey: words } = factorWords

interface SetUpProps {
  readonly base: string
  readonly next: string | undefined
  readonly form?: FormState | undefined
}

const Next = ({ next }: Pick<SetUpProps, 'next'>) => (next ? <input type="hidden" name="next" value={next} /> : null)

interface AuthenticatorProps extends SetUpProps {
  readonly id: string
  readonly name: string
  /** What the app scans, and the key in it. */
  readonly address: string
  readonly secret: string
}

/** Scan, or type the key; then the code that the app shows. */
export const AuthenticatorPage = ({ base, id, name, address, secret, next, form }: AuthenticatorProps) => {
  const code = qrPath(address)
  return (
    <>
      <Back href={href(base, routes.show)} label={factorWords.title} />
      <Head title={set.title} />
      <Block id="scan" title={set.step1}>
        <p class="quiet">{set.step1Text}</p>
        <div class="scan">
          <Qr path={code.path} size={code.size} label={set.qr} />
          <div>
            <p>{set.typed}</p>
            <p class="mono key">{inGroups(secret, 4)}</p>
            <p>
              <a href={address}>{set.open}</a>
            </p>
          </div>
        </div>
      </Block>
      <Block id="confirm" title={set.step2}>
        <form class="form" method="post" action={href(base, routes.confirm, { id })} novalidate>
          <CommandField />
          <Next next={next} />
          <ErrorSummary form={form} title="It is not on yet" />
          <TextField label={set.code} name="code" code required form={form} />
          <TextField label={set.name} name="name" value={name} maxlength={60} required hint={set.nameHint} form={form} />
          <p class="ends">
            <SubmitButton primary>{set.act}</SubmitButton>
          </p>
        </form>
      </Block>
    </>
  )
}

/** A key that was shown too long ago to be trusted. */
export const KeyOverPage = ({ base, next }: SetUpProps) => (
  <>
    <Head title={set.over} detail={set.overText} />
    <form class="gap" method="post" action={href(base, routes.startAuthenticator)}>
      <CommandField />
      <Next next={next} />
      <SubmitButton primary>{set.again}</SubmitButton>
    </form>
  </>
)

interface PasskeyProps extends SetUpProps {
  readonly name: string
  /** What the browser makes it from. */
  readonly options: string
}

/** One button: the browser asks for the rest. */
export const PasskeyPage = ({ base, name, options, next, form }: PasskeyProps) => (
  <>
    <Back href={href(base, routes.show)} label={factorWords.title} />
    <Head title={words.title} detail={words.text} />
    <form class="form" method="post" action={href(base, routes.addPasskey)} data-passkey="add" data-options={options} hidden>
      <CommandField />
      <Next next={next} />
      <input type="hidden" name="passkey" />
      <ErrorSummary form={form} title="It is not added yet" />
      <TextField label={words.name} name="name" value={name} maxlength={60} required hint={set.nameHint} form={form} />
      <p class="wrong" role="alert" data-failed={words.failed} />
      <p class="ends">
        <SubmitButton primary busyText={words.busy}>
          {words.act}
        </SubmitButton>
      </p>
    </form>
    <p class="note bad" data-no-passkeys="" hidden>
      {words.unsupported}
    </p>
    <noscript>
      <p>{factorWords.ways.needsScript}</p>
    </noscript>
    <form class="gap" method="post" action={href(base, routes.startAuthenticator)}>
      <CommandField />
      <Next next={next} />
      <SubmitButton plain>{words.other}</SubmitButton>
    </form>
  </>
)
