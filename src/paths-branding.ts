import { everyone } from '#features/team/rules.ts'
import { bringing, customer, staff } from './routes.ts'

/** What a customer keeps for the shop's work on them: their logos, their colors, and what to mind. */
export const ownBrandPaths = {
  list: customer.get('/branding'),
  addLogos: bringing(customer.post('/branding/logos')),
  changeLogo: customer.post('/branding/logos/:id'),
  removeLogo: customer.post('/branding/logos/:id/removal'),
  addColor: customer.post('/branding/colors'),
  changeColor: customer.post('/branding/colors/:id'),
  removeColor: customer.post('/branding/colors/:id/removal'),
  note: customer.post('/branding/notes'),
} as const

/** The same at the desk, below the customer it is of. */
export const deskBrandPaths = {
  show: staff.get('/customers/:id/branding', everyone),
  seen: staff.post('/customers/:id/branding/seen', everyone),
  addLogos: staff.post('/customers/:id/logos', everyone),
  changeLogo: staff.post('/customers/:id/logos/:logo', everyone),
  removeLogo: staff.post('/customers/:id/logos/:logo/removal', everyone),
  addColor: staff.post('/customers/:id/colors', everyone),
  changeColor: staff.post('/customers/:id/colors/:color', everyone),
  removeColor: staff.post('/customers/:id/colors/:color/removal', everyone),
  note: staff.post('/customers/:id/branding/notes', everyone),
} as const
