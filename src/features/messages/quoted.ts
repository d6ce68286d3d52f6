import { messageWords as words } from './words.ts'

interface Said {
  readonly body: string
  /** Names of what came along, one a line. */
  readonly files: string | null
}

/** What a mail quotes: words, and the names of files. */
export const quoted = (said: readonly Said[]): string[] =>
  said.flatMap(({ body, files }) => [...(body ? [body] : []), ...(files ? [words.mail.files(files.split('\n'))] : [])])

/** The line under the subject in a list of mails. */
export const previewOf = (said: readonly Said[]): string => (quoted(said)[0] ?? '').slice(0, 120)
