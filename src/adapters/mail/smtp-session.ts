import { MailRefused, MailUnavailable } from './mail.ts'

/** The part of a workerd socket a conversation needs. */
export interface SmtpSocket {
  readonly readable: ReadableStream<Uint8Array>
  readonly writable: WritableStream<Uint8Array>
  startTls(): SmtpSocket
  close(): Promise<void>
}
export interface SmtpLogin {
  readonly username: string
  readonly password: string
}
export interface SmtpEnvelope {
  readonly from: string
  readonly to: string
  /** The message with dots stuffed and the last dot in place. */
  readonly data: string
}

const longestReply = 64 * 1024

/** One conversation on an open socket, from greeting to QUIT. Throws MailRefused when recipient or message is refused for good, else MailUnavailable. */
export async function converse(
  socket: SmtpSocket,
  upgrade: boolean,
  login: SmtpLogin | undefined,
  envelope: SmtpEnvelope,
): Promise<void> {
  const hello = `EHLO ${envelope.from.split('@')[1]}`
  let line = lineTo(socket)
  await line.expect('the greeting', 220)
  let offers = await line.ask(hello, 'EHLO', 250)

  if (upgrade) {
    // Without this check whoever sits on the way could strip the offer and read the password.
    if (!/^250[ -]STARTTLS\b/im.test(offers)) throw new MailUnavailable('The mail server offers no TLS')
    await line.ask('STARTTLS', 'STARTTLS', 220)
    line = lineTo(line.release().startTls())
    offers = await line.ask(hello, 'EHLO', 250)
  }
  if (login !== undefined) await authenticate(line, offers, login)

  await line.ask(`MAIL FROM:<${envelope.from}>`, 'the sender', 250)
  await line.ask(`RCPT TO:<${envelope.to}>`, 'the recipient', 250, true)
  await line.ask('DATA', 'the message', 354, true)
  await line.ask(envelope.data.replace(/\r\n$/, ''), 'the message', 250, true)
  await line.tell('QUIT')
}

type Line = ReturnType<typeof lineTo>

async function authenticate(line: Line, offers: string, { username, password }: SmtpLogin): Promise<void> {
  const methods = /^250[ -]AUTH[ =](.*)$/im.exec(offers)?.[1]?.toUpperCase().split(/\s+/) ?? []
  if (methods.includes('PLAIN')) {
    await line.ask(`AUTH PLAIN ${base64(`\0${username}\0${password}`)}`, 'the password', 235)
  } else if (methods.includes('LOGIN')) {
    await line.ask('AUTH LOGIN', 'the password', 334)
    await line.ask(base64(username), 'the password', 334)
    await line.ask(base64(password), 'the password', 235)
  } else {
    throw new MailUnavailable('The mail server offers no way to sign in that we know')
  }
}

function lineTo(socket: SmtpSocket) {
  const reader = socket.readable.getReader()
  const writer = socket.writable.getWriter()
  const decoder = new TextDecoder()
  let heard = ''

  async function tell(words: string): Promise<void> {
    await writer.write(new TextEncoder().encode(`${words}\r\n`))
  }

  async function reply(): Promise<string> {
    for (;;) {
      const [whole] = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\n/.exec(heard) ?? []
      if (whole !== undefined) {
        heard = heard.slice(whole.length)
        return whole
      }
      const { done, value } = await reader.read()
      if (done) throw new MailUnavailable('The mail server hung up')
      heard += decoder.decode(value, { stream: true })
      if (heard.length > longestReply) throw new MailUnavailable('The mail server does not speak SMTP')
    }
  }

  /** Only what is about this one mail can be refused for good; the rest is the account's, and may be mended. */
  async function expect(step: string, code: number, isOfThisMail = false): Promise<string> {
    const answer = await reply()
    const got = /(\d{3})(?: [^\n]*)?\n$/.exec(answer)?.[1] ?? ''
    if (got === String(code)) return answer
    const reason = `The mail server answered ${got} to ${step}`
    throw isOfThisMail && got.startsWith('5') ? new MailRefused(reason) : new MailUnavailable(reason)
  }

  async function ask(words: string, step: string, code: number, isOfThisMail = false): Promise<string> {
    await tell(words)
    return expect(step, code, isOfThisMail)
  }

  /** Gives the socket back. What was heard before TLS began could have been put there by anybody. */
  function release(): SmtpSocket {
    if (heard !== '') throw new MailUnavailable('The mail server spoke out of turn')
    reader.releaseLock()
    writer.releaseLock()
    return socket
  }

  return { ask, tell, expect, release }
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64()
}
