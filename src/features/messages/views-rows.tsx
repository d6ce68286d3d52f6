import type { Viewer } from '#context.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Count } from '#ui/block.tsx'
import type { When } from './place.ts'
import { topicOf } from './rules.ts'
import type { ThreadRow } from './talk-queries.ts'
import { messageWords as words } from './words.ts'

export interface View {
  readonly base: string
  readonly shop: Profile
  readonly viewer: Viewer
  readonly when: When
}

/** Where a conversation is, at its newest words. */
export const talkHref = (base: string, id: string) => `${href(base, paths.portal.messages.show, { id })}#write`

/** Conversations with the last words of each; `at` is the one that is open. */
export const ThreadRows = ({ threads, base, shop, viewer, when, at }: View & { threads: readonly ThreadRow[]; at?: string }) => (
  <ul class="rows talks">
    {threads.map((thread) => {
      const topic = topicOf(thread.subjectId, thread)
      if (!topic) return null
      const author = thread.lastAuthorId === viewer.contactId ? words.you : thread.lastAuthorName
      return (
        <li class={thread.unread > 0 ? 'row new' : 'row'}>
          <div>
            <h3>
              <a href={talkHref(base, thread.subjectId)} aria-current={thread.subjectId === at ? 'true' : undefined}>
                {words.name(topic, shownName(shop))}
              </a>
            </h3>
            <p class="small">{words.said(author, thread.lastBody)}</p>
          </div>
          <div class="end">
            <p class="small">{when.short(thread.lastAt)}</p>
            <Count of={thread.unread} label={words.unread} />
          </div>
        </li>
      )
    })}
  </ul>
)
