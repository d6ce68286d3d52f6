import type { Child } from 'hono/jsx'
import { AttachedFiles, attachedOf } from '#features/files/attached.tsx'
import { Avatar } from '#ui/block.tsx'
import { initialsOf } from '#ui/initials.ts'
import { Typed } from '#ui/linked.tsx'
import type { When } from './place.ts'
import { byDay } from './rules.ts'
import type { Post } from './talk-queries.ts'

export interface PostsProps {
  /** Oldest first. */
  said: readonly Post[]
  when: When
  words: { readonly log: string; readonly today: string; readonly you: string; readonly mailed: MailedWords }
  /** Whether the reader's side wrote it. */
  isOwn: (post: Post) => boolean
  /** Who is called `you`. */
  me: string
  fileHref: (id: string) => string
  /** What stands beside the time of a message. */
  mark?: (post: Post) => Child
}

/** A conversation, oldest first. What comes in while the page is open is read out to who listens. */
export const Posts = ({ said, when, words, isOwn, me, fileHref, mark }: PostsProps) => (
  <div role="log" aria-label={words.log}>
    {byDay(said, when.day).map(({ day, said: posts }) => (
      <>
        <p class="day">{when.dayText(day, words.today)}</p>
        {posts.map((post) => (
          <article class={isOwn(post) ? 'post mine' : 'post'} id={post.id}>
            <Avatar initials={initialsOf(post.authorName)} />
            <div>
              <header>
                <b>{post.authorId === me ? words.you : post.authorName}</b>{' '}
                <time datetime={new Date(post.at).toISOString()}>{when.clock(post.at)}</time>
                {mark?.(post)}
              </header>
              {post.body && <Typed text={post.body} />}
              <Mailed post={post} words={words.mailed} />
              <AttachedFiles files={attachedOf(post.files)} hrefOf={fileHref} />
            </div>
          </article>
        ))}
      </>
    ))}
  </div>
)

interface MailedWords {
  /** What opens the quote below an answer. */
  readonly quoted: string
  readonly leftOut: (names: readonly string[]) => string
}

/** What came by email beside somebody's own words. */
export const Mailed = ({ post: { quoted, leftOut }, words }: { post: Pick<Post, 'quoted' | 'leftOut'>; words: MailedWords }) => (
  <>
    {quoted && (
      <details class="quoted">
        <summary aria-label={words.quoted}>…</summary>
        <Typed text={quoted} />
      </details>
    )}
    {leftOut && <p class="quiet small">{words.leftOut(leftOut.split('\n'))}</p>}
  </>
)
