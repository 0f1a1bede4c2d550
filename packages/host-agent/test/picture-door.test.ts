import { describe, expect, it } from 'vitest';
import { ask, openDoor } from './door';

const PICTURE = { full: Buffer.from('full'), small: Buffer.from('small'), takenAt: 7 };

describe('the door for pictures', () => {
  it('opens for who is logged in, in both sizes, and sends no picture twice to one who has it', async () => {
    const asked: string[] = [];
    const pictures = {
      of: async (id: string) => {
        asked.push(id);
        return id === 'm1' ? PICTURE : null;
      },
    };
    const { socketPath, setUp } = await openDoor({ pictures });
    expect((await ask(socketPath, '/picture/m1')).status).toBe(401);
    expect(asked).toEqual([]);
    const cookie = await setUp();
    const full = await ask(socketPath, '/picture/m1', { headers: { cookie } });
    expect(full).toMatchObject({
      status: 200,
      text: 'full',
      headers: { 'content-type': 'image/png', 'cache-control': 'private, no-cache', etag: '"7"' },
    });
    const small = await ask(socketPath, '/picture/m1?small', { headers: { cookie } });
    expect(small).toMatchObject({ status: 200, text: 'small', headers: { etag: '"7-small"' } });
    const again = await ask(socketPath, '/picture/m1', { headers: { cookie, 'if-none-match': '"7"' } });
    expect(again).toMatchObject({ status: 304, text: '' });
    expect((await ask(socketPath, '/picture/m2', { headers: { cookie } })).status).toBe(404);
  });
});
