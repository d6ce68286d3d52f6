import { openBrowser } from '#testing/browser.ts'
import { mailbox, type ReceivedMail, testEnv } from '#testing/outside.ts'

/** Answers a mail as whoever got it, and hands the Worker what the provider brings of that. */
export async function replyTo({ ID }: Pick<ReceivedMail, 'ID'>, reply: object): Promise<{ status: number; outcome: string }> {
  return postReply(await mailbox.reply(ID, reply))
}

export async function postReply(
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  provider = 'postmark',
): Promise<{ status: number; outcome: string }> {
  const bytes = new TextEncoder().encode(body)
  const answer = await openBrowser(testEnv.PORTAL_ORIGIN).fetch(`/webhooks/mail/${provider}/inbound`, {
    method: 'POST',
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
    body: bytes,
  })
  const text = await answer.text()
  const { outcome = '' }: { outcome?: string } = answer.ok ? JSON.parse(text) : {}
  return { status: answer.status, outcome }
}
