import { app } from './app.tsx'
import { sweep } from './clock/sweep.ts'
import { depsOf, type Env } from './env.ts'
import { lateParts } from './late.ts'

export { ShopClock } from './clock/shop-clock.ts'

export default {
  fetch: app.fetch,
  async scheduled(_event, env) {
    await sweep(depsOf(env))
  },
  async email(message, env) {
    const { takeEmail } = await lateParts.webhooks()
    await takeEmail(depsOf(env), message)
  },
} satisfies ExportedHandler<Env>
