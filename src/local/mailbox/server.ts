import { join } from 'node:path'
import { createFaults } from '#local/faults.ts'
import { type Answer, createLocalServer, type Incoming, json, type LocalServer } from '#local/http.ts'
import { openJsonFile } from '#local/json-file.ts'
import { answerMailpit } from './mailpit.ts'
import type { Mailbox } from './mails.ts'
import { answerMailPage } from './pages.ts'
import { answerPostmark } from './postmark.ts'
import { answerReply, controlReply, type Replying } from './replies.ts'
import { answerReport, controlReport, type Reporting } from './reports.ts'
import { createResend } from './resend.ts'

export interface MailboxOptions extends Reporting, Replying {
  /** Where `mailbox.json` is kept; without it the mail ends with the process. */
  dir?: string
  /** Opens `/_control`. */
  control?: boolean
}

/** Takes all mail as Resend and Postmark do and shows it as pages and as Mailpit's JSON. Throws when its file is damaged. */
export function createMailbox(options: MailboxOptions): LocalServer {
  const file = openJsonFile<Mailbox>(options.dir && join(options.dir, 'mailbox.json'), { mails: [], sent: {} })
  const faults = createFaults()
  const resend = createResend(file.value, faults)

  const answer = (incoming: Incoming): Answer | Promise<Answer> => {
    const path = incoming.url.pathname
    if (path === '/emails') return resend(incoming)
    if (path === '/email' && incoming.method === 'POST') return answerPostmark(file.value, faults, incoming)
    if (incoming.method === 'POST' && /^\/(?:api\/v1\/)?message\/[^/]+\/reply$/.test(path))
      return answerReply(file.value, options, incoming)
    if (path.startsWith('/api/v1/')) return answerMailpit(file.value, incoming)
    if (path === '/_control/faults' && options.control) return faults.control(incoming)
    if (path.startsWith('/_control/reports/') && options.control) return controlReport(file.value, options, incoming)
    if (path.startsWith('/_control/replies/') && options.control) return controlReply(file.value, options, incoming)
    if (incoming.method === 'POST' && /^\/message\/[^/]+\/reports\//.test(path))
      return answerReport(file.value, options, incoming.url)
    if (incoming.method !== 'GET')
      return json({ statusCode: 404, name: 'not_found', message: 'The requested endpoint does not exist.' }, 404)
    return answerMailPage(file.value, incoming.url, {
      canReport: options.webhookUrl !== undefined,
      canReply: options.inboundUrl !== undefined,
    })
  }

  return createLocalServer({
    async answer(incoming) {
      const answered = await answer(incoming)
      if (incoming.method !== 'GET') file.save()
      return answered
    },
  })
}
