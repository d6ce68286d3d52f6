import type { FormState } from '#lib/form.ts'
import { zones } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Choice } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import { ShopName } from '#ui/letterhead.tsx'
import { tradeOptions } from './words.ts'

const { platform } = paths

export const Mark = () => <ShopName shop={{ name: 'Nameplate' }} />

export const WelcomePage = ({ form }: { form?: FormState | undefined }) => (
  <>
    <Mark />
    <h1>A portal that carries your shop’s own name</h1>
    <p class="quiet">
      Nameplate gives each of your customers a private link where they follow their jobs and pay their invoices. They see your
      logo, your colors and your name, never ours, and they need no password.
    </p>
    <div class="actions">
      <LinkButton href={href('', platform.signUp.form)} primary wide>
        Start a shop
      </LinkButton>
    </div>
    <p class="or">or, if you have one</p>
    <form method="post" action={href('', platform.find)}>
      <TextField
        label="Your shop’s address"
        name="shop"
        form={form}
        before="/admin/"
        required
        placeholder="smith-embroidery"
        autocomplete="off"
        hint="It is in the mail we sent when you opened the shop, and in every invitation."
      />
      <SubmitButton wide>Open your shop’s desk</SubmitButton>
    </form>
  </>
)

export const SignUpPage = ({ form }: { form?: FormState | undefined }) => (
  <>
    <Mark />
    <h1>Start a shop</h1>
    <p class="quiet">
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

export const NameShopPage = ({
  email,
  ownerName,
  timeZone,
  form,
  isTaken,
}: {
  email: string
  /** Where the reader seems to be. */
  timeZone: string
  ownerName?: string | undefined
  form?: FormState | undefined
  isTaken?: boolean | undefined
}) => (
  <>
    <h1>Name your shop</h1>
    <p class="quiet">
      You can change all of it later. Your customers see nothing until you switch the portal on, and you sign in as {email}.
    </p>
    <ErrorSummary form={form} title={isTaken ? 'That address is taken' : 'Something is missing'} />
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
        before="/public/portal/"
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
      <Select
        label="Time zone"
        name="timeZone"
        form={form}
        value={timeZone}
        options={zones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        hint="Guessed from where you are. Your customers read every day and time in it."
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
  </>
)

export const TooLatePage = () => (
  <>
    <Mark />
    <h1>Start again</h1>
    <Note title="This link or this page is too old, or was used before.">
      <p>It takes a minute: type your email once more.</p>
    </Note>
    <div class="actions">
      <LinkButton href={href('', platform.signUp.form)} primary wide>
        Start again
      </LinkButton>
    </div>
  </>
)
