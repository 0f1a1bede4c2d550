import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from '@baton/model/access/roles';
import { expect, it } from 'vitest';
import { passwordHint, passwordRefused } from './password-hint';

it('refuses what is shorter or longer than the agent takes, and nothing else', () => {
  expect(passwordRefused('x'.repeat(PASSWORD_MIN_LENGTH - 1))).toMatch(/at least/);
  expect(passwordRefused('x'.repeat(PASSWORD_MIN_LENGTH))).toBeUndefined();
  expect(passwordRefused('x'.repeat(PASSWORD_MAX_LENGTH))).toBeUndefined();
  expect(passwordRefused('x'.repeat(PASSWORD_MAX_LENGTH + 1))).toMatch(/at most/);
});

it('says how long the password is and whether that is enough', () => {
  expect(passwordHint('x')).toMatch(/^1 character\. It needs/);
  expect(passwordHint('x'.repeat(PASSWORD_MIN_LENGTH))).toMatch(/Enough/);
  expect(passwordHint('x'.repeat(30))).toMatch(/Good/);
});
