import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname, '../../..')

/** What a stage found. A stage that counts nothing counts as one when it fails. */
export interface Tally {
  readonly passed: number
  readonly failed: number
}

/** Runs a tool of ours, its words going straight to the terminal: one pass or one failure, by its exit code. */
export async function run(tool: string, args: readonly string[] = []): Promise<Tally> {
  const code = await exitCodeOf(tool, args, {})
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Runs something that counts its own tests into a JSON file, and adds up what it says. Never green when its exit code is not. */
export async function tallyOf(tool: string, args: readonly string[], env: Record<string, string> = {}): Promise<Tally> {
  const dir = mkdtempSync(join(tmpdir(), 'tests-'))
  const file = join(dir, 'counts.json')
  const reporters = tool === 'vitest' ? ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`] : []
  try {
    const code = await exitCodeOf(tool, [...args, ...reporters], { ...env, COUNTS_FILE: file })
    const { passed, failed } = read(file)
    return { passed, failed: code === 0 ? failed : Math.max(1, failed) }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

function read(file: string): Tally {
  try {
    // vitest's own names, or the same two as we print them.
    const counts: Record<string, number> = JSON.parse(readFileSync(file, 'utf8'))
    return {
      passed: counts['numPassedTests'] ?? counts['passed'] ?? 0,
      failed: counts['numFailedTests'] ?? counts['failed'] ?? 0,
    }
  } catch {
    // It ended before it could count; its exit code says so.
    return { passed: 0, failed: 0 }
  }
}

function exitCodeOf(tool: string, args: readonly string[], env: Record<string, string>): Promise<number> {
  const bin = join(root, 'node_modules/.bin')
  const command = tool === 'node' ? process.execPath : join(bin, tool)
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, CI: '1' },
    })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}
