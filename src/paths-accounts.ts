import { customer } from './routes.ts'

/** The customers a person stands for, where there are several. */
export const accountPaths = {
  choose: customer.get('/accounts'),
  open: customer.post('/accounts/:id'),
} as const
