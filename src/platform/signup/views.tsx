import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Note } from '#ui/block.tsx'
import { LinkButton, ResendButton, SubmitButton } from '#ui/buttons.tsx'
import { Choice } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { tradeOptions } from './words.ts'

const { platform } = paths

export const WelcomePage = ({ form }: { form?: FormState | undefined }) => (
  <>
    <h1>A portal that carries your shop’s own name</h1>
    <p class="lede">
      Nameplate gives each of your customers a private link where they follow their jobs and pay their invoices. They see your
      logo, your colors and your name, never ours, and they need no password.
    </p>
    <LinkButton href={href('', platform.signUp.form)} primary wide>
      Start a shop
    </LinkButton>
    <hr />
    <h2>You have a shop here</h2>
    <form method="post" action={href('', platform.find)}>
      <TextField
        label="Your shop’s address"
        name="shop"
        form={form}
        before="/admin/"
        required
        placeholder="smith-embroidery"
        autocomplete="off"
        hint="It is in every mail we sent you."
      />
      <SubmitButton wide>Open your shop’s desk</SubmitButton>
    </form>
  </>
)

export const SignUpPage = ({ form }: { form?: FormState | undefined }) => (
  <>
    <h1>Start a shop</h1>
    <p class="lede">
      First your email: we mail you a code, and there is no password to choose. Then the name of your shop, and you are in.
    </p>
    <form method="post" action={href('', platform.signUp.ask)}>
      <CommandField />
      <TextField
        label="Your work email"
        name="email"
        type="email"
        form={form}
        required
        autocomplete="email"
        placeholder="you@yourshop.com"
        autofocus
      />
      <SubmitButton primary wide busyText="Sending">
        Mail me a code
      </SubmitButton>
    </form>
  </>
)

interface CodePageProps {
  email: string
  form?: FormState | undefined
  /** Nothing can be typed any more: too late, or too many wrong codes. */
  isSpent?: boolean | undefined
}

export const CodePage = ({ email, form, isSpent }: CodePageProps) => (
  <>
    <h1>{isSpent ? 'This code is used up' : 'Look in your mail'}</h1>
    {isSpent ? (
      <p class="lede">It was too late, or typed wrong too often. Get a fresh one: it takes a moment.</p>
    ) : (
      <>
        <p class="lede">
          We sent a button and a code to <b class="nowrap">{email}</b>. Both work for 10 minutes.
        </p>
        <CodeForm form={form} action={href('', platform.signUp.redeem)} />
      </>
    )}
    <form method="post" action={href('', platform.signUp.ask)}>
      <CommandField />
      <input type="hidden" name="email" value={email} />
      {isSpent ? (
        <SubmitButton primary wide>
          Mail me a fresh code
        </SubmitButton>
      ) : (
        <ResendButton seconds={30} waiting="Send it again in {s} s">
          Send it again
        </ResendButton>
      )}
    </form>
    <p class="quiet small">
      Not your address? <a href={href('', platform.signUp.form)}>Start over</a>
    </p>
  </>
)

const CodeForm = ({ form, action }: { form: FormState | undefined; action: string }) => (
  <form method="post" action={action}>
    <CommandField />
    <TextField
      label="8-digit code"
      name="code"
      form={form}
      code
      required
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={14}
      autofocus
    />
    <SubmitButton primary wide>
      Go on
    </SubmitButton>
  </form>
)

/** Behind the mailed button. Nothing happens until a person presses; in another browser the code is asked for too. */
export const ConfirmPage = ({ isHere, action, form }: { isHere: boolean; action: string; form?: FormState | undefined }) =>
  isHere ? (
    <>
      <h1>Your address is right</h1>
      <p class="lede">One press, and you name your shop.</p>
      <form method="post" action={action}>
        <CommandField />
        <SubmitButton primary wide>
          Continue
        </SubmitButton>
      </form>
    </>
  ) : (
    <>
      <h1>You began in another browser</h1>
      <p class="lede">Go on there, or type the code from the same mail to go on here.</p>
      <CodeForm form={form} action={action} />
    </>
  )

export const NameShopPage = ({
  email,
  ownerName,
  form,
}: {
  email: string
  ownerName?: string | undefined
  form?: FormState | undefined
}) => (
  <>
    <h1>Name your shop</h1>
    <p class="lede">You can change all of it later. Your customers see nothing until you switch the portal on.</p>
    <ErrorSummary form={form} title="Something is missing" />
    <form method="post" action={href('', platform.signUp.open)}>
      <CommandField />
      <TextField
        label="Name of the shop"
        name="name"
        form={form}
        required
        maxlength={80}
        autocomplete="organization"
        placeholder="Smith Embroidery"
      />
      <TextField
        label="Its address here"
        name="slug"
        form={form}
        before="/portal/"
        maxlength={40}
        autocomplete="off"
        placeholder="smith-embroidery"
        hint="Small letters, digits and hyphens. Leave it empty and we make it from the name."
      />
      <Choice
        label="What do you do?"
        name="trade"
        form={form}
        options={tradeOptions}
        stacked
        hint="It sets your first statuses and words."
      />
      <TextField
        label="Your own name"
        name="ownerName"
        form={form}
        value={ownerName}
        required
        maxlength={80}
        autocomplete="name"
      />
      <SubmitButton primary wide busyText="Opening your shop">
        Open my shop
      </SubmitButton>
    </form>
    <p class="quiet small">You sign in as {email}.</p>
  </>
)

export const TooLatePage = () => (
  <>
    <h1>Start again</h1>
    <Note title="This link or this page is too old, or was used before.">
      <p>It takes a minute: type your email once more.</p>
    </Note>
    <LinkButton href={href('', platform.signUp.form)} primary wide>
      Start again
    </LinkButton>
  </>
)
