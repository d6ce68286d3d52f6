import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import { initialsOf } from '#ui/initials.ts'
import { Row, Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { Status } from '#ui/status.tsx'
import type { Member } from './queries.ts'
import { hasCome, mayManage, type Role, roleNames, roleSentences, rolesGivenBy } from './rules.ts'

interface TeamPageProps {
  base: string
  members: readonly Member[]
  me: { readonly role: Role }
  shop: Profile
  form?: FormState | undefined
}

const routes = paths.staff.team
const roleOptions = (mine: Role) =>
  rolesGivenBy(mine).map((role) => ({ value: role, label: `${roleNames[role]}: ${roleSentences[role]}` }))

export const TeamPage = ({ base, members, me, shop, form }: TeamPageProps) => (
  <SettingsFrame base={base} at="team" title="Team" detail="Who works here, and what each may do.">
    <Block title={members.length === 1 ? 'One person' : `${members.length} people`} id="members">
      <Rows>
        {members.map((member) => (
          <Row
            title={member.name}
            href={mayManage(me.role, member.role) ? href(base, routes.edit, { id: member.id }) : undefined}
            initials={initialsOf(member.name)}
            detail={factsOf(member)}
            end={<Presence member={member} shop={shop} />}
          />
        ))}
      </Rows>
    </Block>
    <Block title="Invite somebody" id="invite">
      <form class="form" method="post" action={href(base, routes.invite)}>
        <CommandField />
        <ErrorSummary form={form} title="Not invited yet" />
        <TextField label="Name" name="name" form={form} required maxlength={120} autocomplete="off" />
        <TextField
          label="Work email"
          name="email"
          type="email"
          form={form}
          required
          autocomplete="off"
          hint="They sign in with it. No password."
        />
        <Select label="Role" name="role" form={form} value="advisor" options={roleOptions(me.role)} />
        <p class="ends">
          <SubmitButton primary busyText="Inviting…">
            Send invitation
          </SubmitButton>
        </p>
      </form>
    </Block>
  </SettingsFrame>
)

/** Who calls an owner “Owner” says it once. */
function factsOf({ role, title, email, phone }: Member): string {
  const facts = new Set([roleNames[role], title, email, phone?.replaceAll(' ', '\u00a0')])
  return [...facts].filter(Boolean).join(', ')
}

const Presence = ({ member, shop }: { member: Member; shop: Profile }) => {
  const place = { locale: shop.locale, zone: shop.timeZone }
  if (member.seenAt !== null && hasCome(member))
    return <Status ring="full" label={`Seen ${formatInstant(member.seenAt, place)}`} quiet />
  return (
    <Status
      ring="todo"
      label={member.invitedAt === null ? 'Not seen yet' : `Invited ${formatInstant(member.invitedAt, place)}`}
    />
  )
}

interface MemberPageProps {
  base: string
  member: Member
  me: { readonly id: string; readonly role: Role }
  form?: FormState | undefined
  changes?: readonly Changed[] | undefined
}

export const MemberPage = ({ base, member, me, form, changes }: MemberPageProps) => (
  <SettingsFrame
    base={base}
    at="team"
    back={{ href: href(base, routes.list), label: 'Team' }}
    title={member.name}
    detail={member.email}
  >
    <form class="form" method="post" action={href(base, routes.update, { id: member.id })}>
      <CommandField />
      <VersionField version={member.version} />
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title="Not saved yet" />
      <TextField label="Name" name="name" form={form} value={member.name} required maxlength={120} />
      <Select label="Role" name="role" form={form} value={member.role} options={roleOptions(me.role)} />
      <TextField
        label="Title"
        name="title"
        form={form}
        value={member.title ?? ''}
        maxlength={80}
        placeholder="Service advisor"
        hint="Customers read it beside the name on the jobs this person looks after, with the phone below."
      />
      <TextField label="Phone" name="phone" type="tel" form={form} value={member.phone ?? ''} />
      <p class="ends">
        <SubmitButton primary busyText="Saving…">
          Save
        </SubmitButton>
      </p>
    </form>
    {!hasCome(member) && <Again base={base} member={member} />}
    {member.id !== me.id && <Removal base={base} member={member} />}
  </SettingsFrame>
)

const Again = ({ base, member }: { base: string; member: Member }) => (
  <Block title="Not here yet" id="again">
    <form class="ends" method="post" action={href(base, routes.invite)}>
      <CommandField />
      <input type="hidden" name="email" value={member.email} />
      <input type="hidden" name="name" value={member.name} />
      <input type="hidden" name="role" value={member.role} />
      <span class="quiet">They have not signed in since.</span>
      <SubmitButton>Invite again</SubmitButton>
    </form>
  </Block>
)

const Removal = ({ base, member }: { base: string; member: Member }) => (
  <Block title="Leaving" id="leaving">
    <SheetButton for="remove" class="btn plain danger">
      Remove {member.name}
    </SheetButton>
    <Sheet id="remove" title={`Remove ${member.name}?`}>
      <p>
        They are signed out everywhere at once and cannot come back until somebody invites them again. What they did stays under
        their name.
      </p>
      <form class="ends" method="post" action={href(base, routes.remove, { id: member.id })}>
        <CommandField />
        <VersionField version={member.version} />
        <SubmitButton danger>Remove</SubmitButton>
        <SheetButton for="remove" action="hide">
          Keep
        </SheetButton>
      </form>
    </Sheet>
  </Block>
)
