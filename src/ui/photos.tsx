import type { Child } from 'hono/jsx'
import { Icon } from './icons.tsx'

/** A picture, or the pages of a document as pictures, shown small and opened large. */
export interface Photo {
  readonly id: string
  /** What one sees: the caption, or the file's name. */
  readonly title: string
  readonly detail?: string | undefined
  /** What is shown small: the least that stands for the first picture. */
  readonly thumb: string
  /** One address, or one for each page. */
  readonly pictures: readonly string[]
  /** The file itself. */
  readonly fileUrl: string
  readonly fileName: string
}
interface PhotoWords {
  readonly open: (title: string) => string
  readonly close: string
  readonly download: (name: string) => string
  readonly page: (title: string, page: number) => string
}

export const Photos = ({ photos, words }: { photos: readonly Photo[]; words: PhotoWords }) => (
  <ul class="photos">
    {photos.map((photo) => (
      <li>
        <Shot photo={photo} words={words} />
        <span class="small">
          {photo.title}
          {photo.detail && <span class="quiet">, {photo.detail}</span>}
        </span>
      </li>
    ))}
  </ul>
)

/** The small picture that opens the large one on top of the page, without any script. */
export const Shot = ({ photo, words }: { photo: Photo; words: PhotoWords }) => (
  <>
    <button class="shot" type="button" popovertarget={`photo-${photo.id}`} aria-label={words.open(photo.title)}>
      <img src={photo.thumb} alt="" loading="lazy" />
    </button>
    <div class="sheet photo" id={`photo-${photo.id}`} popover="auto" role="dialog" aria-label={photo.title}>
      {photo.pictures.map((picture, i) => (
        <img src={picture} alt={photo.pictures.length > 1 ? words.page(photo.title, i + 1) : photo.title} loading="lazy" />
      ))}
      <div class="ends apart">
        <a class="btn" href={photo.fileUrl} download={photo.fileName}>
          <Icon name="download" />
          {words.download(photo.fileName)}
        </a>
        <button class="btn plain" type="button" popovertarget={`photo-${photo.id}`} popovertargetaction="hide">
          {words.close}
        </button>
      </div>
    </div>
  </>
)

/** Two lists of pictures beside each other, each under its word. */
export const Pair = ({ sides }: { sides: readonly { readonly title: string; readonly children: Child }[] }) => (
  <div class="beside">
    {sides.map(({ title, children }) => (
      <div>
        <h3>{title}</h3>
        {children}
      </div>
    ))}
  </div>
)
