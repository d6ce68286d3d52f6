import { paths } from '#paths.ts'
import { href } from '#routes.ts'

/** Where the script of a picker takes files, and what it drew of them: `{id}` is filled in there. */
export interface UploadUrls {
  readonly upload: string
  readonly preview: string
}

/** For customers, below `base`. */
export const uploadsAt = (base: string): UploadUrls => urlsOf(href(base, paths.portal.uploads.file))

/** At the desk. */
export const deskUploadsAt = (base: string): UploadUrls => urlsOf(href(base, paths.staff.files.upload))

const urlsOf = (upload: string) => ({ upload, preview: `${upload}/{id}/previews` })
