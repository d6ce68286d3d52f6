import { describe, expect, test } from 'vitest'
import { trades } from '#features/settings/rules.ts'
import { defaultStatuses } from './defaults.ts'
import {
  canMove,
  fillWords,
  isAside,
  isClosedStage,
  isLate,
  isProduction,
  mergeFields,
  ringOf,
  type Stage,
  stages,
  stitchOf,
  todayAt,
} from './rules.ts'
import { stageNames, stageSentences } from './words.ts'

describe('stages', () => {
  test.each<[Stage, boolean, boolean, boolean]>([
    ['requested', false, false, false],
    ['approved', false, false, false],
    ['in_production', false, true, false],
    ['ready', false, true, false],
    ['on_the_way', false, true, false],
    ['done', true, true, false],
    ['on_hold', false, false, true],
    ['cancelled', true, false, true],
  ])('%s: closed %s, production %s, aside %s', (stage, closed, production, aside) => {
    expect([isClosedStage(stage), isProduction(stage), isAside(stage)]).toEqual([closed, production, aside])
  })

  test('each has a sentence and a name for people', () => {
    for (const stage of stages) expect([stageSentences[stage], stageNames[stage]].every((words) => words.length > 3)).toBe(true)
  })

  test('work may move from any status to any other, and nowhere to where it stands', () => {
    expect(canMove('a', 'b')).toBe(true)
    expect(canMove('a', 'a')).toBe(false)
  })
})

describe('late', () => {
  test.each([
    ['2030-04-08', false, true],
    ['2030-04-09', false, false],
    ['2030-04-10', false, false],
    ['2030-04-08', true, false],
    [null, false, false],
  ])('due %s, closed %s: %s', (dueOn, isClosed, late) => {
    expect(isLate({ dueOn, isClosed }, '2030-04-09')).toBe(late)
  })

  test('is told by the shop’s own wall', () => {
    const at = Date.UTC(2030, 3, 10, 2)
    expect(todayAt(at, { timeZone: 'America/New_York' })).toBe('2030-04-09')
    expect(todayAt(at, { timeZone: 'Asia/Tokyo' })).toBe('2030-04-10')
  })
})

describe('ring and stitches', () => {
  test('fill with each step, and are full only when it is done', () => {
    const parts = [1, 2, 3, 4].map((at) => ringOf({ stage: 'in_production', steps: 5, at }))
    expect(parts).toEqual([...parts].sort((a, b) => Number(a) - Number(b)))
    expect(ringOf({ stage: 'done', steps: 5, at: 5 })).toBe('full')
    expect(stitchOf({ stage: 'done', steps: 5, at: 5 })).toEqual({ steps: 5, at: 6 })
    expect(stitchOf({ stage: 'approved', steps: 5, at: 2 })).toEqual({ steps: 5, at: 2 })
  })

  test.each<Stage>(['on_hold', 'cancelled'])('%s is no step', (stage) => {
    expect(ringOf({ stage, steps: 5, at: 3 })).toBe('todo')
    expect(stitchOf({ stage, steps: 5, at: 3 })).toBeUndefined()
  })

  test('are dashed while the customer must answer', () => {
    expect(ringOf({ stage: 'awaiting_approval', steps: 5, at: 3 })).toBe('todo')
  })
})

describe('words with merge fields', () => {
  test.each([
    ['{{job}} is ready', 'Polos is ready'],
    ['{{ job }}{{job}}', 'PolosPolos'],
    ['Hi {{contact}}, {{unknown}} stays', 'Hi {{job}}, {{unknown}} stays'],
    ['{{constructor}} {{__proto__}}', '{{constructor}} {{__proto__}}'],
    ['{job} {{}} {{job', '{job} {{}} {{job'],
    ['$& {{job}}', '$& Polos'],
  ])('%s', (template, filled) => {
    expect(fillWords(template, { job: 'Polos', contact: '{{job}}' })).toBe(filled)
  })
})

describe('the statuses a shop starts with', () => {
  test.each(trades)('%s: from a request to done, on hold and cancelled aside, with words where it mails', (trade) => {
    const made = defaultStatuses(trade)
    expect(made[0]?.stage).toBe('requested')
    for (const stage of ['awaiting_approval', 'approved', 'in_production', 'ready', 'done', 'on_hold', 'cancelled'] as const)
      expect(made.map((status) => status.stage)).toContain(stage)
    expect(new Set(made.map(({ name }) => name)).size).toBe(made.length)
    for (const { mailsCustomer, mailSubject, mailBody } of made) expect(mailsCustomer).toBe(mailSubject !== '' && mailBody !== '')
    const filled = made.map(({ mailSubject, mailBody }) =>
      fillWords(mailSubject + mailBody, Object.fromEntries(mergeFields.map((field) => [field, '-']))),
    )
    expect(filled.join('')).not.toContain('{{')
  })
})
