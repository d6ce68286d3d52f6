import { refused } from './problem.ts'

interface Tree {
  [name: string]: string | Tree
}

/** The parameters of a request, read by name; a wrong one throws the refusal Stripe gives, naming its full path. */
export interface Fields {
  /** Undefined where it is absent or empty, as Stripe reads both. */
  text(name: string): string | undefined
  required(name: string): string
  integer(name: string, least: number): number | undefined
  requiredInteger(name: string, least: number): number
  oneOf<const T extends string>(name: string, values: readonly T[]): T | undefined
  group(name: string): Fields
  groups(name: string): Fields[]
  list(name: string): string[]
  /** Free pairs such as metadata. */
  pairs(name: string): Record<string, string>
  has(name: string): boolean
  only(names: readonly string[]): void
  path(name: string): string
}

/** Reads `a[b][0][c]=d`, the form Stripe's clients send, from a body or a query string. */
export function parseFields(encoded: string): Fields {
  const root = branch()
  for (const [key, value] of new URLSearchParams(encoded)) place(root, names(key), value)
  return fieldsOf(root, '')
}

function branch(): Tree {
  const tree: Tree = Object.create(null)
  return tree
}

function names(key: string): string[] {
  const [head = '', ...rest] = key.split('[')
  return [head, ...rest.map((part) => part.replace(/\]$/, ''))]
}

function place(tree: Tree, [name = '', ...rest]: string[], value: string): void {
  const key = name === '' ? String(Object.keys(tree).length) : name
  if (rest.length === 0) {
    tree[key] = value
    return
  }
  const found = tree[key]
  const next = typeof found === 'object' ? found : branch()
  tree[key] = next
  place(next, rest, value)
}

function fieldsOf(tree: Tree, prefix: string): Fields {
  const path = (name: string) => (prefix ? `${prefix}[${name}]` : name)
  const children = (name: string) => {
    const child = tree[name]
    return typeof child === 'object' ? child : branch()
  }
  const text = (name: string) => {
    const value = tree[name]
    if (typeof value === 'object') throw refused(`Invalid string: ${path(name)}`, undefined, path(name))
    return value || undefined
  }
  const required = (name: string) => {
    const value = text(name)
    if (value !== undefined) return value
    if (tree[name] === '') throw refused(`You passed an empty string for '${path(name)}'.`, 'parameter_invalid_empty', path(name))
    throw refused(`Missing required param: ${path(name)}.`, 'parameter_missing', path(name))
  }
  const integer = (name: string, least: number) => {
    const value = text(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number))
      throw refused(`Invalid integer: ${value}`, 'parameter_invalid_integer', path(name))
    if (number < least)
      throw refused(`This value must be greater than or equal to ${least}.`, 'parameter_invalid_integer', path(name))
    return number
  }
  return {
    text,
    required,
    integer,
    requiredInteger: (name, least) => {
      required(name)
      return integer(name, least) ?? least
    },
    oneOf(name, values) {
      const value = text(name)
      const known = values.find((one) => one === value)
      if (value !== undefined && known === undefined)
        throw refused(`Invalid ${path(name)}: must be one of ${values.join(', ')}`, undefined, path(name))
      return known
    },
    group: (name) => fieldsOf(children(name), path(name)),
    groups: (name) => {
      const list = children(name)
      return Object.keys(list).map((key) => {
        const item = list[key]
        return fieldsOf(typeof item === 'object' ? item : branch(), `${path(name)}[${key}]`)
      })
    },
    list: (name) => Object.values(children(name)).filter((item) => typeof item === 'string'),
    pairs: (name) =>
      Object.fromEntries(
        Object.entries(children(name)).flatMap(([key, value]) => (typeof value === 'string' && value ? [[key, value]] : [])),
      ),
    has: (name) => tree[name] !== undefined,
    only(known) {
      const stranger = Object.keys(tree).find((name) => !known.includes(name))
      if (stranger !== undefined)
        throw refused(`Received unknown parameter: ${path(stranger)}`, 'parameter_unknown', path(stranger))
    },
    path,
  }
}
