import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Bucket {
  /** host:port. */
  readonly address: string
  close(): void
}

/** Stands in for R2, outside workerd so that its memory counts for nobody: takes whatever is put, keeps nothing, and answers as R2 does. */
export async function openBucket(): Promise<Bucket> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      if (request.method !== 'PUT') return response.writeHead(404).end()
      const about = JSON.stringify(stored)
      return response.setHeader('cf-r2-metadata-size', about.length).end(about)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port, not on a pipe
  return { address: `127.0.0.1:${port}`, close: () => void server.close() }
}

const stored = {
  ...{ name: 'x', version: '1', size: '1', etag: '0'.repeat(32), uploaded: '0', storageClass: 'Standard' },
  ...{ httpFields: {}, customFields: [], checksums: {} },
}
