import { defineOperation } from '../operation.ts';
import { ChangeProfile, Notifications, Profile, SetNotifications } from '../schemas/profile.ts';

const tag = 'Profile';

export const readProfile = defineOperation({
  id: 'readProfile',
  method: 'get',
  path: '/profile',
  tag,
  summary: 'How you read',
  access: { kind: 'person' },
  ids: {},
  answers: { 200: { description: 'Your profile.', schema: Profile } },
  errors: [],
});

export const changeProfile = defineOperation({
  id: 'changeProfile',
  method: 'patch',
  path: '/profile',
  tag,
  summary: 'Change name, language, zone or quiet hours',
  description: 'Only what is named changes. Sentences, labels and mails follow at once.',
  access: { kind: 'person' },
  ids: {},
  body: ChangeProfile,
  answers: { 200: { description: 'Your profile after the change.', schema: Profile } },
  errors: ['cross_site'],
});

export const readNotifications = defineOperation({
  id: 'readNotifications',
  method: 'get',
  path: '/profile/notifications',
  tag,
  summary: 'What you hear of, and when',
  access: { kind: 'person' },
  ids: {},
  answers: { 200: { description: 'Every mail you can get.', schema: Notifications } },
  errors: [],
});

export const setNotifications = defineOperation({
  id: 'setNotifications',
  method: 'put',
  path: '/profile/notifications',
  tag,
  summary: 'Choose what you hear of, and when',
  access: { kind: 'person' },
  ids: {},
  body: SetNotifications,
  answers: { 200: { description: 'Every mail you can get, as it is now.', schema: Notifications } },
  errors: ['cross_site'],
});
