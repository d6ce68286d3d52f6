import { Icon } from '#ui/icons.tsx'
import { isPicture } from './kinds.ts'
import { sizeText } from './rules.ts'

export interface Attached {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  /** Its smallest picture, where one was drawn. */
  readonly preview: string | null
}
/** What came with something, from the JSON of its query. */
export const attachedOf = (files: string | null): readonly Attached[] => JSON.parse(files ?? '[]')

/** Files beside words, each to open or to save. */
export const AttachedFiles = ({ files, hrefOf }: { files: readonly Attached[]; hrefOf: (id: string) => string }) => (
  <>
    {files.map(({ id, name, type, size, preview }) => {
      const picture = preview ?? (isPicture(type) ? id : undefined)
      return (
        <a class="file" href={hrefOf(id)}>
          <span class="thumb">{picture ? <img src={hrefOf(picture)} alt="" loading="lazy" /> : <Icon name="document" />}</span>
          <span>
            <b>{name}</b>
            <br />
            {sizeText(size)}
          </span>
        </a>
      )
    })}
  </>
)
