import type { Status } from '#features/jobs/queries.ts'
import { ringOf } from '#features/jobs/rules.ts'
import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Switch, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status as StatusMark } from '#ui/status.tsx'
import { Scroll, Table } from '#ui/tables.tsx'
import type { LoggedMail } from './queries.ts'
import { stateOf } from './rules.ts'
import { kindNames, stateNames } from './words.ts'

const routes = paths.staff.settings.automations

interface AutomationsPageProps {
  base: string
  shop: Profile
  statuses: readonly Status[]
  mails: readonly LoggedMail[]
  /** Nobody at the shop has said yet that they are as they should be. */
  isNew: boolean
  form?: FormState | undefined
}

export const AutomationsPage = ({ base, shop, statuses, mails, isNew, form }: AutomationsPageProps) => (
  <SettingsFrame
    base={base}
    at="automations"
    title="Automations"
    detail="Emails that go out by themselves when a job moves. A move can be undone for two minutes before anyone is told."
  >
    <Block title={shop.areAutomationsOn ? 'Automations are on' : 'Automations are off'} id="all">
      <form class="ends" method="post" action={href(base, routes.save)}>
        <CommandField />
        <VersionField version={shop.version} />
        <Switch label="Email customers when their job moves" name="isOn" checked={shop.areAutomationsOn} />
        <SubmitButton>Save</SubmitButton>
      </form>
    </Block>
    <Block title="Which moves tell the customer" id="moves">
      <Rows>
        {statuses.map((status, i) => (
          <Row
            title={status.name}
            href={href(base, routes.preview, { id: status.id })}
            detail={status.mailsCustomer ? status.mailSubject : 'Says nothing'}
            end={
              <StatusMark
                ring={ringOf({ stage: status.stage, steps: statuses.length, at: i + 1 })}
                label={status.mailsCustomer ? 'Emails the customer' : 'Silent'}
                quiet={!status.mailsCustomer}
              />
            }
          />
        ))}
      </Rows>
      {isNew && (
        <form class="gap" method="post" action={href(base, routes.save)}>
          <CommandField />
          <VersionField version={shop.version} />
          <input type="hidden" name="isOn" value="on" />
          <input type="hidden" name="areFine" value="on" />
          <SubmitButton>They are fine as they are</SubmitButton>
        </form>
      )}
    </Block>
    <Block title="Quiet hours" id="quiet">
      <form class="form" method="post" action={href(base, routes.quiet)} novalidate>
        <CommandField />
        <VersionField version={shop.version} />
        <Tick
          form={form}
          label="Let emails wait that can wait"
          hint="What goes out by itself and what is said in conversations waits until the quiet hours end. Codes, links and whatever somebody sends with a press go at once."
          name="isQuiet"
          checked={shop.quietHours !== null}
        />
        <div class="pair">
          <TextField form={form} label="From" name="quietFrom" type="time" value={shop.quietHours?.from ?? '21:00'} />
          <TextField form={form} label="Until" name="quietTo" type="time" value={shop.quietHours?.to ?? '07:00'} />
        </div>
        <SubmitButton>Save</SubmitButton>
      </form>
    </Block>
    <Block title="What went out" id="log" aside={mails.length > 0 ? 'The last 50 emails' : undefined}>
      {mails.length === 0 ? (
        <Empty title="Nothing has gone out yet">Emails to your customers and team appear here, with what became of each.</Empty>
      ) : (
        <MailLog mails={mails} shop={shop} />
      )}
    </Block>
  </SettingsFrame>
)

const MailLog = ({ mails, shop }: { mails: readonly LoggedMail[]; shop: Profile }) => (
  <Scroll label="The last emails">
    <Table
      kind="list"
      caption="The last emails"
      head={[{ label: 'To' }, { label: 'Subject' }, { label: 'When' }, { label: 'State' }]}
    >
      {mails.map((mail) => (
        <tr>
          <th scope="row">{mail.recipient ?? mail.customerName ?? '–'}</th>
          <td>{mail.subject ?? kindNames[mail.kind] ?? mail.kind}</td>
          <td class="nowrap">
            {formatInstant(mail.sentAt ?? mail.failedAt ?? mail.dueAt, { locale: shop.locale, zone: shop.timeZone })}
          </td>
          <td class="end">
            <MailStatus mail={mail} />
          </td>
        </tr>
      ))}
    </Table>
  </Scroll>
)

const MailStatus = ({ mail }: { mail: LoggedMail }) => {
  const state = stateOf(mail)
  const isBad = state === 'failed' || state === 'retrying'
  return (
    <>
      <StatusMark ring={state === 'sent' ? 'full' : 'todo'} label={stateNames[state]} bad={isBad} quiet={state === 'dropped'} />
      {isBad && mail.failure && <small class="why">{mail.failure}</small>}
    </>
  )
}
