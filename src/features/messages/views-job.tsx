import type { Viewer } from '#context.ts'
import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { whenAt } from './place.ts'
import type { Post } from './talk-queries.ts'
import { Posts } from './views-posts.tsx'
import { talkHref } from './views-rows.tsx'
import { messageWords as words } from './words.ts'

/** On the page of a job: the newest words about it, and the way to write. */
export const JobTalk = ({
  view,
  viewer,
  jobId,
  said,
}: {
  view: JobView
  viewer: Viewer
  jobId: string
  said: readonly Post[]
}) => (
  <Block title={words.job.title} id="messages">
    {said.length > 0 && (
      <Posts
        said={said.toReversed()}
        when={whenAt(view)}
        words={words}
        isOwn={({ authorId }) => authorId === viewer.contactId}
        me={viewer.contactId}
        fileHref={(id) => href(view.base, paths.portal.files.show, { id })}
      />
    )}
    <p>
      <LinkButton href={talkHref(view.base, jobId)} icon="chat">
        {said.length > 0 ? words.job.more : words.job.write(view.vocabulary.one)}
      </LinkButton>
    </p>
  </Block>
)
