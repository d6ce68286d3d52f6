import type { FormState } from '#lib/form.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Select, TextArea } from '#ui/fields.tsx'
import { type DesignPart, pagesOf, pressedWidth, type ShownPicture } from './rules.ts'
import type { Pin } from './threads.ts'
import { proofWords as words } from './words.ts'

/** Where the actions of a proof's page lead, for its kind of reader. */
export interface ProofLinks {
  readonly self: string
  readonly pin: string
  reply(pinId: string): string
  file(fileId: string): string
}
/** A comment that lacked something, with the artwork it was meant for. */
export interface PinTry {
  readonly form: FormState
  readonly design: string
  readonly page: string
}

export interface ArtProps {
  readonly design: DesignPart
  readonly edition: number
  readonly pins: readonly Pin[]
  readonly links: ProofLinks
  readonly canComment: boolean
  readonly tried?: PinTry | undefined
  /** The first picture of the page is fetched first. */
  readonly isFirst?: boolean | undefined
}

/** A design's artwork, page by page, with its pins: to zoom and to comment on. */
export const Art = ({ design, pins, isFirst, ...rest }: ArtProps) => {
  const pages = pagesOf(design)
  return (
    <>
      {pages.map(({ page, pictures }, i) => (
        <ArtPage
          {...rest}
          design={design}
          page={page}
          of={pages.length}
          pictures={pictures}
          pins={pins.filter((pin) => pin.designKey === design.key && pin.page === page)}
          isFirst={isFirst && i === 0}
        />
      ))}
    </>
  )
}

interface PageProps extends ArtProps {
  readonly page: number
  readonly of: number
  readonly pictures: readonly ShownPicture[]
}

const ArtPage = ({ design, page, of, pictures, pins, links, canComment, isFirst, ...rest }: PageProps) => {
  const widest = pictures.at(-1)
  if (!widest) return null
  const title = words.artwork(design.title, design.placement)
  const alt = of > 1 ? `${title}. ${words.page(page, of)}` : title
  // A document's own bytes are no picture, so its pages have nothing sharper.
  const original = design.file.type.startsWith('image/') ? links.file(design.file.id) : undefined
  return (
    <figure>
      <proof-view class="viewer">
        <div
          class={widest.height > widest.width * 1.2 ? 'art tall' : 'art'}
          data-label={words.view.label(title)}
          data-original={original}
        >
          <div class="sheetlet">
            <Picture pictures={pictures} links={links} alt={alt} isFirst={isFirst} />
            <Pins pins={pins} picture={widest} />
          </div>
        </div>
        <div class="under">
          <p class="small quiet">
            {of > 1 && `${words.page(page, of)}. `}
            {original && <a href={original}>{words.fullSize}</a>}
          </p>
          <div class="zoom" hidden>
            <button class="btn" type="button" data-zoom="in" aria-label={words.view.zoomIn}>
              +
            </button>
            <button class="btn" type="button" data-zoom="out" aria-label={words.view.zoomOut}>
              −
            </button>
            <button class="btn" type="button" data-zoom="whole">
              {words.view.whole}
            </button>
          </div>
        </div>
        {canComment && <PinForm {...rest} design={design} page={page} picture={widest} links={links} />}
      </proof-view>
    </figure>
  )
}

interface PictureProps {
  pictures: readonly ShownPicture[]
  links: Pick<ProofLinks, 'file'>
  alt: string
  isFirst?: boolean | undefined
}

export const Picture = ({ pictures, links, alt, isFirst }: PictureProps) => {
  const [narrow] = pictures
  const widest = pictures.at(-1)
  return (
    <img
      src={links.file(narrow?.id ?? '')}
      srcset={pictures.map(({ id, width }) => `${links.file(id)} ${width}w`).join(', ')}
      sizes="(min-width: 54rem) 42rem, calc(100vw - 2rem)"
      width={widest?.width}
      height={widest?.height}
      alt={alt}
      fetchpriority={isFirst ? 'high' : undefined}
      loading={isFirst ? undefined : 'lazy'}
    />
  )
}

const side = 1_000
const Pins = ({ pins, picture }: { pins: readonly Pin[]; picture: ShownPicture }) => {
  const height = Math.round((side * picture.height) / picture.width)
  return (
    <svg class="pins" viewBox={`0 0 ${side} ${height}`}>
      {pins.map(({ number, xPpm, yPpm }) => {
        const [x, y] = [Math.round((xPpm * side) / 1_000_000), Math.round((yPpm * height) / 1_000_000)]
        return (
          <a href={`#c-${number}`} aria-label={words.comment(number)}>
            <circle class="hit" cx={x} cy={y} r="42" />
            <circle cx={x} cy={y} r="18" />
            <text x={x} y={y}>
              {number}
            </text>
          </a>
        )
      })}
    </svg>
  )
}

type FormProps = Pick<PageProps, 'design' | 'edition' | 'page' | 'links' | 'tried'> & { picture: ShownPicture }

/** A comment with its place: set by the script, by a press on the small picture, or chosen out of nine parts. */
const PinForm = ({ design, edition, page, picture, links, tried }: FormProps) => {
  const isTried = tried?.design === design.key && tried.page === String(page)
  const id = `${design.key}-${page}`
  const height = Math.round((pressedWidth * picture.height) / picture.width)
  return (
    <details class="say" open={isTried}>
      <summary class="btn">{words.addComment}</summary>
      <form method="post" action={links.pin} class="stack">
        <CommandField />
        <input type="hidden" name="edition" value={edition} />
        <input type="hidden" name="design" value={design.key} />
        <input type="hidden" name="page" value={page} />
        <input type="hidden" name="xPpm" />
        <input type="hidden" name="yPpm" />
        <p class="with-script" data-cross={words.cross}>
          {words.placeIt} <span class="fine">{words.placeKeys}</span>
        </p>
        <TextArea
          label={words.yourComment}
          name="body"
          id={`f-body-${id}`}
          form={isTried ? tried.form : undefined}
          maxlength={2_000}
          rows={3}
          required
        />
        <div class="without-script stack">
          <p class="hint">{words.pressHint}</p>
          <Select
            label={words.part}
            name="field"
            id={`f-field-${id}`}
            value="5"
            options={words.parts.map((label, i) => ({ value: String(i + 1), label }))}
          />
        </div>
        <p class="ends">
          <SubmitButton busyText={words.sendBusy}>{words.send}</SubmitButton>
        </p>
        <input
          class="without-script press"
          type="image"
          name="at"
          src={links.file(narrowEnough(design, page))}
          width={pressedWidth}
          height={height}
          alt={words.pressHere(design.title)}
          loading="lazy"
        />
      </form>
    </details>
  )
}

function narrowEnough(design: DesignPart, page: number): string {
  return design.file.pictures.find((picture) => picture.page === page)?.id ?? ''
}
