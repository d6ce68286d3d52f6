import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const json = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))

interface Locked {
  readonly version: string
  readonly integrity?: string
  readonly resolved?: string
  readonly hasInstallScript?: boolean
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
}
const pack: {
  dependencies: Record<string, string>
  devDependencies: Record<string, string>
  allowScripts: Record<string, boolean>
} = json('package.json')
const lock: { packages: Record<string, Locked> } = json('package-lock.json')
const floors: Record<string, { lowest: string; reason: string }> = json('docs/security-floors.json')
const { '': own, ...locked } = lock.packages
const nameOf = (path: string) => path.split('node_modules/').at(-1) ?? ''
const all = Object.entries(locked).map(([path, entry]) => ({ path, name: nameOf(path), ...entry }))

/** Whether a version comes before another, by its three numbers. */
function isBelow(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((one) => one.split(/[.-]/).slice(0, 3).map(Number))
  const at = [0, 1, 2].find((i) => a?.[i] !== b?.[i])
  return at !== undefined && (a?.[at] ?? 0) < (b?.[at] ?? 0)
}

describe('a version', () => {
  test.each([
    ['4.13.6', '4.13.7', true],
    ['4.13.7', '4.13.7', false],
    ['4.13.19', '4.13.7', false],
    ['4.9.99', '4.13.0', true],
    ['5.0.0', '4.13.7', false],
    ['4.13.6-rc.1', '4.13.7', true],
  ])('%s against the floor %s', (version, floor, below) => {
    expect(isBelow(version, floor)).toBe(below)
  })
})

describe('what the product runs on', () => {
  test('has a floor for each dependency, with its reason, and for nothing else', () => {
    expect(Object.keys(floors).sort()).toEqual(Object.keys(pack.dependencies).sort())
    for (const [name, { lowest, reason }] of Object.entries(floors)) {
      expect(lowest, name).toMatch(/^\d+\.\d+\.\d+$/)
      expect(reason, name).not.toBe('')
    }
  })

  test('stands nowhere below its floor, not even as a dependency of another', () => {
    const guarded = all.filter(({ name }) => name in floors)
    expect(guarded.length).toBeGreaterThanOrEqual(Object.keys(floors).length)
    expect(guarded.filter(({ name, version }) => isBelow(version, floors[name]?.lowest ?? '')).map(({ path }) => path)).toEqual(
      [],
    )
  })

  test('is at most 25 packages of our choosing', () => {
    expect(Object.keys(pack.dependencies).length).toBeLessThanOrEqual(25)
  })
})

describe('what is installed', () => {
  test('is named exactly, and the lock says the same', () => {
    const named = Object.entries({ ...pack.dependencies, ...pack.devDependencies })
    expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
    expect(named.filter(([name, version]) => locked[`node_modules/${name}`]?.version !== version)).toEqual([])
    expect({ ...own?.dependencies, ...own?.devDependencies }).toEqual({ ...pack.dependencies, ...pack.devDependencies })
  })

  test('is known by its hash, every package of it, and comes from the registry', () => {
    expect(all.length).toBeGreaterThan(100)
    expect(all.filter(({ integrity }) => !/^sha512-[\w+/]{86}==/.test(integrity ?? '')).map(({ path }) => path)).toEqual([])
    expect(
      all.filter(({ resolved }) => resolved && !resolved.startsWith('https://registry.npmjs.org/')).map(({ path }) => path),
    ).toEqual([])
  })

  test('runs no script on installing but those allowed by name, and none is allowed that has none', () => {
    const running = new Set(all.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name))
    expect([...running].sort()).toEqual(Object.keys(pack.allowScripts).sort())
    expect(Object.values(pack.allowScripts)).not.toContain(false)
  })
})
