import { DurableObject } from 'cloudflare:workers'
import { depsOf, type Env } from '#env.ts'
import { lateParts } from '#late.ts'
import { newId } from '#lib/id.ts'
import { report } from '#middleware/report.ts'
import { pauseMs } from './pauses.ts'
import type { News } from './topics.ts'

/** So many pages one person has open at most; the oldest is closed for the next. */
const mostSockets = 30

/**
 * One per shop, and one for the directory: wakes when something is due, lets only one migration run, and tells open pages that something
 * changed. What it does when it rings is loaded then: no page waits for it.
 */
export class ShopClock extends DurableObject<Env> {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    // Answered by the runtime, so that a page that only stays open wakes nobody.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Makes sure the alarm rings no later than `at` (ms). */
  async arm(at: number): Promise<void> {
    const set = await this.ctx.storage.getAlarm()
    if (set === null || at < set) await this.ctx.storage.setAlarm(at)
  }

  /** Takes the socket of a page, with the topics it hears of; the last of them is whose it is. */
  override async fetch(request: Request): Promise<Response> {
    const topics: string[] = JSON.parse(request.headers.get('x-topics') ?? '[]')
    const others = this.ctx.getWebSockets(topics.at(-1))
    if (others.length >= mostSockets) others[0]?.close(tooManyPages, 'too many pages')
    const { 0: client, 1: server } = new WebSocketPair()
    this.ctx.acceptWebSocket(server, topics)
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Tells the pages of these topics to look again, and ends the sockets of whoever must be let in anew. */
  async tell({ topics, ended }: News): Promise<void> {
    const told = new Set(topics.flatMap((topic) => this.ctx.getWebSockets(topic)))
    for (const socket of told) quietly(() => socket.send('changed'))
    for (const socket of new Set(ended.flatMap((whose) => this.ctx.getWebSockets(whose))))
      quietly(() => socket.close(letInAnew, 'ask again'))
  }

  /** Brings the shop's database up to this code, once however many ask, and notes it in the directory. */
  async migrate(): Promise<void> {
    await this.ctx.blockConcurrencyWhile(async () => {
      const { migrateShop } = await lateParts.rounds()
      await migrateShop(depsOf(this.env), this.key)
    })
  }

  override async alarm(): Promise<void> {
    const deps = depsOf(this.env)
    let next: number | undefined
    try {
      const { goRound } = await lateParts.rounds()
      next = await goRound(deps, this.key, this.ctx.storage)
      await this.ctx.storage.delete('failures')
    } catch (error) {
      // Throwing would hand the retry to the platform, which gives up after six: the shop's clock must not stop.
      report(error, newId('req'), this.key)
      const failures = ((await this.ctx.storage.get<number>('failures')) ?? 0) + 1
      await this.ctx.storage.put('failures', failures)
      next = deps.now() + pauseMs(failures)
    }
    if (next !== undefined) await this.arm(Math.max(next, deps.now() + 100))
  }

  /** The shop's, or the directory's. */
  private get key(): string {
    return this.ctx.id.name ?? ''
  }
}

// Of the codes that are free for programs (RFC 6455, 7.4.2).
const letInAnew = 4001
const tooManyPages = 4002

function quietly(act: () => void): void {
  try {
    act()
  } catch {
    // It is closing already and takes nothing more: its page connects again and looks for itself.
  }
}
