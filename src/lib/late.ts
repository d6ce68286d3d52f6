/**
 * A part of the program that is read when it is first asked for, and kept: the module itself, which is plain code and belongs to no
 * request, never the promise of it, which belongs to the one that asked.
 */
export function late<T extends object>(load: () => Promise<T>): () => Promise<T> {
  let known: T | undefined
  return async () => {
    known ??= await load()
    return known
  }
}

/** One of the things such a part exports. */
export const partOf =
  <T extends object, const K extends keyof T>(load: () => Promise<T>, name: K): (() => Promise<T[K]>) =>
  async () =>
    (await load())[name]
