import { app } from './app.tsx'
import { sweep } from './clock/sweep.ts'
import { depsOf, type Env } from './env.ts'

export { ShopClock } from './clock/shop-clock.ts'

export default {
  fetch: app.fetch,
  async scheduled(_event, env) {
    await sweep(depsOf(env))
  },
} satisfies ExportedHandler<Env>
