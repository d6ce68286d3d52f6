import type { StaffCtx, Viewer } from '#context.ts'
import type { JobView } from '#features/jobs/view.ts'
import { agoInWords } from '#lib/time-told.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { desk } from './desk-words.ts'
import type { AssetTalk } from './inbox-queries.ts'
import { whenAt } from './place.ts'
import type { Post } from './talk-queries.ts'
import { Posts } from './views-posts.tsx'
import { talkHref } from './views-rows.tsx'
import { messageWords as words } from './words.ts'

interface SubjectTalkProps {
  view: JobView
  viewer: Viewer
  /** What it is about. */
  subject: string
  /** What the way to write is called while nothing was said. */
  ask: string
  /** Newest first. */
  said: readonly Post[]
}

/** On the page of a job or a thing: the newest words about it, and the way to write. */
export const SubjectTalk = ({ view, viewer, subject, ask, said }: SubjectTalkProps) => (
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
      <LinkButton href={talkHref(view.base, subject)} icon="chat">
        {said.length > 0 ? words.job.more : ask}
      </LinkButton>
    </p>
  </Block>
)

interface DeskAssetTalksProps {
  ctx: StaffCtx
  talks: readonly AssetTalk[]
  /** Of whoever owns it now: whom one can write to. */
  owner: { readonly name: string; readonly subject: string } | undefined
}

/** On a thing's page at the desk: the conversation with each of its owners, and the way to begin one with whoever has it now. */
export const DeskAssetTalks = ({ ctx, talks, owner }: DeskAssetTalksProps) => (
  <Block title={desk.asset.title} id="messages">
    {talks.length > 0 ? (
      <Rows>
        {talks.map((talk) => (
          <Row
            title={talk.customerName}
            href={`${href(ctx.base, paths.staff.inbox.show, { id: talk.subjectId })}#write`}
            detail={words.said(talk.lastAuthorId === ctx.staffId ? desk.you : talk.lastAuthorName, talk.lastBody)}
            end={<p>{talk.isWaiting ? <b>{desk.waits(agoInWords(talk.lastAt, ctx.now))}</b> : whenAt(ctx).short(talk.lastAt)}</p>}
          />
        ))}
      </Rows>
    ) : (
      <p class="quiet">{desk.asset.none}</p>
    )}
    {owner && !talks.some(({ subjectId }) => subjectId === owner.subject) && (
      <p>
        <LinkButton href={`${href(ctx.base, paths.staff.inbox.show, { id: owner.subject })}#write`} icon="chat">
          {desk.asset.write(owner.name)}
        </LinkButton>
      </p>
    )}
  </Block>
)
