import type { FormState } from '#lib/form.ts'
import { currencies, formatMoney, percentOf } from '#lib/money.ts'
import { formatDay, locales, zones } from '#lib/time.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextArea, TextField } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { SettingsFrame } from './nav.tsx'
import type { Profile } from './rules.ts'

interface ShopPageProps {
  base: string
  action: string
  shop: Profile
  isCurrencyLocked: boolean
  form?: FormState | undefined
  /** What somebody else saved meanwhile. */
  changes?: readonly Changed[] | undefined
}

export const ShopPage = ({ base, action, shop, isCurrencyLocked, form, changes }: ShopPageProps) => (
  <SettingsFrame
    base={base}
    at="shop"
    title="Shop"
    detail="Who you are and how you work. Customers read the first part on every page and email."
  >
    <form class="form" method="post" action={action}>
      <CommandField />
      <VersionField version={shop.version} />
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title="Not saved yet" />
      <Contact shop={shop} form={form} />
      <Place shop={shop} form={form} isCurrencyLocked={isCurrencyLocked} />
      <Money shop={shop} form={form} />
      <p class="ends">
        <SubmitButton primary busyText="Saving…">
          Save
        </SubmitButton>
      </p>
    </form>
  </SettingsFrame>
)

interface PartProps {
  shop: Profile
  form: FormState | undefined
}

const Contact = ({ shop, form }: PartProps) => (
  <fieldset class="set">
    <legend>How customers reach you</legend>
    <TextField label="Shop name" name="name" form={form} value={shop.name} required maxlength={120} autocomplete="organization" />
    <TextField
      label="Email"
      name="email"
      type="email"
      form={form}
      value={shop.email ?? ''}
      autocomplete="email"
      hint="Answers to the portal's emails come here."
    />
    <TextField label="Phone" name="phone" type="tel" form={form} value={shop.phone ?? ''} autocomplete="tel" />
    <TextField
      label="Website"
      name="website"
      inputmode="url"
      form={form}
      value={shop.website ?? ''}
      placeholder="www.shop.com"
      autocomplete="url"
    />
    <TextField
      label="Address"
      name="address"
      form={form}
      value={shop.address ?? ''}
      maxlength={300}
      autocomplete="street-address"
    />
  </fieldset>
)

const Place = ({ shop, form, isCurrencyLocked }: PartProps & { isCurrencyLocked: boolean }) => (
  <fieldset class="set">
    <legend>Place</legend>
    <Select
      label="Time zone"
      name="timeZone"
      form={form}
      value={shop.timeZone}
      options={zones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
    />
    <Select label="Dates and numbers" name="locale" form={form} value={shop.locale} options={localeOptions(shop.currency)} />
    {isCurrencyLocked ? (
      <TextField
        label="Currency"
        name="currency"
        form={form}
        value={shop.currency}
        disabled
        hint="An estimate or invoice was sent in it, so it stays."
      />
    ) : (
      <Select
        label="Currency"
        name="currency"
        form={form}
        value={shop.currency}
        options={currencies.map((code) => ({ value: code, label: code }))}
        hint="It stays as it is once you have sent an estimate or invoice."
      />
    )}
  </fieldset>
)

/** Each as an example, for nobody knows these by their codes. */
function localeOptions(currency: string) {
  return locales.map((locale) => ({
    value: locale,
    label: `${formatDay('2026-04-17', locale)}, ${formatMoney(123_450, currency, locale)} (${locale})`,
  }))
}

const Money = ({ shop, form }: PartProps) => (
  <fieldset class="set">
    <legend>Invoices</legend>
    <div class="pair gap">
      <TextField label="Tax is called" name="taxName" form={form} value={shop.taxName} required maxlength={40} />
      <TextField label="Usual rate" name="taxPpm" form={form} value={percentOf(shop.taxPpm)} inputmode="decimal" after="%" />
    </div>
    <div class="pair gap">
      <TextField label="Due after" name="dueDays" form={form} value={String(shop.dueDays)} inputmode="numeric" after="days" />
      <TextField label="Numbers begin with" name="invoicePrefix" form={form} value={shop.invoicePrefix} maxlength={12} />
    </div>
    <div class="gap">
      <TextArea
        label="Other ways to pay"
        name="paymentNote"
        form={form}
        value={shop.paymentNote}
        maxlength={2000}
        hint="Stands on every invoice: where to send a check, or the account for a transfer."
      />
    </div>
  </fieldset>
)
