import { managers } from '#features/team/rules.ts'
import { staff } from './routes.ts'

/** Customers from a spreadsheet. */
export const deskImports = {
  list: staff.get('/imports', managers),
  bring: staff.post('/imports', managers),
  show: staff.get('/imports/:id', managers),
  map: staff.post('/imports/:id', managers),
  run: staff.post('/imports/:id/run', managers),
  discard: staff.post('/imports/:id/removal', managers),
  undo: staff.post('/imports/:id/undoing', managers),
} as const
