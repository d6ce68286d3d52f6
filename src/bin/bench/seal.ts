import type { BaseCtx } from '#context.ts'
import { sealRecord } from '#features/approvals/record.ts'
import { createKeyring } from '#lib/token.ts'

const strokes = Array.from({ length: 40 }, (_, i) => Array.from({ length: 60 }, (_, j) => (i * 7 + j * 3) % 260))
const lines = 200

/** CPU of sealing one decision on 200 lines with a drawn signature: canonical JSON, hashes, Ed25519. Milliseconds, the median. */
export async function measureSealing(times: number): Promise<number> {
  const tenant = { key: 'bench', keys: createKeyring('YmVuY2gtb25seS1tYXN0ZXIta2V5LTMyLWJ5dGVzISE', 'salt') }
  // Sealing reads no more of its context than this.
  const ctx = { tenant, now: 1, shop: { timeZone: 'UTC' } } as unknown as Pick<BaseCtx, 'tenant' | 'now' | 'shop'>
  const took: number[] = []
  for (let i = 0; i < times; i++) {
    const before = process.cpuUsage()
    await sealRecord(ctx, { sequence: i + 1, sha256: 'a'.repeat(64) }, facts(`apl_${i}`), payload)
    const { user, system } = process.cpuUsage(before)
    took.push((user + system) / 1000)
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

const facts = (id: string): Parameters<typeof sealRecord>[2] => ({
  ...{ id, kind: 'work', request: 'apr_1', subject: 'job_1', job: 'job_1', customer: 'cus_1', editionId: 'edn_1' },
  ...{ edition: { number: 1, sha256: 'b'.repeat(64) }, outcome: 'approved', approvedMinor: 1, currency: 'USD', consent: 'I do.' },
  decisions: Array.from({ length: lines }, (_, i) => ({
    ...{ key: `lin_${i}`, answer: 'approved' as const, part: 'c'.repeat(64), amountMinor: 4711 },
  })),
  ...{ terms: null, checklist: [], poNumber: null, door: 'portal', actor: { kind: 'contact', id: 'con_1' } },
  proof: { method: 'session', at: '2030-04-09T15:00:00.000Z' },
})

const payload: Parameters<typeof sealRecord>[3] = {
  ...{ name: 'Joanne Mercer', email: 'j@bluestem.example', company: 'Bluestem', comments: {}, note: '' },
  signature: { kind: 'drawn', name: 'Joanne Mercer', width: 260, height: 64, strokes },
  ...{ ip: '203.0.113.24', userAgent: 'Safari', device: 'Safari on iPhone', recordedBy: null, saidAt: null },
  ...{ forwardedBy: null, forwardedTo: null },
}
