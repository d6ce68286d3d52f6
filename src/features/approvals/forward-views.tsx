import type { FormState } from '#lib/form.ts'
import { Back, Block, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Choice } from '#ui/choices.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import { Copy } from '#ui/share.tsx'
import type { Sent } from './forward-queries.ts'
import { forwardWords as words } from './forward-words.ts'

/** A link of its maker's, as the page lists it. */
export interface Listed {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly mayDecide: boolean
  readonly until: string
  readonly message: string
  /** Made a moment ago: its message stands open. */
  readonly isNew: boolean
}

/** On the page of an item, for an approver: the way to pass it on. */
export const ForwardBlock = ({ href }: { href: string }) => (
  <Block title={words.block}>
    <p class="small">{words.blockText}</p>
    <p class="small">
      <a class="act" href={href}>
        {words.open}
      </a>
    </p>
  </Block>
)

interface ForwardsProps {
  sent: Sent
  links: readonly Listed[]
  addresses: { readonly back: string; readonly make: string; end(id: string): string }
  form?: FormState | undefined
}

/** Makes a link to one item for somebody else, and lists those made before. */
export const ForwardsPage = ({ sent, links, addresses, form }: ForwardsProps) => (
  <>
    <Back href={addresses.back} label={words.back(sent.title)} />
    <h1>{words.heading(sent.kind, sent.title)}</h1>
    <p class="lede">{words.lede}</p>
    {links[0]?.isNew && <Links links={links} end={addresses.end} />}
    <form class="form gap" method="post" action={addresses.make} novalidate>
      <CommandField />
      <ErrorSummary form={form} title={words.refused} />
      <TextField label={words.name} name="name" form={form} hint={words.nameHint} maxlength={120} autocomplete="off" required />
      <TextField
        label={words.email}
        name="email"
        type="email"
        form={form}
        hint={words.emailHint}
        maxlength={254}
        autocomplete="off"
      />
      {sent.state === 'open' ? (
        <Choice
          label={words.may}
          name="may"
          form={form}
          options={[
            { value: 'view', label: words.view },
            { value: 'approve', label: words.approve },
          ]}
        />
      ) : (
        <>
          <input type="hidden" name="may" value="view" />
          <p class="quiet">{words.answered}</p>
        </>
      )}
      <TextField label={words.days} name="days" form={form} value="7" hint={words.daysHint} inputmode="numeric" maxlength={2} />
      <SubmitButton primary={!links[0]?.isNew} busyText={words.making}>
        {words.make}
      </SubmitButton>
    </form>
    {!links[0]?.isNew && <Links links={links} end={addresses.end} />}
  </>
)

const Links = ({ links, end }: { links: readonly Listed[]; end: (id: string) => string }) => (
  <Block title={words.list} id="links">
    {links.length === 0 ? (
      <Empty title={words.none}>{words.noneText}</Empty>
    ) : (
      <ul class="rows">
        {links.map((link) => (
          <LinkRow link={link} end={end(link.id)} />
        ))}
      </ul>
    )}
  </Block>
)

const LinkRow = ({ link, end }: { link: Listed; end: string }) => {
  const { id, name, email, mayDecide, until, message, isNew } = link
  const facts = [words.mayNow(mayDecide), email && words.mailedTo(email), words.until(until)].filter(Boolean)
  return (
    <li class="row">
      <div>
        <h3>{name}</h3>
        <p>{facts.join(', ')}</p>
      </div>
      <form method="post" action={end}>
        <CommandField />
        <SubmitButton danger busyText={words.taking} label={words.takeFrom(name)}>
          {words.take}
        </SubmitButton>
      </form>
      <details class="full" open={isNew}>
        <summary class="act small">{words.copy}</summary>
        <Copy id={`m-${id}`} label={words.message(name)} value={message} multiline share={words.share} />
      </details>
    </li>
  )
}
