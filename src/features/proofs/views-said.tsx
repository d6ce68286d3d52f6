import type { FormState } from '#lib/form.ts'
import { Block, Empty } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextArea } from '#ui/fields.tsx'
import type { DesignPart } from './rules.ts'
import type { Said as Message, Pin } from './threads.ts'
import type { ProofLinks } from './views-art.tsx'
import { proofWords as words } from './words.ts'

export interface ReplyTry {
  readonly form: FormState
  readonly pin: string
}
interface SaidProps {
  readonly pins: readonly Pin[]
  readonly designs: readonly DesignPart[]
  readonly links: ProofLinks
  readonly canComment: boolean
  /** The id under which this reader wrote. */
  readonly me: string
  readonly tried?: ReplyTry | undefined
  when(at: number): string
}

/** What was said at each pin, and the field to answer there. */
export const Said = ({ pins, designs, ...rest }: SaidProps) => (
  <Block title={words.comments} id="comments" aside={pins.length > 0 ? words.commentCount(pins.length) : undefined}>
    {pins.length === 0 && <Empty title={words.noComments}>{rest.canComment ? words.noCommentsText : undefined}</Empty>}
    <ol class="said">
      {pins.map((pin) => (
        <Thread
          pin={pin}
          about={designs.length > 1 ? designs.find(({ key }) => key === pin.designKey)?.title : undefined}
          {...rest}
        />
      ))}
    </ol>
  </Block>
)

type ThreadProps = Omit<SaidProps, 'pins' | 'designs'> & { pin: Pin; about: string | undefined }

const Thread = ({ pin, about, links, canComment, me, tried, when }: ThreadProps) => {
  const [first, ...answers] = pin.said
  const form = tried?.pin === pin.id ? tried.form : undefined
  return (
    <li id={`c-${pin.number}`}>
      <span class="pin" aria-hidden="true">
        {pin.number}
      </span>
      <div>
        <h3 class="sr">{words.comment(pin.number)}</h3>
        {first && <One message={first} me={me} when={when} about={about} />}
        {answers.map((message) => (
          <div class="re">
            <One message={message} me={me} when={when} />
          </div>
        ))}
        {canComment && (
          <details open={form !== undefined}>
            <summary>{words.reply}</summary>
            <form method="post" action={links.reply(pin.id)} class="stack">
              <CommandField />
              <TextArea
                label={words.yourReply(pin.number)}
                name="body"
                id={`f-reply-${pin.number}`}
                form={form}
                maxlength={2_000}
                rows={2}
                required
              />
              <SubmitButton busyText={words.sendBusy}>{words.reply}</SubmitButton>
            </form>
          </details>
        )}
      </div>
    </li>
  )
}

const One = ({
  message,
  me,
  when,
  about,
}: {
  message: Message
  me: string
  when(at: number): string
  about?: string | undefined
}) => (
  <>
    <p class="typed">{message.body}</p>
    <p class="quiet small">
      {message.authorId === me ? words.you : message.authorName}, {when(message.at)}
      {about && `. ${about}`}
    </p>
  </>
)
