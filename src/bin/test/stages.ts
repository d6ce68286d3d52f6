import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'

export const root = join(import.meta.dirname, '../../..')

/** What a stage found. A stage that counts nothing counts as one when it fails. */
export interface Tally {
  readonly passed: number
  readonly failed: number
  /** The tests that failed, each by its file and name. */
  readonly failures?: readonly string[]
}

/** Runs a tool of ours, its words going straight to the terminal: one pass or one failure, by its exit code. */
export async function run(tool: string, args: readonly string[] = []): Promise<Tally> {
  const code = await exitCodeOf(tool, args, {})
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

interface Tests {
  readonly env?: Record<string, string>
  /** Which of a machine's two cores to keep to. */
  readonly core?: 0 | 1
  /** Which part of their files, as vitest cuts them: `1/2`. */
  readonly shard?: string
}

/** Runs the tests of some of vitest's projects and adds up what its report says. Never green when its exit code is not. */
export async function vitest(projects: readonly string[], { env = {}, core, shard }: Tests = {}): Promise<Tally> {
  const dir = mkdtempSync(join(tmpdir(), 'tests-'))
  const file = join(dir, 'report.json')
  const named = projects.flatMap((project) => ['--project', project])
  try {
    const args = ['run', ...named, ...(shard ? [`--shard=${shard}`] : []), '--reporter=dot', '--reporter=json']
    const code = await exitCodeOf('vitest', [...args, `--outputFile.json=${file}`], env, core)
    const { passed, failed, failures } = read(file)
    return { passed, failed: code === 0 ? failed : Math.max(1, failed), failures }
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

/** What we read of vitest's JSON report, whose shape is Jest's. */
interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly name: string
    readonly status: string
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[]
  }[]
}

function read(file: string): Required<Tally> {
  // It may have ended before it could count; its exit code says so.
  if (!existsSync(file)) return { passed: 0, failed: 0, failures: [] }
  const report: Report = JSON.parse(readFileSync(file, 'utf8'))
  const failures = report.testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName)
    const whole = status === 'failed' && failed.length === 0 ? ['could not be run'] : failed
    return whole.map((one) => `${relative(root, name)}: ${one}`)
  })
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures }
}

function exitCodeOf(tool: string, args: readonly string[], env: Record<string, string>, core?: 0 | 1): Promise<number> {
  const bin = join(root, 'node_modules/.bin')
  const [command = '', ...rest] = [...keepingTo(core), join(bin, tool), ...args]
  return new Promise((resolve) => {
    const child = spawn(command, rest, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, CI: '1' },
    })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

const taskset = '/usr/bin/taskset'

/** What begins a command that keeps to one core, the first or the second; nothing where there are more than two, or no such tool. */
function keepingTo(core: 0 | 1 | undefined): string[] {
  if (core === undefined || !existsSync(taskset)) return []
  const allowed = /^Cpus_allowed_list:\s*(\d+)[-,](\d+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))
  const [first, second] = [Number(allowed?.[1]), Number(allowed?.[2])]
  return availableParallelism() === 2 && allowed ? [taskset, '--cpu-list', String(core === 0 ? first : second)] : []
}
