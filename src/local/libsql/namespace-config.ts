import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { parseObject } from './json.ts'

/** The settings of a namespace that the admin API takes, by sqld's names. */
export interface NamespaceConfig {
  readonly jwt_key?: string | undefined
  readonly block_reads?: boolean | undefined
  readonly block_writes?: boolean | undefined
  readonly block_reason?: string | undefined
}

/** A namespace that is more than its file keeps its settings beside it. */
export const configPath = (path: string) => path.replace(/\.db$/, '.json')

export function readConfig(path: string): NamespaceConfig {
  if (!existsSync(configPath(path))) return {}
  return toConfig(parseObject(readFileSync(configPath(path), 'utf8')))
}

/** The settings this server knows, out of a request's or a file's JSON. */
export function toConfig(json: Record<string, unknown>): NamespaceConfig {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
  return {
    jwt_key: text(json['jwt_key']),
    block_reads: json['block_reads'] === true,
    block_writes: json['block_writes'] === true,
    block_reason: text(json['block_reason']),
  }
}

export function writeConfig(path: string, config: NamespaceConfig): void {
  if (Object.values(config).some(Boolean)) writeFileSync(configPath(path), JSON.stringify(config))
  else rmSync(configPath(path), { force: true })
}
