import { accessSync, constants, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { newSecret } from '#lib/token.ts'

/** A sentence for the person at the terminal; no stack trace belongs to it. */
export class Stop extends Error {}

/** Where everything of this machine lives: five ports in a row, and one folder. */
export interface Place {
  readonly dir: string
  /** The folder as it was named, for sentences. */
  readonly dirName: string
  readonly port: number
  readonly ports: { readonly libsql: number; readonly stripe: number; readonly mailbox: number; readonly google: number }
}
export interface Secrets {
  readonly masterKey: string
  readonly mailKey: string
  readonly stripeKey: string
  readonly webhookSecret: string
}

/** Reads PORT and LOCAL_DIR. Throws Stop for what is no port. */
export function placeOf(env: NodeJS.ProcessEnv): Place {
  const text = env['PORT'] || '8787'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_531)
    throw new Stop(`PORT is ${text}, but it must be a number from 1 to 65531.`)
  const dirName = env['LOCAL_DIR'] || '.local'
  const ports = { libsql: port + 1, stripe: port + 2, mailbox: port + 3, google: port + 4 }
  return { dir: resolve(dirName), dirName, port, ports }
}

/** Makes sure each port can be had. Throws Stop with the first that cannot. */
export async function checkPorts({ port, ports }: Place): Promise<void> {
  const uses: [number, string][] = [
    [port, 'the Worker'],
    [ports.libsql, 'the databases'],
    [ports.stripe, 'the Stripe double'],
    [ports.mailbox, 'the mailbox'],
    [ports.google, 'the Google double'],
  ]
  for (const [number, use] of uses) {
    const code = await refusalOf(number)
    if (code === 'EADDRINUSE')
      throw new Stop(`Port ${number}, for ${use}, is taken. Stop what uses it, or choose others: PORT=${port + 1000} npm start`)
    if (code) throw new Stop(`Port ${number}, for ${use}, cannot be used (${code}). Choose others: PORT=8787 npm start`)
  }
}

function refusalOf(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)))
  })
}

/** Makes the folder, or makes sure it can be written to. Throws Stop with the reason. */
export function checkFolder({ dir, dirName }: Place): void {
  try {
    makeFolder(join(dir, 'data'))
    accessSync(dir, constants.W_OK | constants.R_OK | constants.X_OK)
    accessSync(join(dir, 'data'), constants.W_OK | constants.R_OK | constants.X_OK)
  } catch {
    const isFile = existsSync(dir) && !statSync(dir).isDirectory()
    const reason = isFile ? 'is a file, not a folder' : 'cannot be written to'
    throw new Stop(
      `${dirName} ${reason}. The data goes there: make it a folder of yours, or choose another: LOCAL_DIR=.other npm start`,
    )
  }
}

// Node's own recursive one never returns from some places, /proc among them.
function makeFolder(path: string): void {
  if (existsSync(path)) return
  makeFolder(dirname(path))
  mkdirSync(path)
}

/** The secrets of this machine, made on the first start. Throws Stop when their file is damaged. */
export function keepSecrets({ dir, dirName }: Place): Secrets {
  const file = join(dir, 'secrets.json')
  if (existsSync(file)) return readSecrets(file, dirName)
  const made = {
    masterKey: newSecret(),
    mailKey: `re_local_${newSecret(16)}`,
    // Stripe's keys have no other signs than letters and digits.
    stripeKey: `sk_test_${newSecret(24).replace(/[-_]/g, '0')}`,
    webhookSecret: `whsec_${newSecret(24)}`,
  }
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  return made
}

function readSecrets(file: string, dirName: string): Secrets {
  try {
    const found: Partial<Secrets> = JSON.parse(readFileSync(file, 'utf8'))
    const { masterKey, mailKey, stripeKey, webhookSecret } = found
    if (masterKey && mailKey && stripeKey && webhookSecret) return { masterKey, mailKey, stripeKey, webhookSecret }
  } catch {
    // Half a file, or none of ours: the sentence below says what to do.
  }
  throw brokenData(dirName, 'secrets.json is damaged')
}

export function brokenData(dirName: string, reason: string): Stop {
  return new Stop(
    `The data in ${dirName} cannot be used: ${reason}. Move the folder away and start again: everything in it is made anew.`,
  )
}
