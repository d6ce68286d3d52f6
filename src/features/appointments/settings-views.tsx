import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'

interface BookingPageProps {
  base: string
  shop: Profile
  action: string
  /** What the fields hold. */
  form: FormState
  /** What somebody else saved meanwhile. */
  changes?: readonly Changed[] | undefined
}

export const BookingPage = ({ base, shop, action, form, changes }: BookingPageProps) => (
  <SettingsFrame
    base={base}
    at="appointments"
    title="Appointments"
    detail="Customers confirm an appointment, ask for another time, and cancel as you allow here."
  >
    <form class="form" method="post" action={action}>
      <CommandField />
      <VersionField version={shop.version} />
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title="Not saved yet" />
      <TextField
        label="Customers may cancel until"
        name="cancelHours"
        form={form}
        after="hours before"
        inputmode="numeric"
        hint="0: until it begins. Empty: they cannot cancel, and ask you instead."
      />
      <p class="quiet small">
        Reminders go by themselves at 9:00 in the morning of the day before, on your clock ({shop.timeZone}).
      </p>
      <p class="ends">
        <SubmitButton primary busyText="Saving…">
          Save
        </SubmitButton>
      </p>
    </form>
  </SettingsFrame>
)
