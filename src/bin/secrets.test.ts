import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build as bundle } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { secretShapes, secretsIn } from '#testing/secret-shapes.ts'

const root = join(import.meta.dirname, '../..')
const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
const read = (path: string) => readFileSync(join(root, path), 'utf8')

describe('a secret', () => {
  // Put together here, so that this file holds none.
  test.each([
    ['private key', '-----BEGIN EC PRIVATE', ' KEY-----'],
    ['live key of Stripe', 'sk_live', '_51Habc123DEF456'],
    ['key of Stripe', 'rk_test', '_51Habc123DEF456789'],
    ['signing secret of a webhook', 'whsec', '_MfKQ9r8GKYqrTwjUPD8ILPZIo2La'],
    ['token of GitHub', 'ghp', `_${'a1'.repeat(18)}`],
    ['key of AWS', 'AKIA', 'IOSFODNN7EXAMPLE'],
    ['key of Google', 'AIza', 'a'.repeat(35)],
    ['token of Slack', 'xoxb', '-123456789012-abc'],
    ['token of npm', 'npm', `_${'a1'.repeat(18)}`],
    ['key of Resend', 're', '_AbCdEf12_AbCdEf12AbCdEf12'],
    ['JWT', 'eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl'],
    ['master key', 'MASTER_KEY=', 'a'.repeat(43)],
  ])('is known by its shape: %s', (what, head, tail) => {
    expect(secretsIn(`x = '${head}${tail}'`)).toContain(what)
  })

  test('of every shape is tried above', () => {
    expect(new Set(secretShapes.map(([what]) => what)).size).toBe(12)
  })
})

describe('the repository', () => {
  test('holds no secret; tests make up their own, and those are named as such', () => {
    // What opens the doubles alone, and texts of tests.
    const isMadeUp = (path: string) => /\.test\.tsx?$|^src\/testing\//.test(path)
    const found = tracked.filter((path) => !isMadeUp(path) && !/\.(png|jpg|webp|woff2|ico)$/.test(path))
    expect(found.length).toBeGreaterThan(300)
    expect(found.flatMap((path) => secretsIn(read(path)).map((what) => `${path}: ${what}`))).toEqual([])
    // Of the made-up ones none may look like what works somewhere.
    const live = /private key|live key|GitHub|AWS|Google|Slack|npm|Resend/
    const tests = tracked.filter(isMadeUp)
    expect(
      tests.flatMap((path) =>
        secretsIn(read(path))
          .filter((what) => live.test(what))
          .map((what) => `${path}: ${what}`),
      ),
    ).toEqual([])
  })

  test('holds no file that secrets are kept in', () => {
    expect(
      tracked.filter((path) =>
        /(^|\/)(\.env[^/]*|\.dev\.vars[^/]*|\.local|\.wrangler)(\/|$)|\.(pem|key|p12|sqlite|db)$/.test(path),
      ),
    ).toEqual([])
  })
})

const canaries: Record<string, string> = Object.fromEntries(
  ['MASTER_KEY', 'DIRECTORY_TOKEN', 'TURSO_API_TOKEN', 'MAIL_KEY', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRETS'].map((name) => [
    name,
    `canary-${name.toLowerCase()}-7f3a`,
  ]),
)

describe('what is shipped', () => {
  const before = { ...process.env }
  let inputs: string[] = []
  let texts: { name: string; text: string }[] = []

  beforeAll(async () => {
    Object.assign(process.env, canaries)
    const { outputFiles, metafile } = await bundle({
      absWorkingDir: root,
      entryPoints: ['src/index.ts'],
      ...{ bundle: true, format: 'esm', target: 'es2024', write: false, metafile: true, logLevel: 'silent', outdir: 'out' },
      conditions: ['workerd', 'worker', 'browser'],
      external: ['cloudflare:*', 'node:*'],
    })
    inputs = Object.keys(metafile.inputs)
    const assets = readdirSync(join(root, 'public'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    texts = [
      ...outputFiles.map(({ text }) => ({ name: 'the Worker', text })),
      ...assets.map(({ parentPath, name }) => ({ name, text: readFileSync(join(parentPath, name), 'utf8') })),
    ]
  })
  afterAll(() => {
    for (const name of Object.keys(canaries)) {
      if (before[name] === undefined) delete process.env[name]
      else process.env[name] = before[name]
    }
  })

  test('holds no secret, neither of the machine that built it nor by its shape, and not where it was built', () => {
    expect(texts.length).toBeGreaterThan(5)
    const forbidden = [...Object.values(canaries), root]
    expect(texts.flatMap(({ name, text }) => secretsIn(text).map((what) => `${name}: ${what}`))).toEqual([])
    expect(
      texts.flatMap(({ name, text }) => forbidden.filter((one) => text.includes(one)).map((one) => `${name}: ${one}`)),
    ).toEqual([])
  })

  test('holds none of the doubles, commands or tests, and no source maps', () => {
    expect(inputs).toContain('src/app.tsx')
    expect(
      inputs.filter((path) => /^src\/(local|bin|testing)\/|\.test\.|(^|\/)testing\.ts$|@libsql|node_modules\/libsql/.test(path)),
    ).toEqual([])
    for (const { name, text } of texts) {
      expect(text, name).not.toMatch(/_control\/|sourceMappingURL/)
      expect(name).not.toMatch(/\.map$/)
    }
  })
})
