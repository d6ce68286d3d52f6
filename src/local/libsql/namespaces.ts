import { closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Connection, closeConnection, openConnection, type Synchronous, tidy } from './connection.ts'
import { apiError } from './errors.ts'
import { configPath, type NamespaceConfig, readConfig, writeConfig } from './namespace-config.ts'
import { type After, createWriteLock, type WriteLock } from './write-lock.ts'

export interface Namespace {
  readonly name: string
  readonly path: string
  readonly lock: WriteLock
  config: NamespaceConfig
  /** Goes up with every change of the schema, so that kept statements are prepared again. */
  schema: number
  isRemoved: boolean
  shared: Connection | undefined
  readonly idle: Connection[]
  lent: number
}

export interface NamespacesOptions {
  readonly dir: string
  readonly synchronous: Synchronous
  readonly autoCreate: boolean
  readonly transactionTimeoutMs: number
  readonly after: After
  readonly maxOpen: number
}

export type Namespaces = ReturnType<typeof createNamespaces>

/** The namespaces of a folder, one SQLite file each. Unknown names throw 404, taken ones 400, like sqld. */
export function createNamespaces(options: NamespacesOptions) {
  const open = new Map<string, Namespace>()
  mkdirSync(options.dir, { recursive: true })

  function pathOf(name: string) {
    if (!/^[A-Za-z0-9_][\w.-]{0,127}$/.test(name)) throw apiError(400, 'Invalid namespace')
    return join(options.dir, `${name}.db`)
  }

  function exists(name: string) {
    return open.has(name) || existsSync(pathOf(name))
  }

  function get(name: string): Namespace {
    const known = open.get(name)
    if (known) return known
    if (!exists(name) && !options.autoCreate && name !== 'default') throw apiError(404, `Namespace \`${name}\` doesn't exist`)
    const path = pathOf(name)
    const lock = createWriteLock(options.transactionTimeoutMs, options.after)
    const config = readConfig(path)
    const namespace: Namespace = { name, path, lock, config, schema: 0, isRemoved: false, shared: undefined, idle: [], lent: 0 }
    open.set(name, namespace)
    return namespace
  }

  function create(name: string, config: NamespaceConfig): void {
    if (exists(name)) throw apiError(400, `Namespace \`${name}\` already exists`)
    const path = pathOf(name)
    closeConnection(openConnection(path, options.synchronous, 0))
    writeConfig(path, config)
    get(name)
  }

  function configure(name: string, config: NamespaceConfig): void {
    const namespace = get(name)
    writeConfig(namespace.path, config)
    namespace.config = config
  }

  function remove(name: string): void {
    const namespace = get(name)
    namespace.isRemoved = true
    shut(namespace)
    open.delete(name)
    removeFiles(namespace.path)
  }

  function fork(from: string, to: string): void {
    if (!exists(from)) throw apiError(404, `Namespace \`${from}\` doesn't exist`)
    if (exists(to)) throw apiError(400, `Namespace \`${to}\` already exists`)
    copy(from, to)
    const { config } = get(from)
    configure(to, config)
  }

  /** Replaces `to` by the committed content of `from`. */
  function copy(from: string, to: string): void {
    const source = get(from)
    if (exists(to)) remove(to)
    const connection = shared(source)
    if (sizeOf(`${source.path}-wal`) > 0) connection.db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const path = pathOf(to)
    // An open reader keeps the checkpoint from finishing; the log then goes along and is replayed in the copy.
    if (sizeOf(`${source.path}-wal`) > 0) copyFileSync(`${source.path}-wal`, `${path}-wal`)
    copyFileSync(source.path, `${path}.part`)
    if (options.synchronous === 'FULL') syncFile(`${path}.part`)
    renameSync(`${path}.part`, path)
    get(to)
  }

  function shared(namespace: Namespace): Connection {
    if (open.get(namespace.name) === namespace) {
      open.delete(namespace.name)
      open.set(namespace.name, namespace)
    }
    if (!namespace.shared) {
      namespace.shared = openConnection(namespace.path, options.synchronous, namespace.schema)
      if (open.size > options.maxOpen) shutOldest()
    }
    return namespace.shared
  }

  function borrow(namespace: Namespace): Connection {
    namespace.lent++
    return namespace.idle.pop() ?? openConnection(namespace.path, options.synchronous, namespace.schema)
  }

  function giveBack(namespace: Namespace, connection: Connection): void {
    namespace.lent--
    tidy(connection)
    if (namespace.isRemoved || namespace.idle.length >= 4) closeConnection(connection)
    else namespace.idle.push(connection)
  }

  function shutOldest(): void {
    for (const namespace of open.values()) {
      if (open.size <= options.maxOpen) return
      if (namespace.lent > 0) continue
      shut(namespace)
      open.delete(namespace.name)
    }
  }

  function closeAll(): void {
    for (const namespace of open.values()) shut(namespace)
    open.clear()
  }

  return { get, exists, create, configure, remove, fork, copy, shared, borrow, giveBack, closeAll }
}

function shut(namespace: Namespace): void {
  if (namespace.shared) closeConnection(namespace.shared)
  namespace.shared = undefined
  for (const connection of namespace.idle.splice(0)) closeConnection(connection)
}

// The main file goes first: a connection the driver has not let go of yet then sees that its file is gone and leaves the
// log of a successor with the same name alone.
function removeFiles(path: string): void {
  for (const file of [path, `${path}-wal`, `${path}-shm`, configPath(path)]) rmSync(file, { force: true })
}

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
