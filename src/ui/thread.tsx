import { Avatar } from './block.tsx'
import { initialsOf } from './initials.ts'

interface Said {
  readonly authorId: string
  readonly authorName: string
  readonly body: string
  readonly at: number
}

/** Messages, oldest first; `own` are those of whoever reads, called `you`. */
export const Thread = ({
  said,
  when,
  own,
  you,
}: {
  said: readonly Said[]
  when: (at: number) => string
  own: string
  you: string
}) =>
  said.length > 0 ? (
    <ol class="said">
      {said.map(({ authorId, authorName, body, at }) => (
        <li>
          <Avatar initials={initialsOf(authorName)} />
          <div>
            <p class="small">
              <b>{authorId === own ? you : authorName}</b> <time class="quiet">{when(at)}</time>
            </p>
            {body.split(/\n+/).map((line) => (
              <p>{line}</p>
            ))}
          </div>
        </li>
      ))}
    </ol>
  ) : null
