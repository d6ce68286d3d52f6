import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { Copy } from '#ui/share.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { SettingsFrame } from './nav.tsx'
import { type PortalTab, type Profile, shownName } from './rules.ts'

interface PortalPageProps {
  base: string
  action: string
  shop: Profile
  /** The portal's own addresses, the one to give out first. */
  addresses: readonly string[]
  form?: FormState | undefined
  /** What somebody else saved meanwhile. */
  changes?: readonly Changed[] | undefined
}

export const PortalPage = ({ base, action, shop, addresses, form, changes }: PortalPageProps) => (
  <SettingsFrame base={base} at="portal" title="Portal" detail="Where your customers follow their work and pay.">
    <form class="form" method="post" action={action}>
      <CommandField />
      <VersionField version={shop.version} />
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title="Not saved yet" />
      <Block title={shop.isPortalOn ? 'The portal is on' : 'The portal is off'} id="door">
        <Switch label="Customers can open the portal" name="isOn" form={form} checked={shop.isPortalOn} />
        <p class="quiet">
          On: each invited customer sees their own jobs with status, dates and tracking, and their sent invoices with a way to
          pay. Drafts, internal notes and other customers stay out of sight. Off: every address of the portal says that it is not
          available, with your phone and email.
        </p>
      </Block>
      <Block title="Ways to sign in" id="sign-in">
        <Switch label="Customers may sign in with a password" name="passwords" form={form} checked={shop.arePasswordsOn} />
        <p class="quiet">
          Everybody can sign in with a mailed code, a passkey or Google. Passwords are for those who insist: at least 12
          characters, and no common ones. Off: passwords that were set stop working.
        </p>
      </Block>
      <Block title="What it says" id="words">
        <TextField
          label="Name customers see"
          name="portalName"
          form={form}
          value={shownName(shop)}
          maxlength={80}
          hint="Empty means the name of the shop."
        />
        {shop.tabs.map((tab) => (
          <TabSetting tab={tab} form={form} />
        ))}
      </Block>
      <p class="ends">
        <SubmitButton primary busyText="Saving…">
          Save
        </SubmitButton>
      </p>
    </form>
    <Block title="Its address" id="address">
      <p class="quiet">For your website and the foot of your emails. Every customer also has a private link of their own.</p>
      {addresses.map((address, i) => (
        <Copy id={`address-${i}`} label={i === 0 ? 'Address of the portal' : 'The same portal'} value={address} />
      ))}
    </Block>
  </SettingsFrame>
)

const tabNames = {
  jobs: 'Tab for jobs',
  invoices: 'Tab for invoices',
  messages: 'Tab for messages',
  requests: 'Tab for requests',
} as const

const TabSetting = ({ tab, form }: { tab: PortalTab; form: FormState | undefined }) => (
  <div class="pair">
    <TextField label={tabNames[tab.key]} name={`${tab.key}Label`} form={form} value={tab.label} required maxlength={24} />
    <div class="field">
      <span class="label" aria-hidden="true">
        &nbsp;
      </span>
      <div>
        <Tick label="Shown" name={`${tab.key}Shown`} form={form} checked={tab.isShown} />
      </div>
    </div>
  </div>
)
