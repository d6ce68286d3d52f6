import type { BaseCtx } from '#context.ts'
import { customerOrigin } from '#identity/item-links.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { fingerprintOf } from './receipt.ts'

/** The public page that checks a record: without signing in, on the shop's own host where it has one. */
export function checkAddress({ deps, tenant }: Pick<BaseCtx, 'deps' | 'tenant'>, sha256: string): string {
  return customerOrigin(deps, tenant) + href('/verify', paths.verify.show, { fingerprint: fingerprintOf(tenant.key, sha256) })
}
