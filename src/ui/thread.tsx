import type { Child } from 'hono/jsx'
import { Avatar } from './block.tsx'
import { initialsOf } from './initials.ts'

interface Said {
  readonly authorId: string
  readonly authorName: string
  readonly body: string
  readonly at: number
}

interface ThreadProps<S extends Said> {
  said: readonly S[]
  when: (at: number) => string
  own: string
  you: string
  /** What stands under the words of a message. */
  below?: ((said: S) => Child) | undefined
}

/** Messages, oldest first; `own` are those of whoever reads, called `you`. */
export const Thread = <S extends Said>({ said, when, own, you, below }: ThreadProps<S>) =>
  said.length > 0 ? (
    <ol class="said">
      {said.map((one) => (
        <Message {...{ one, when, own, you, below }} />
      ))}
    </ol>
  ) : null

const Message = <S extends Said>({ one, when, own, you, below }: Omit<ThreadProps<S>, 'said'> & { one: S }) => {
  const { authorId, authorName, body, at } = one
  return (
    <li>
      <Avatar initials={initialsOf(authorName)} />
      <div>
        <p class="small">
          <b>{authorId === own ? you : authorName}</b> <time class="quiet">{when(at)}</time>
        </p>
        {body !== '' && body.split(/\n+/).map((line) => <p>{line}</p>)}
        {below?.(one)}
      </div>
    </li>
  )
}
