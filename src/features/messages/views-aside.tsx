import { isManager } from '#features/team/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Select, TextArea } from '#ui/fields.tsx'
import { Typed } from '#ui/linked.tsx'
import { desk } from './desk-words.ts'
import { whenAt } from './place.ts'
import type { DeskTalkProps } from './views-talk.tsx'

const routes = paths.staff.inbox

/** Beside a conversation: whether it waits, who answers, and what staff note. */
export const TalkAside = (props: DeskTalkProps) => (
  <aside>
    {props.talk.row.isWaiting && <Rest {...props} />}
    <Given {...props} />
    <Notes {...props} />
    {isManager(props.ctx.me.role) && (
      <p class="small gap">
        <a class="act" href={href(props.ctx.base, paths.staff.settings.replies.list)}>
          {desk.insert.manage}
        </a>
      </p>
    )}
  </aside>
)

const Rest = ({ ctx, talk }: DeskTalkProps) => (
  <Block title={desk.rest.title}>
    <form method="post" action={href(ctx.base, routes.rest, { id: talk.id })}>
      <CommandField />
      <input type="hidden" name="upTo" value={talk.row.lastAt ?? 0} />
      <SubmitButton>{desk.rest.button}</SubmitButton>
    </form>
  </Block>
)

const Given = ({ ctx, talk, assignees }: DeskTalkProps) => {
  const { assigneeId, advisorName, version } = talk.row
  const nobody = assigneeId === null && advisorName ? desk.with.byWork(advisorName) : desk.with.nobody
  return (
    <Block title={desk.with.title}>
      <form class="form" method="post" action={href(ctx.base, routes.assign, { id: talk.id })}>
        <CommandField />
        <VersionField version={version ?? 1} />
        <Select
          label={desk.with.label}
          name="assignee"
          value={assigneeId ?? ''}
          options={[{ value: '', label: nobody }, ...assignees.map(({ id, name }) => ({ value: id, label: name }))]}
        />
        <p class="ends">
          <SubmitButton>{desk.with.save}</SubmitButton>
        </p>
      </form>
    </Block>
  )
}

const Notes = ({ ctx, talk, notes, noteForm }: DeskTalkProps) => {
  const when = whenAt(ctx)
  return (
    <Block title={desk.notes.title} id="notes">
      <p class="quiet small">{desk.notes.hint}</p>
      {notes.length > 0 && (
        <ul class="rows">
          {notes.map(({ authorName, body, at }) => (
            <li class="said-note">
              <p class="small quiet">
                {authorName}, {when.short(at)}
              </p>
              <Typed text={body} />
            </li>
          ))}
        </ul>
      )}
      <form class="form" method="post" action={href(ctx.base, routes.note, { id: talk.id })}>
        <CommandField />
        <TextArea label={desk.notes.label} name="note" form={noteForm} maxlength={4_000} rows={2} />
        <p class="ends">
          <SubmitButton>{desk.notes.add}</SubmitButton>
        </p>
      </form>
    </Block>
  )
}
