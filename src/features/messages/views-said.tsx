import { AttachedFiles, attachedOf } from '#features/files/attached.tsx'
import { Thread } from '#ui/thread.tsx'
import type { Post } from './talk-queries.ts'
import { Mailed } from './views-posts.tsx'
import { messageWords as words } from './words.ts'

interface SaidProps {
  said: readonly Post[]
  when: (at: number) => string
  own: string
  you: string
  fileHref: (id: string) => string
}

/** What was said on the page of what it is about, with the files that came along. */
export const SaidThread = ({ said, when, own, you, fileHref }: SaidProps) => (
  <Thread
    {...{ said, when, own, you }}
    below={(post) => (
      <>
        <Mailed post={post} words={words.mailed} />
        <AttachedFiles files={attachedOf(post.files)} hrefOf={fileHref} />
      </>
    )}
  />
)
