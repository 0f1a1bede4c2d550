import { expect, it } from 'vitest';
import { Seats } from './seats';

it('gives each address its share, and all together theirs', () => {
  const seats = new Seats({ perAddress: 2, total: 3 });
  seats.take('a');
  seats.take('a');
  expect(seats.take('a')).toBe('address-full');
  seats.take('b');
  expect(seats.take('b')).toBe('full');
});

it('takes a seat back once, however often it is given back', () => {
  const seats = new Seats({ perAddress: 1, total: 2 });
  const leave = seats.take('a') as () => void;
  leave();
  leave();
  expect(seats.take('a')).toBeTypeOf('function');
  expect(seats.take('b')).toBeTypeOf('function');
  expect(seats.take('c')).toBe('full');
});
