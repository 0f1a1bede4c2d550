import { expect, it } from 'vitest';
import { browserWords, isPhone } from './browser-words';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const PIXEL =
  'Mozilla/5.0 (Linux; Android 15; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36';
const EDGE =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0';
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';

it.each([
  [CHROME, 'Chrome on Linux', false],
  [PIXEL, 'Chrome on Android', true],
  [EDGE, 'Edge on Windows', false],
  [IPHONE, 'Safari on iPhone', true],
  ['curl/8.5.0', 'curl/8.5.0', false],
  ['', 'Unknown browser', false],
])('%s is told as %s', (userAgent, words, phone) => {
  expect(browserWords(userAgent)).toBe(words);
  expect(isPhone(userAgent)).toBe(phone);
});
