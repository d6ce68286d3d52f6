import type { CustomerCtx } from '#context.ts'
import { shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { zones } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Choice, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import type { OwnProfile } from './queries.ts'
import { mailGroups } from './rules.ts'
import { profileWords as words } from './words.ts'

interface Props {
  readonly ctx: CustomerCtx
  readonly profile: OwnProfile
  readonly form?: FormState | undefined
}

/** Everything a contact may say of themselves, each part with a button of its own. */
export const ProfilePage = (props: Props) => {
  const { ctx, profile, form } = props
  const { base, viewer } = ctx
  return (
    <>
      <Head title={profile.name} detail={words.you.customer(viewer.customerName)} />
      <ErrorSummary form={form} title={words.notYet} />
      <You {...props} />
      <Block
        id="email"
        title={words.email.title}
        aside={<a href={href(base, paths.portal.profile.email.form)}>{words.email.change}</a>}
      >
        <p>{viewer.email}</p>
      </Block>
      <Reading {...props} />
      <Mails {...props} />
      <Block id="devices" title={words.devices.title}>
        <p>{words.devices.text(profile.devices)}</p>
        <p class="ends">
          <LinkButton href={href(base, paths.portal.devices.list)}>{words.devices.look}</LinkButton>
        </p>
      </Block>
    </>
  )
}

const You = ({ ctx, profile, form }: Props) => (
  <Block id="you" title={words.you.title}>
    <form class="form" method="post" action={href(ctx.base, paths.portal.profile.save)} novalidate>
      <CommandField />
      <VersionField version={profile.version} />
      <TextField
        label={words.you.name}
        name="name"
        value={profile.name}
        form={form}
        required
        autocomplete="name"
        maxlength={120}
      />
      <TextField label={words.you.phone} name="phone" type="tel" value={profile.phone ?? ''} form={form} autocomplete="tel" />
      <p class="ends">
        <SubmitButton primary>{words.you.save}</SubmitButton>
      </p>
    </form>
  </Block>
)

// Each in its own language, so that whoever does not read this page finds theirs.
const languageNames = { en: 'English', es: 'Español' } as const

const Reading = ({ ctx, profile }: Props) => {
  const { reading } = words
  const themes = (['system', 'light', 'dark'] as const).map((theme) => ({
    value: theme === 'system' ? '' : theme,
    label: reading.themes[theme],
  }))
  const languages = [
    { value: '', label: reading.asShop(shownName(ctx.shop)) },
    ...Object.entries(languageNames).map(([value, label]) => ({ value, label })),
  ]
  return (
    <Block id="reading" title={reading.title}>
      <form class="form" method="post" action={href(ctx.base, paths.portal.profile.read)}>
        <CommandField />
        <Choice label={reading.theme} name="theme" options={themes} value={profile.theme ?? ''} />
        <Select label={reading.language} name="language" options={languages} value={profile.language ?? ''} />
        <Select
          label={reading.zone}
          name="timeZone"
          hint={reading.zoneHint}
          options={[
            { value: '', label: reading.asDevice },
            ...zones().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })),
          ]}
          value={profile.timeZone ?? ''}
        />
        <p class="ends">
          <SubmitButton>{reading.save}</SubmitButton>
        </p>
      </form>
    </Block>
  )
}

const Mails = ({ ctx, profile }: Props) => (
  <Block id="mails" title={words.mails.title}>
    <form class="form" method="post" action={href(ctx.base, paths.portal.profile.choose)}>
      <CommandField />
      <p class="quiet">{words.mails.text}</p>
      {mailGroups.map((group) => (
        <Tick
          id={`f-wanted-${group}`}
          name="wanted[]"
          value={group}
          label={words.mails.groups[group]}
          hint={words.mails.hints[group]}
          checked={!profile.muted?.includes(group)}
        />
      ))}
      <p class="ends">
        <SubmitButton>{words.mails.save}</SubmitButton>
      </p>
    </form>
  </Block>
)
