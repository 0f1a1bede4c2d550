import { describe, expect, it } from 'vitest';
import { completionsOf, readMonitorCommand } from './monitor-command';

describe('a line for the monitor', () => {
  it.each([
    ['query-status', { execute: 'query-status' }],
    [' eject id=cd0 force=true ', { execute: 'eject', arguments: { id: 'cd0', force: true } }],
    ['balloon {"value": 1024}', { execute: 'balloon', arguments: { value: 1024 } }],
    ['{"execute": "stop"}', { execute: 'stop' }],
    ['x-y value=', { execute: 'x-y', arguments: { value: '' } }],
  ])('%j is read', (typed, command) => {
    expect(readMonitorCommand(typed)).toEqual(command);
  });

  it.each(['', '?', 'eject cd0', 'balloon {"value"', '{"arguments": {}}', 'balloon {} {}'])(
    '%j is refused with a sentence',
    (typed) => {
      expect(readMonitorCommand(typed)).toEqual({ error: expect.stringMatching(/\.$/) });
    },
  );
});

describe('the completion', () => {
  const commands = [
    { name: 'query-status', arguments: [] },
    { name: 'query-block', arguments: [] },
    {
      name: 'eject',
      arguments: [
        { name: 'id', type: 'str', optional: true },
        { name: 'force', type: 'bool', optional: true },
      ],
    },
  ];
  const texts = (typed: string) => completionsOf(typed, commands).map(({ text }) => text);

  it('offers commands by what they begin with, then by what they have in them', () => {
    expect(texts('que')).toEqual(['query-status', 'query-block']);
    expect(texts('block')).toEqual(['query-block']);
    expect(texts('eje')).toEqual(['eject ']);
  });

  it('offers the arguments that are not there yet', () => {
    expect(texts('eject ')).toEqual(['eject id=', 'eject force=']);
    expect(texts('eject id=cd0 ')).toEqual(['eject id=cd0 force=']);
    expect(texts('eject id=c')).toEqual([]);
  });

  it('says nothing of nothing, of JSON, and of a command nobody knows', () => {
    for (const typed of ['', '{"execute": ', 'eject {"id', 'unknown ']) expect(texts(typed)).toEqual([]);
  });
});
