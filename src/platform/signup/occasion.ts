import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { readFields } from '#lib/form.ts'
import { isId } from '#lib/id.ts'
import { networkOf } from '#lib/network.ts'
import { isZone } from '#lib/time.ts'
import type { Occasion } from './actions.ts'

/** What a form sent to the platform's own pages says of itself. */
export async function occasionOf(c: Context<Envs['platform'], string>): Promise<Occasion> {
  const { deps, requestId } = c.var
  const { command } = await readFields(c)
  return {
    deps,
    requestId,
    network: networkOf(c.req.header('cf-connecting-ip') ?? '0.0.0.0'),
    command: typeof command === 'string' && isId('cmd', command) ? command : undefined,
  }
}

/** The time zone the network thinks this person is in. */
export function zoneOf(c: Context<Envs['platform'], string>): string | undefined {
  const zone = c.req.raw.cf?.['timezone']
  return typeof zone === 'string' && isZone(zone) ? zone : undefined
}
