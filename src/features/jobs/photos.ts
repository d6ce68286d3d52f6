import { isPicture } from '#features/files/kinds.ts'
import type { Photo } from '#ui/photos.tsx'
import type { JobFile } from './file-queries.ts'
import type { JobLine } from './page-queries.ts'

/** Where a file lies for this reader. */
export type FileHref = (id: string) => string
type Shown = JobFile & { readonly photo: Photo }

export interface Arranged {
  /** One for each line and one for the whole job, where anything was taken before or after the work. */
  readonly pairs: readonly {
    readonly line: string | undefined
    readonly before: readonly Photo[]
    readonly after: readonly Photo[]
  }[]
  readonly others: readonly Photo[]
  /** Files that nothing was drawn of. */
  readonly plain: readonly JobFile[]
}

/** What can be seen of a file, where anything can. */
export function photoOf(file: JobFile, hrefOf: FileHref, detail?: string): Photo | undefined {
  const drawn = file.drawn?.split(',') ?? (isPicture(file.type) ? [file.fileId] : [])
  if (drawn.length === 0) return undefined
  const title = file.caption || file.name
  const thumb = hrefOf(file.thumb ?? file.fileId)
  return { id: file.id, title, detail, thumb, pictures: drawn.map(hrefOf), fileUrl: hrefOf(file.fileId), fileName: file.name }
}

/** The files of a job in the order a customer looks: what changed, line by line; other pictures; then papers. */
export function arrange(files: readonly JobFile[], lines: readonly JobLine[], hrefOf: FileHref): Arranged {
  const shown = files.flatMap((file): Shown[] => {
    const photo = photoOf(file, hrefOf)
    return photo ? [{ ...file, photo }] : []
  })
  const names = new Map(lines.map(({ lineKey, name }) => [lineKey, name]))
  const keys = [undefined, ...names.keys()]
  const timed = shown.filter(({ moment }) => moment !== null)
  const of = (key: string | undefined, moment: 'before' | 'after') =>
    timed
      .filter((file) => file.moment === moment && (names.has(file.lineKey ?? '') ? file.lineKey : undefined) === key)
      .map(({ photo }) => photo)
  const pairs = keys
    .map((key) => ({ line: names.get(key ?? ''), before: of(key, 'before'), after: of(key, 'after') }))
    .filter(({ before, after }) => before.length + after.length > 0)
  return {
    pairs,
    others: shown.filter(({ moment }) => moment === null).map(({ photo }) => photo),
    plain: files.filter(({ id }) => !shown.some((one) => one.id === id)),
  }
}
