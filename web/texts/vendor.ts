/** What administrators and finance read about the company of their own. */
export const vendor = {
  title: 'Company details',
  about:
    'What stands as the recipient in invoices that we write for partners. Each document keeps the version of its day.',
  inForce: 'In force',
  none: 'No company details are in force',
  noneText:
    'Until an administrator has entered them, no invoice can be written for a partner who has accepted self-billing.',
  versions: 'Versions',
  columns: { name: 'Legal name', address: 'Address', vatId: 'VAT id', from: 'From', by: 'Recorded' },
  record: 'Enter company details',
  form: {
    title: 'Company details',
    text: 'Documents that are written already keep what they say.',
    legalName: 'Legal name',
    address: 'Address',
    addressHint: 'Street and place, in lines as they stand on an invoice',
    country: 'Country',
    countryHint: 'Two letters, such as DE',
    vatId: 'VAT id',
    vatIdHint: 'Empty where there is none',
    validFrom: 'From',
    validFromHint: 'Today at the earliest, in UTC',
    required: 'Please fill this in',
    send: 'Record',
    sent: 'Recorded',
  },
};
