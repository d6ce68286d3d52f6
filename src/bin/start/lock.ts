import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Place, Stop } from './place.ts'

/** Two servers on one folder would spoil each other's data. Throws Stop while another one of ours works with it. */
export async function claimFolder({ dir, dirName, ports }: Place): Promise<void> {
  const file = join(dir, 'running.txt')
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
  if (other > 0 && other !== ports.libsql && (await isServing(other))) {
    throw new Stop(
      `Another npm start works with ${dirName}, on port ${other - 1}. Stop it, or choose another folder: LOCAL_DIR=.other npm start`,
    )
  }
  writeFileSync(file, String(ports.libsql))
}

/** Whether a database server is on this port, told by its own greeting. */
async function isServing(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/v2`, { signal: AbortSignal.timeout(1_000) })
    return (await response.text()).includes('HTTP API v2')
  } catch {
    return false
  }
}
