import { invalid, notFound } from '#errors.ts'
import { receiveReport } from '#features/deliveries/actions.ts'
import { systemContext } from '#identity/visitor-context.ts'
import { paths } from '#paths.ts'
import { findTenantByKey } from '#platform/tenants/queries.ts'
import { handle } from '#routes.ts'
import { exactText } from './exact-text.ts'

/** What the provider that sends our mail tells of it: that it arrived, came back or was opened. Believed for its secret alone. */
export const mailWebhook = handle(
  { mail: paths.webhooks.mail },
  {
    async mail(c) {
      const { deps, requestId, host } = c.var
      const provider = c.req.param('provider')
      if (provider !== deps.mailReports.provider) throw notFound('page')
      const now = deps.now()
      const report = await deps.mailReports.read(await exactText(c.req.raw), (name) => c.req.header(name), now)
      if (report === 'forged') {
        console.warn(JSON.stringify({ level: 'warn', requestId, webhook: 'mail', reason: `not from ${provider}` }))
        throw invalid('The signature is not right')
      }
      const tenant = report === 'other' ? undefined : await findTenantByKey(deps, report.shopKey)
      if (report === 'other' || !tenant) return c.json({ received: true, outcome: 'ignored' })
      const occasion = { tenant, deps, requestId, host, now, base: '', network: '', device: '', command: undefined }
      return c.json({ received: true, outcome: await receiveReport(systemContext(occasion, 'Mail'), report) })
    },
  },
)
