import { expect, it } from 'vitest';
import { serviceOf } from './service-of';

it('knows a service by its program, and only while that service runs', () => {
  const command = '/usr/bin/nvidia-persistenced --user nvpd';
  expect(serviceOf({ command }, ['nvidia-persistenced', 'nvidia-powerd'])).toBe('nvidia-persistenced');
  expect(serviceOf({ command }, ['nvidia-powerd'])).toBeUndefined();
  expect(serviceOf({ command: 'vim nvidia-persistenced' }, ['nvidia-persistenced'])).toBeUndefined();
});
