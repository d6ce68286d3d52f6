import PostalMime, { type Attachment, decodeWords } from 'postal-mime'
import type { Stamp } from '#lib/mail/authentication.ts'
import type { InboundFile, InboundMail } from './inbound.ts'

/** Reads a mail as it went over the wire. Throws what the parser throws for one that is built to hurt it. */
export async function readRaw(raw: ArrayBuffer, stamp: Stamp, to: readonly string[]): Promise<InboundMail> {
  const mail = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 20, maxHeadersSize: 256 * 1024 })
  return {
    ...{ stamp, to },
    headers: mail.headers.map(({ key, value }) => [key, key === 'subject' ? decodeWords(value) : value] as const),
    from: mail.headers.flatMap(({ key, value }) => (key === 'from' ? [decodeWords(value)] : [])).join(', '),
    text: mail.text ?? '',
    html: mail.html ?? '',
    files: mail.attachments.map(fileOf),
  }
}

function fileOf({ filename, disposition, related, contentId, content }: Attachment): InboundFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content)
  return {
    name: filename ?? '',
    bytes: Uint8Array.from(bytes),
    isInline: related === true || (disposition === 'inline' && contentId !== undefined),
  }
}
