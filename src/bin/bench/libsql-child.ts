import { createLibsqlServer } from '#local/libsql/server.ts'

/** The local libSQL server in a process of its own, so that it shares no event loop with the driver. */
const [dir = ''] = process.argv.slice(2)
const server = createLibsqlServer({ dir, control: true, autoCreate: true, synchronous: 'OFF' })
process.send?.(await server.listen(0))
process.once('disconnect', () => process.exit(0))
