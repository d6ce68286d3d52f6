import * as v from 'valibot'
import { sameText } from '#lib/token.ts'
import type { ReadMail } from './inbound.ts'
import { passwordIn } from './postmark-reports.ts'
import type { HeaderOf } from './reports.ts'

const Mail = v.object({
  OriginalRecipient: v.optional(v.string(), ''),
  ToFull: v.optional(v.array(v.object({ Email: v.string() })), []),
  TextBody: v.optional(v.nullable(v.string()), ''),
  HtmlBody: v.optional(v.nullable(v.string()), ''),
  Headers: v.array(v.object({ Name: v.string(), Value: v.string() })),
  Attachments: v.optional(
    v.array(
      v.object({ Name: v.optional(v.string(), ''), Content: v.string(), ContentID: v.optional(v.nullable(v.string()), '') }),
    ),
    [],
  ),
  From: v.optional(v.string(), ''),
  Subject: v.optional(v.nullable(v.string()), ''),
})

/** A mail as Postmark's inbound webhook posts it, whose address holds the secret as the password of HTTP Basic. */
export function readPostmarkMail(body: string, header: HeaderOf, secrets: readonly string[]): ReadMail {
  const password = passwordIn(header('authorization') ?? '')
  if (!secrets.some((secret) => sameText(password, secret))) return 'forged'
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), Mail), body)
  if (!read.success) return 'other'
  const { OriginalRecipient, ToFull, TextBody, HtmlBody, Headers, Attachments, From, Subject } = read.output
  const headers = Headers.map(({ Name, Value }) => [Name.toLowerCase(), Value] as const)
  // Depending on the server's age it leaves out what stands in fields of their own.
  const has = (name: string) => headers.some(([one]) => one === name)
  return {
    stamp: 'postmark',
    to: [OriginalRecipient, ...ToFull.map(({ Email }) => Email)].filter((one) => one !== ''),
    headers: [
      ...headers,
      ...(has('from') || !From ? [] : [['from', From] as const]),
      ...(has('subject') || !Subject ? [] : [['subject', Subject] as const]),
    ],
    from: From,
    text: TextBody ?? '',
    html: HtmlBody ?? '',
    files: Attachments.map(({ Name, Content, ContentID }) => ({
      name: Name,
      bytes: bytesOf(Content),
      isInline: Boolean(ContentID),
    })),
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(Uint8Array.fromBase64(base64))
  } catch {
    // Not base64: an empty file, which is named as one that could not be kept.
    return new Uint8Array()
  }
}
