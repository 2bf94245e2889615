// What other systems and their readers are told. Public words: each language has every one.
const en = {
  contact: 'To ask for a key or report a fault, contact', keyService: 'Keys are made by the administrator of', us: 'the partnership that runs this service',
  group: 'Anti-social behaviour', emergency: 'If somebody is in danger now, call 999. Reports are read in office hours.',
  danger: 'Is anyone in danger now?', because: 'Did this happen because of who somebody is?', when: 'When did it last happen?', often: 'How often does it happen?',
  harmed: 'Who does it happen to?', effect: 'How does it affect them?', who: 'Who is doing it, if you know?', children: 'Are children or people who need extra help affected?',
  means: 'Which ways of contacting you are safe?', times: 'When is it safe to contact you?', message: 'May we leave a message?', mustNotKnow: 'Is there anyone who must not know you told us?',
  share: 'May we share this with partners who can help?', yes: 'Yes', no: 'No',
  waiting: 'We have this report. An officer will read it.', takenUp: 'An officer is working on this.', advised: 'We have read this and given advice.',
  passedOn: 'We have passed this to the organisation that deals with it.', finished: 'Our work on this has ended.', withdrawn: 'This report was withdrawn.',
  received: 'We have this report. Keep its number.', outside: 'We have this report. The place is outside our area, so we may pass it on.', noPlace: 'We have this report. We could not find the place on our map.',
  updateOn: 'More about report',
  noJurisdiction: 'This jurisdiction_id is not served here.', noService: 'There is no service with this service_code.', serviceMissing: 'Give a service_code.',
  noRequest: 'There is no service request with this id.', noToken: 'There is no such token.', noAddress: 'There is nothing at this address.', keyNeeded: 'Give an api_key that is in use.', keyInAddress: 'Send the key as the header X-Api-Key, or as api_key in a posted form, not in the address.',
  notForm: 'Send a form: application/x-www-form-urlencoded, in UTF-8. XML and JSON bodies are not read.', notUtf8: 'Send the form in UTF-8.',
  storyMissing: 'Give a description.', storyLong: 'The description must be 20,000 characters or fewer.', placeMissing: 'Give lat and long, or an address_string.',
  point: 'lat and long must both be given, as decimal degrees (WGS84).', emailWrong: 'email is not an email address.', linkWrong: 'media_url must be a web address beginning with http:// or https://.',
  linksMany: 'Send 10 media_url or fewer.', long: 'is too long.', notInList: 'is not one of its values.', notWhen: 'is not a date and time.',
  dateWrong: 'must be a date and time such as 2026-06-02T09:00:00Z.', span: 'start_date and end_date may be 90 days apart at most, start_date first.', statusWrong: 'status must be open or closed.', idsMany: 'Ask for 100 ids or fewer.',
} as const

export type Words = { readonly [K in keyof typeof en]: string }
export const words: Readonly<Record<'en', Words>> = { en }
