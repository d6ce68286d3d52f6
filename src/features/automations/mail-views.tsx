import type { Status } from '#features/jobs/queries.ts'
import { jobWords } from '#features/jobs/words.ts'
import type { RenderedMail } from '#features/notifications/render.ts'
import { SettingsFrame } from '#features/settings/nav.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Facts } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { fieldList } from './rules.ts'

const routes = paths.staff.settings.automations

interface MailPageProps {
  base: string
  status: Status
  /** What was typed but not saved, to look at it first. */
  draft?: { readonly mails: boolean; readonly subject: string; readonly body: string } | undefined
  mail: RenderedMail
  /** The whole mail as a page of its own. */
  mailHref: string
  form?: FormState | undefined
  changes?: readonly Changed[] | undefined
}

export const MailPage = ({ base, status, draft, mail, mailHref, form, changes }: MailPageProps) => (
  <SettingsFrame
    base={base}
    at="automations"
    back={{ href: href(base, routes.show), label: 'Automations' }}
    title={`Email for ${status.name}`}
    detail={`Goes out when a job reaches this status. Customers read it as “${status.label}”.`}
  >
    <form class="form" method="post" action={href(base, routes.saveOne, { id: status.id })}>
      <CommandField />
      <VersionField version={status.version} />
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title="Not saved yet" />
      <Tick
        label="Email the customer"
        hint="Every contact of the job's customer with access and an email."
        name="mails"
        form={form}
        checked={draft?.mails ?? status.mailsCustomer}
      />
      <TextField
        label="Subject"
        name="subject"
        form={form}
        value={draft?.subject ?? (status.mailSubject || jobWords.mail.subject)}
        maxlength={150}
      />
      <TextArea
        label="Words"
        name="body"
        form={form}
        value={draft?.body ?? (status.mailBody || jobWords.mail.body)}
        maxlength={4000}
        hint={`${fieldList} are filled in for each customer. An empty line starts a new paragraph.`}
      />
      <p class="ends">
        <SubmitButton primary busyText="Saving…">
          Save
        </SubmitButton>
        <button
          class="btn"
          type="submit"
          formmethod="get"
          formaction={href(base, routes.preview, { id: status.id })}
          formnovalidate
        >
          Preview
        </button>
      </p>
    </form>
    <Block
      title={draft ? 'How it will read, not saved yet' : 'How it reads'}
      id="preview"
      aside={
        <a href={mailHref} target="_blank" rel="noopener">
          With colors and logo
        </a>
      }
    >
      <Facts items={[{ label: 'Subject', value: mail.subject }]} />
      <PlainText text={mail.text} />
    </Block>
  </SettingsFrame>
)

const PlainText = ({ text }: { text: string }) => (
  <>
    {text
      .trim()
      .split('\n\n')
      .map((block) => (
        <p class="mono small">
          {block.split('\n').map((row, i) => (
            <>
              {i > 0 && <br />}
              {row}
            </>
          ))}
        </p>
      ))}
  </>
)
