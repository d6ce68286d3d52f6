import { expect, test } from 'vitest'
import { titleWith } from './rules.ts'

test.each([
  ['Truck 6', 'DOT inspection', 'Truck 6, DOT inspection'],
  ['Truck 6', 'Truck 6, DOT inspection', 'Truck 6, DOT inspection'],
  ['TRUCK 6', 'Truck 6', 'Truck 6'],
  ['Truck 6', 'Truck 60, brakes', 'Truck 6, Truck 60, brakes'],
])('work on %s called %s reads %s: the vehicle is named once', (name, title, text) => {
  expect(titleWith(name, title)).toBe(text)
})
