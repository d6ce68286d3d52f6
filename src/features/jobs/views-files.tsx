import { sizeText } from '#features/files/rules.ts'
import { Block } from '#ui/block.tsx'
import { Icon } from '#ui/icons.tsx'
import { Pair, Photos } from '#ui/photos.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import type { JobFile } from './file-queries.ts'
import type { JobLine } from './page-queries.ts'
import { arrange, type FileHref } from './photos.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

interface FilesProps {
  view: JobView
  files: readonly JobFile[]
  lines: readonly JobLine[]
  hrefOf: FileHref
}

/** What the shop shows of the work. */
export const Files = ({ view, files, lines, hrefOf }: FilesProps) => {
  const words = jobWords.files
  const { pairs, others, plain } = arrange(files, lines, hrefOf)
  return (
    <Block title={words.title}>
      {pairs.map(({ line, before, after }) => (
        <>
          {line && <p class="quiet">{line}</p>}
          <Pair
            sides={[
              { title: words.before, children: <Photos photos={before} words={words} /> },
              { title: words.after, children: <Photos photos={after} words={words} /> },
            ].filter((_, i) => (i === 0 ? before : after).length > 0)}
          />
        </>
      ))}
      {others.length > 0 && <Photos photos={others} words={words} />}
      {plain.length > 0 && (
        <Rows>
          {plain.map((file) => (
            <Row
              title={file.caption || file.name}
              href={hrefOf(file.fileId)}
              detail={[file.caption && file.name, sizeText(file.size), view.when(file.createdAt)].filter(Boolean).join(', ')}
              end={<Icon name="download" />}
            />
          ))}
        </Rows>
      )}
    </Block>
  )
}
