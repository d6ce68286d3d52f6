import { describe, expect, it } from 'vitest'
import { testEnv } from '#testing/outside.ts'
import { createFileStore, FilesUnavailable, ImageUnreadable } from './files.ts'

const store = createFileStore(testEnv.FILES, testEnv.IMAGES)

/** R2 cannot be told to fail here, so a bucket that does stands in for it. */
const down = new Proxy(testEnv.FILES, { get: () => () => Promise.reject(new Error('R2 is down')) })

describe('the file store', () => {
  it('gives back what was put, and nothing for what was not', async () => {
    await store.put('shop/one', new Uint8Array([1, 2, 3]), 'image/png')
    const body = await store.get('shop/one')
    expect(new Uint8Array(await new Response(body).arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))
    expect(await store.get('shop/none')).toBeUndefined()
  })

  it('says so in our terms when R2 gives no answer', async () => {
    const broken = createFileStore(down, testEnv.IMAGES)
    await expect(broken.put('shop/two', new Uint8Array(1), 'image/png')).rejects.toBeInstanceOf(FilesUnavailable)
    await expect(broken.get('shop/one')).rejects.toBeInstanceOf(FilesUnavailable)
    await expect(broken.remove(['shop/one'])).rejects.toBeInstanceOf(FilesUnavailable)
  })

  it('says so too when R2 takes the call and never answers', async () => {
    const silent = createFileStore(new Proxy(testEnv.FILES, { get: () => () => new Promise(() => {}) }), testEnv.IMAGES)
    await expect(silent.put('shop/two', new Uint8Array(1), 'image/png')).rejects.toBeInstanceOf(FilesUnavailable)
  })

  it('lists what lies below one prefix, in order and in pages, and removes it', async () => {
    for (const key of ['list-a/1', 'list-a/2', 'list-a/3', 'list-b/1']) await store.put(key, new Uint8Array(1), 'image/png')
    const keys = async (after: string) => (await store.list('list-a/', after, 2)).map(({ key }) => key)
    expect(await keys('')).toEqual(['list-a/1', 'list-a/2'])
    expect(await keys('list-a/2')).toEqual(['list-a/3'])
    await store.remove(['list-a/1', 'list-a/3'])
    expect(await keys('')).toEqual(['list-a/2'])
  })

  it('refuses a picture that is none', async () => {
    await expect(store.toPng(new TextEncoder().encode('<svg/>'), 480)).rejects.toBeInstanceOf(ImageUnreadable)
  })
})
