import { Hono } from 'hono'
import type { AppEnv } from './context.ts'
import { linkHandlers, portalHandlers, verifyHandlers } from './handlers.ts'
import { lateParts } from './late.ts'
import { failures, missing } from './middleware/failures.tsx'
import { guards } from './middleware/guards.ts'
import { sameOrigin } from './middleware/origin.ts'
import { limitBody, request } from './middleware/request.ts'
import { securityHeaders } from './middleware/security-headers.ts'
import { face, on, tenantOfHost, tenantOfSlug, tenantOfState, tenantOfToken } from './middleware/tenant.ts'
import { paths } from './paths.ts'
import { mount } from './routes.ts'

export const app = new Hono<AppEnv>()

app.use(request(), securityHeaders(), limitBody(), face(), sameOrigin())
app.onError(failures)
app.notFound(missing)

// Customers, on the portal host by slug and on the shop's own host.
const portal = mount(paths.portal, portalHandlers, guards)
app.use('/public/portal/:shop/*', on('portal'), tenantOfSlug('/public/portal')).route('/public/portal/:shop', portal)
app.use('/portal/*', on('portal', 'shop'), tenantOfHost()).route('/portal', portal)
app.get('/', (c, next) => (c.var.face === 'shop' ? Promise.resolve(c.redirect('/portal', 303)) : next()))

// Whoever holds a mailed link to one item.
app.use('/view/*', on('portal', 'shop'), tenantOfToken()).route('/view', mount(paths.link, linkHandlers, guards))

// Anybody who wants to know whether a record is ours and unchanged.
app.use('/verify/*', on('portal', 'shop')).route('/verify', mount(paths.verify, verifyHandlers, guards))

// Staff, on their own host, and the portal as a customer sees it.
app.use('/admin/:shop/*', on('staff'), tenantOfSlug('/admin'))
app
  .use('/admin/:shop/preview/:contact/*', tenantOfSlug('/admin', '/preview/:contact'))
  .route('/admin/:shop/preview/:contact', mount(paths.preview, portalHandlers, guards))
app.route(
  '/admin/:shop',
  mount(paths.staff, async () => (await lateParts.staff()).staffHandlers, guards),
)

// Back from Google, wherever somebody set out.
app.use('/google/*', on('portal'), tenantOfState()).route(
  '/google',
  mount(paths.google, async () => (await lateParts.ways()).googleHandlers, guards),
)

app.use('/webhooks/*', on('portal')).route(
  '/webhooks',
  mount(paths.webhooks, async () => (await lateParts.webhooks()).webhookHandlers, guards),
)
app.use('/*', on('staff')).route(
  '/',
  mount(paths.platform, async () => (await lateParts.staff()).platformHandlers, guards),
)
