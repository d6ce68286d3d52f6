import type { Context } from 'hono'
import type { Envs } from '#context.ts'
import { readCommand } from '#lib/form.ts'
import { networkOf } from '#lib/network.ts'
import { isZone } from '#lib/time.ts'
import type { Occasion } from './actions.ts'

/** What a form sent to the platform's own pages says of itself. */
export async function occasionOf(c: Context<Envs['platform'], string>): Promise<Occasion> {
  const { deps, requestId } = c.var
  return {
    deps,
    requestId,
    network: networkOf(c.req.header('cf-connecting-ip') ?? '0.0.0.0'),
    command: await readCommand(c),
  }
}

const usualZone = 'America/New_York'

/** The time zone the network thinks this person is in; New York's where it does not know. */
export function zoneOf(c: Context<Envs['platform'], string>): string {
  const zone = c.req.raw.cf?.['timezone']
  return typeof zone === 'string' && isZone(zone) ? zone : usualZone
}
