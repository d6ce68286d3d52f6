import { apexEstimates } from './apex-estimates.ts'
import { apexFleet, apexWarranties } from './apex-fleet.ts'
import { apexJobs } from './apex-jobs.ts'
import { otherApexJobs } from './apex-jobs-others.ts'
import { pastServices } from './apex-jobs-past.ts'
import { apexReplies, apexRequests, apexStrangers, apexTalks } from './apex-talk.ts'
import type { ShopScript } from './script.ts'

export const apex: ShopScript = {
  key: 'apexfeet',
  slug: 'apex-fleet',
  name: 'Apex Fleet Service',
  trade: 'fleet',
  timeZone: 'America/Chicago',
  currency: 'USD',
  color: '#f26a1b',
  email: 'service@apexfleet.example',
  phone: '(816) 555-0170',
  website: 'https://apexfleet.example',
  address: '4400 Front Street, Kansas City, MO 64120',
  taxName: 'Sales tax',
  taxPpm: 86_000,
  paymentNote: 'Transfers: Front Street Bank, routing 101000187, account 5550170. Put the invoice number on it.',
  firstJob: 5287,
  firstInvoice: 7027,
  staff: [
    {
      nick: 'ray',
      name: 'Ray Castellano',
      email: 'ray@apexfleet.example',
      role: 'owner',
      title: 'Owner, service advisor',
      phone: '(816) 555-0171',
    },
    {
      nick: 'tess',
      name: 'Tess Moran',
      email: 'tess@apexfleet.example',
      role: 'advisor',
      title: 'Service advisor',
      phone: '(816) 555-0172',
    },
    {
      nick: 'luis',
      name: 'Luis Ortega',
      email: 'luis@apexfleet.example',
      role: 'production',
      title: 'Lead technician',
      phone: '(816) 555-0173',
    },
  ],
  customers: [
    {
      nick: 'bluestem',
      name: 'Bluestem Plumbing',
      phone: '(816) 555-0120',
      address: '1900 Burlington Street, North Kansas City, MO 64116',
      notes: 'Vans out by 6:30 am. Calls before any work over $500.',
      day: -380,
      contacts: [
        {
          name: 'Gwen Pratt',
          email: 'gwen@bluestemplumbing.example',
          phone: '(816) 555-0121',
          may: ['approve', 'pay', 'prices'],
          seen: 0,
        },
        { name: 'Dale Pratt', email: 'dale@bluestemplumbing.example', may: ['approve', 'prices'], seen: 4 },
        { name: 'Ana Soto', email: 'office@bluestemplumbing.example', may: ['pay', 'prices'] },
      ],
    },
    {
      nick: 'hollis',
      name: 'Hollis Freight',
      phone: '(816) 555-0133',
      day: -310,
      contacts: [{ name: 'Victor Hollis', email: 'victor@hollisfreight.example', may: ['approve', 'pay', 'prices'], seen: 2 }],
    },
    {
      nick: 'marlow',
      name: 'City of Marlow, Parks',
      phone: '(816) 555-0150',
      day: -280,
      contacts: [{ name: 'Ruth Adeyemi', email: 'fleet@marlowparks.example', may: ['approve', 'pay', 'prices'], seen: 9 }],
    },
    {
      nick: 'prairie',
      name: 'Prairie Ambulance',
      phone: '(816) 555-0199',
      day: -200,
      contacts: [{ name: 'Kurt Lindqvist', email: 'kurt@prairieambulance.example', may: ['approve', 'pay', 'prices'], seen: 1 }],
    },
    {
      nick: 'kestrel',
      name: 'Kestrel Courier',
      phone: '(816) 555-0116',
      day: -150,
      contacts: [{ name: 'Mina Sato', email: 'mina@kestrelcourier.example', may: ['approve', 'pay', 'prices'] }],
    },
    {
      nick: 'dunmore',
      name: 'Dunmore Dairy',
      phone: '(816) 555-0147',
      day: -130,
      contacts: [{ name: 'Pat Dunmore', email: 'pat@dunmoredairy.example', may: ['approve', 'pay', 'prices'], seen: 16 }],
    },
    {
      nick: 'redbud',
      name: 'Redbud Landscaping',
      phone: '(816) 555-0181',
      day: -60,
      contacts: [{ name: 'Joel Tran', email: 'joel@redbudlandscaping.example', may: ['approve', 'pay', 'prices'], seen: 6 }],
    },
    {
      nick: 'brandt',
      name: 'Otto Brandt',
      kind: 'person',
      phone: '(816) 555-0105',
      day: -30,
      contacts: [{ name: 'Otto Brandt', phone: '(816) 555-0105', may: ['approve', 'pay', 'prices'], access: false }],
    },
  ],
  signsAbove: '500',
  jobs: [...apexJobs, ...otherApexJobs, ...pastServices],
  things: apexFleet,
  warranties: apexWarranties,
  assets: {
    ...{ customersAdd: true, customersEdit: true, mailsWarranties: true },
    fields: [{ key: 'tires', label: 'Tire size', kind: 'text', place: 'vehicle', options: [], isForCustomer: true }],
  },
  estimates: apexEstimates,
  limits: [
    {
      ...{ customer: 'kestrel', perLine: '75.00', perJob: '150.00', day: -40 },
      accepted: { by: 'mina@kestrelcourier.example', name: 'Mina Sato', day: -39 },
    },
  ],
  appointments: [
    {
      ...{
        customer: 'bluestem',
        title: 'Drop off Unit 14',
        by: 'ray',
        day: -2,
        on: 3,
        time: '07:30',
        minutes: 30,
        resource: 'Bay 2',
      },
      ...{ note: 'Leave the keys in the box by the gate.', answered: { by: 'gwen@bluestemplumbing.example', day: -1 } },
    },
    {
      ...{
        customer: 'hollis',
        title: 'Trailer inspection',
        by: 'tess',
        day: -1,
        on: 7,
        time: '09:00',
        minutes: 90,
        resource: 'Bay 1',
      },
    },
  ],
  requests: apexRequests,
  strangers: apexStrangers,
  talks: apexTalks,
  replies: apexReplies,
  loose: [
    {
      customer: 'hollis',
      title: 'Roadside call, I-70',
      lines: [
        ['Roadside, two hours', 2, '145.00'],
        ['Air line and fittings', 1, '62.40'],
      ],
      day: -26,
      sent: -26,
      paid: [{ day: -20, amount: 'all', method: 'transfer' }],
    },
    { customer: 'kestrel', title: 'Monthly washes', lines: [['Van wash', 8, '22.00']], day: -40, sent: -40, voided: -39 },
  ],
}
