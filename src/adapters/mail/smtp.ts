import type { EmailOptions } from 'worker-mailer'
import { late } from '#lib/late.ts'
import { extraHeaders, mailAddress, rawMailbox, rawText } from './headers.ts'
import { type Attachment, MailRefused, type MailSender, MailUnavailable, type OutgoingMail } from './mail.ts'
import { converse, type SmtpSocket } from './smtp-session.ts'
import { withinTimeout } from './within.ts'

export interface SmtpSettings {
  readonly provider: 'smtp'
  readonly host: string
  readonly port: number
  readonly username: string
  readonly password: string
  readonly connect?: (address: SocketAddress, options: SocketOptions) => SmtpSocket | Promise<SmtpSocket>
}

const writing = late(() => import('worker-mailer'))
const loopback = new Set(['localhost', '127.0.0.1', '::1'])

/** Sends over SMTP: TLS from the first byte on port 465, by STARTTLS on others and then never without; plain only to this machine. */
export function createSmtpSender(settings: SmtpSettings): MailSender {
  const { host, port, username, password } = settings
  const connect = settings.connect ?? connectSocket
  const login = username === '' ? undefined : { username, password }
  const secureTransport = loopback.has(host) ? 'off' : port === 465 ? 'on' : 'starttls'

  return {
    async send(mail) {
      const message = smtpMessage(mail)
      // worker-mailer writes the message but does not hold the conversation: it sends passwords in the clear where STARTTLS is missing, and spins for ever when the server hangs up.
      const { Email } = await writing()
      const envelope = { from: mailAddress(mail.from.address), to: mailAddress(mail.to), data: new Email(message).getEmailData() }
      let socket: SmtpSocket | undefined
      const talk = async () => {
        socket = await connect({ hostname: host, port }, { secureTransport, allowHalfOpen: false })
        await converse(socket, secureTransport === 'starttls', login, envelope)
      }
      try {
        await withinTimeout(talk())
      } catch (error) {
        throw error instanceof MailRefused || error instanceof MailUnavailable
          ? error
          : new MailUnavailable('The mail server could not be reached')
      } finally {
        socket?.close().catch(() => undefined)
      }
      return { providerId: message.headers['Message-ID'] }
    },
  }
}

async function connectSocket(address: SocketAddress, options: SocketOptions): Promise<SmtpSocket> {
  // Exists in workerd alone, so nothing may load it before SMTP is used.
  const { connect } = await import('cloudflare:sockets')
  return connect(address, options)
}

/** The message with every header written by us: worker-mailer quotes its encoded words, which no reader decodes. Its Message-ID is the same at every try. */
export function smtpMessage(mail: OutgoingMail): EmailOptions & { headers: Record<string, string> } {
  const from = mailAddress(mail.from.address)
  const to = mailAddress(mail.to)
  const extra = Object.entries(extraHeaders(mail.headers)).map(([name, value]) => [name, rawText(value)])
  return {
    from,
    to,
    subject: mail.key,
    html: mail.html,
    text: mail.text,
    headers: {
      From: rawMailbox(mail.from.name, mail.from.address),
      To: to,
      ...(mail.replyTo === undefined ? {} : { 'Reply-To': mailAddress(mail.replyTo) }),
      Subject: rawText(mail.subject) || '-',
      'Message-ID': `<${mail.key.replaceAll(/[^\w.-]/g, '-')}@${from.split('@')[1]}>`,
      ...Object.fromEntries(extra),
    },
    ...(mail.attachments === undefined ? {} : { attachments: mail.attachments.map(attached) }),
  }
}

const attached = ({ name, type, bytes }: Attachment) => ({ filename: name, content: bytes.toBase64(), mimeType: type })
