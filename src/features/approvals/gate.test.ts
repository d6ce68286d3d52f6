import { describe, expect, it } from 'vitest'
import { missingOf } from './gate.ts'
import { type RequestState, requestStates } from './rules.ts'

const request = (state: RequestState, isEdited = false, kind: 'proof' | 'work' = 'proof') => ({ kind, state, isEdited })

describe('before production a job lacks', () => {
  it('nothing where it needs nothing', () => {
    expect(missingOf([], [])).toEqual([])
  })

  it('what was never sent: nothing sent counts as not approved', () => {
    expect(missingOf(['proof', 'work'], [])).toEqual(['proof', 'work'])
    expect(missingOf(['proof'], [request('withdrawn')])).toEqual(['proof'])
    expect(missingOf(['proof'], [request('approved', false, 'work')])).toEqual(['proof'])
  })

  it.each(requestStates.filter((state) => state !== 'withdrawn'))('what stands as %s, unless that is approved', (state) => {
    expect(missingOf(['proof'], [request(state)])).toEqual(state === 'approved' ? [] : ['proof'])
  })

  it('what was changed since it was approved', () => {
    expect(missingOf(['proof'], [request('approved', true)])).toEqual(['proof'])
  })

  it('the last of several: each has to be approved', () => {
    expect(missingOf(['proof'], [request('approved'), request('open')])).toEqual(['proof'])
    expect(missingOf(['proof'], [request('approved'), request('withdrawn'), request('approved')])).toEqual([])
  })
})
