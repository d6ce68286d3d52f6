/** What the desk reads about what customers may do about their own account. */
export const desk = {
  title: 'Accounts',
  detail: 'What your customers may do by themselves.',
  mayInvite: 'Customers bring in their own people',
  mayInviteText:
    'The first contact, and others with the tick “Bring in colleagues”, see who of their company may come in, invite more and take them off. Nobody hands on more than they may do themselves.',
  mayEdit: 'Customers keep their company’s details',
  mayEditText: 'The same contacts change the name, phone and address of their company. You are told of each change.',
  notYet: 'Not saved yet',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved.',
}
