import { describe, expect, test } from 'vitest'
import { firstName, mayOf, openMoney, pageOf, patternsOf, portalStateOf, rightsInWords } from './rules.ts'

describe('what a contact may do, in words', () => {
  test.each([
    [{ canApprove: true, canPay: true, seesPrices: true }, 'Approve, pay'],
    [{ canApprove: true, canPay: false, seesPrices: false }, 'Approve, no prices'],
    [{ canApprove: false, canPay: true, seesPrices: true }, 'Pay'],
    [{ canApprove: false, canPay: false, seesPrices: true }, 'Look'],
    [{ canApprove: false, canPay: false, seesPrices: false }, 'Look, no prices'],
  ])('%o reads %s', (rights, words) => {
    expect(rightsInWords(rights)).toBe(words)
  })
})

describe('the portal state of a contact', () => {
  const contact = { email: 'a@b.test', hasAccess: true, invitedAt: null, seenAt: null }
  test.each([
    [{ email: null }, 'no email'],
    [{}, 'not invited'],
    [{ invitedAt: 1 }, 'invited'],
    [{ invitedAt: 1, seenAt: 2 }, 'active'],
    [{ hasAccess: false }, 'not invited'],
    [{ hasAccess: false, seenAt: 2 }, 'access off'],
    [{ seenAt: 2, isPutAway: true }, 'access ended'],
    [{ hasAccess: false, isPutAway: true }, 'not invited'],
  ])('with %o is %s', (change, state) => {
    expect(portalStateOf({ ...contact, ...change })).toBe(state)
  })
})

describe('a search', () => {
  test('looks for signs of LIKE as they stand', () => {
    expect(patternsOf('50%_off\\').like).toBe('%50\\%\\_off\\\\%')
  })
  test('compares phone numbers by digits, and only what looks like one', () => {
    expect(patternsOf('(937) 555').digits).toBe('%937555%')
    expect(patternsOf('12').digits).not.toContain('12')
    expect(patternsOf('Unit 937').digits).not.toContain('937')
  })
})

test('open money is what is owed, late money what was due before today', () => {
  const days = [
    { dueOn: '2030-04-08', invoices: 1, minor: 100 },
    { dueOn: '2030-04-09', invoices: 2, minor: 30 },
    { dueOn: null, invoices: 1, minor: 5 },
  ]
  expect(openMoney(days, '2030-04-09')).toEqual({ invoices: 4, minor: 135, lateInvoices: 1, lateMinor: 100 })
})

test('a page outside the list is its nearest one', () => {
  expect(pageOf('9', 51)).toEqual({ page: 2, pages: 2 })
  expect(pageOf('x', 0)).toEqual({ page: 1, pages: 1 })
})

test('production sees no money and changes nothing', () => {
  expect(mayOf('production')).toEqual({ edit: false, merge: false, seeMoney: false })
  expect(mayOf('advisor')).toEqual({ edit: true, merge: false, seeMoney: true })
  expect(mayOf('manager')).toEqual({ edit: true, merge: true, seeMoney: true })
})

test('a person is greeted with the first word of the name', () => {
  expect(firstName('  Dana  Whitfield')).toBe('Dana')
})
