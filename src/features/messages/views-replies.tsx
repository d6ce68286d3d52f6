import { SettingsFrame } from '#features/settings/nav.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import { desk } from './desk-words.ts'
import type { CannedReply } from './inbox-queries.ts'

const routes = paths.staff.settings.replies
const words = desk.replies

/** A form that came back: of which reply, or of the new one. */
export interface Mistake {
  readonly id: string
  readonly form: FormState
  readonly changes?: readonly Changed[] | undefined
}

interface PageProps {
  base: string
  replies: readonly CannedReply[]
  mistake: Mistake | undefined
}

export const RepliesPage = ({ base, replies, mistake }: PageProps) => {
  const added = mistake?.id === 'new' ? mistake.form : undefined
  return (
    <SettingsFrame base={base} at="replies" title={words.title} detail={words.detail}>
      <section class="block" aria-label={words.title}>
        {replies.length > 0 ? (
          <ul class="rows">
            {replies.map((reply) => (
              <Reply base={base} reply={reply} mistake={mistake?.id === reply.id ? mistake : undefined} />
            ))}
          </ul>
        ) : (
          <Empty title={words.none}>{words.noneText}</Empty>
        )}
      </section>
      <Block title={words.new} id="new">
        <form class="form" method="post" action={href(base, routes.add)}>
          <CommandField />
          <ErrorSummary form={added} title={words.notAdded} />
          <Texts form={added} prefix="f" />
          <p class="ends">
            <SubmitButton primary>{words.add}</SubmitButton>
          </p>
        </form>
      </Block>
    </SettingsFrame>
  )
}

const Reply = ({ base, reply, mistake }: { base: string; reply: CannedReply; mistake: Mistake | undefined }) => (
  <li class="row">
    <div>
      <h3>{reply.title}</h3>
      <p class="typed">{reply.body}</p>
    </div>
    <details class="full" open={mistake !== undefined}>
      <summary>
        Edit<span class="sr"> {reply.title}</span>
      </summary>
      <form class="form" method="post" action={href(base, routes.save, { id: reply.id })}>
        <CommandField />
        <VersionField version={reply.version} />
        {mistake?.changes && <StaleNote changes={mistake.changes} />}
        <Texts form={mistake?.form} reply={reply} prefix={reply.id} />
        <p class="ends">
          <SubmitButton label={`${words.save} ${reply.title}`}>{words.save}</SubmitButton>
        </p>
      </form>
      <form class="gap" method="post" action={href(base, routes.remove, { id: reply.id })}>
        <CommandField />
        <VersionField version={reply.version} />
        <SubmitButton plain danger>
          {words.remove} {reply.title}
        </SubmitButton>
      </form>
    </details>
  </li>
)

const Texts = ({ form, reply, prefix }: { form: FormState | undefined; reply?: CannedReply; prefix: string }) => (
  <>
    <TextField label={words.name} name="title" id={`${prefix}-title`} form={form} value={reply?.title} required maxlength={60} />
    <TextArea
      label={words.body}
      name="body"
      id={`${prefix}-body`}
      form={form}
      value={reply?.body}
      required
      maxlength={2_000}
      rows={4}
    />
  </>
)
