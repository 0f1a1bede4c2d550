import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SystemServices } from '../../src/ports/services';
import { FixtureHost } from './fixture-host';

describe("the GPU's services", () => {
  let host: FixtureHost;
  let services: SystemServices;

  beforeEach(() => {
    host = new FixtureHost();
    services = host.hardware().services;
  });
  afterEach(() => host.remove());

  function systemctl(stderr: string, exitCode: number): void {
    const lines = stderr.split('\n').map((line) => `echo '${line}' >&2`);
    host.program('systemctl', [`echo "$@" >> ${host.root}/asked`, ...lines, `exit ${exitCode}`].join('\n'));
  }

  test('run while their cgroup has processes, in every layout of cgroups, and no process is started to see it', async () => {
    systemctl('', 0);
    host.write('sys/fs/cgroup/system.slice/nvidia-persistenced.service/cgroup.procs', '812\n');
    host.write('sys/fs/cgroup/system.slice/nvidia-powerd.service/cgroup.procs', '');
    host.write('sys/fs/cgroup/systemd/system.slice/bumblebeed.service/cgroup.procs', '900\n901\n');
    expect(await services.states()).toEqual([
      { name: 'nvidia-persistenced', active: true },
      { name: 'nvidia-powerd', active: false },
      { name: 'bumblebeed', active: true },
    ]);
    expect(host.has('asked')).toBe(false);
  });

  test('are started and stopped by name, without a question to anybody', async () => {
    systemctl('', 0);
    await services.stop('nvidia-powerd');
    await services.start('nvidia-powerd');
    expect(host.read('asked')).toBe(
      'stop --no-ask-password nvidia-powerd.service\nstart --no-ask-password nvidia-powerd.service\n',
    );
  });

  test("fail with systemd's reason, not with its advice", async () => {
    const reason = 'Job for bumblebeed.service failed because the control process exited with error code.';
    systemctl(`${reason}\nSee "systemctl status bumblebeed.service" for details.`, 1);
    await expect(services.start('bumblebeed')).rejects.toMatchObject({ name: 'WriteError', words: reason });
  });

  test('are stopped already when systemd does not know them, and not when they still run', async () => {
    systemctl('Failed to stop bumblebeed.service: Unit bumblebeed.service not loaded.', 5);
    await services.stop('bumblebeed');
    host.write('sys/fs/cgroup/system.slice/bumblebeed.service/cgroup.procs', '900\n');
    await expect(services.stop('bumblebeed')).rejects.toMatchObject({ name: 'WriteError' });
  });
});
