import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { standalone } from '@baton/model/export/context';
import { standaloneScript } from '@baton/model/export/script/script';
import { CARD, exportContext } from '@baton/model/export/testing/context';
import { pciAddress } from '@baton/model/pci/address';
import { type ProfileDefinition, profileDefinitionSchema } from '@baton/model/profile/definition';
import { generateProfile } from '@baton/model/profile/testing/generate';
import { seededRandom } from '@baton/model/profile/testing/random';
import { connectQmp } from '@baton/qmp';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary';
import { until } from '../until';

const run = promisify(execFile);

function has(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Host processors that the thread of this name may use, once it is fewer than all of them. */
async function pinnedTo(runDir: string, name: string): Promise<string | undefined> {
  const pid = (await readFile(join(runDir, 'qemu.pid'), 'utf8')).trim();
  for (const task of await readdir(`/proc/${pid}/task`)) {
    const status = await readFile(`/proc/${pid}/task/${task}/status`, 'utf8');
    const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1];
    if (status.startsWith(`Name:\t${name}\n`) && allowed === '0') return allowed;
  }
  return undefined;
}

async function inFolder(folder: string) {
  const paths = { state: join(folder, 'state'), run: join(folder, 'run') };
  const save = async (name: string, text: string) => {
    const file = join(folder, name);
    await writeFile(file, text);
    await chmod(file, 0o755);
    return file;
  };
  return { paths, save };
}

/** Text that has ended quotes before, in everything that needs nothing of the host. */
function harmless(seed: number): ProfileDefinition {
  const profile = generateProfile(seededRandom(seed));
  return profileDefinitionSchema.parse({
    ...profile,
    machine: { ...profile.machine, firmware: { kind: 'bios' }, tpm: false },
    memory: { sizeMiB: 64 },
    cpu: { ...profile.cpu, pinning: null },
    gpu: {},
    nics: profile.nics.map((nic) => ({ ...nic, connection: { kind: 'user', forwards: [] } })),
    lookingGlass: null,
    hooks: [],
  });
}

describe('a profile as a script of its own', () => {
  it('is good bash, whatever people wrote into the profile', async () => {
    const { save } = await inFolder(await temporaryFolder());
    for (let seed = 0; seed < 40; seed++) {
      const profile = generateProfile(seededRandom(seed));
      const pci = profile.pci.map(({ address }) => ({
        ...(CARD[0] as (typeof CARD)[number]),
        address: pciAddress(address),
      }));
      const script = standaloneScript(profile, exportContext(profile, { acpiTables: ['QUJD'], pci }));
      await run('bash', ['-n', await save(`${seed}.sh`, script)]);
    }
  });

  it.skipIf(!has('shellcheck'))('is a script that shellcheck, where it is installed, finds nothing in', async () => {
    const { save } = await inFolder(await temporaryFolder());
    for (let seed = 0; seed < 3; seed++) {
      const profile = generateProfile(seededRandom(seed));
      const file = await save(`${seed}.sh`, standaloneScript(profile, exportContext(profile)));
      const said = await run('shellcheck', ['--norc', file]).catch((error: { stdout: string }) => error);
      expect(said.stdout).toBe('');
    }
  });

  it('calls QEMU with just the words that the profile compiles to', async () => {
    const folder = await temporaryFolder();
    const { paths, save } = await inFolder(folder);
    const stub = await save('qemu', `#!/bin/sh\nprintf '%s\\0' "$@" >'${folder}/words'\n`);
    for (let seed = 0; seed < 25; seed++) {
      const profile = harmless(seed);
      const context = exportContext(profile);
      const script = await save('start.sh', standaloneScript(profile, context, paths));
      await run(script, [], { env: { ...process.env, QEMU: stub } });
      const words = (await readFile(join(folder, 'words'), 'utf8')).split('\0').slice(0, -1);
      expect(words).toEqual(standalone(profile, context, paths).arguments.flatMap((argument) => argument.words));
    }
  });

  it('does not touch a machine that it started before', async () => {
    const folder = await temporaryFolder();
    const { paths, save } = await inFolder(folder);
    const stub = await save('qemu', `#!/bin/sh\ntouch '${folder}/started'\nexec sleep 60\n`);
    const after = { at: 'after-stop' as const, argv: ['/usr/bin/touch', join(folder, 'undone')] };
    const profile = profileDefinitionSchema.parse({ ...harmless(1), hooks: [after] });
    const script = await save('start.sh', standaloneScript(profile, exportContext(profile), paths));
    const first = spawn(script, [], { env: { ...process.env, QEMU: stub }, stdio: 'ignore' });
    const ended = new Promise((resolve) => first.once('exit', resolve));
    await until('the first one started', () =>
      readFile(join(folder, 'started')).then(
        () => true,
        () => false,
      ),
    );
    const second = await run(script, [], { env: { ...process.env, QEMU: stub } }).catch(
      (error: { stderr: string }) => error,
    );
    expect(second.stderr).toContain('This machine is running already.');
    await expect(readFile(join(folder, 'undone'))).rejects.toThrow('ENOENT');
    first.kill('SIGTERM');
    await ended;
    await readFile(join(folder, 'undone'));
  });

  it.skipIf(!has('qemu-system-x86_64'))('starts a real QEMU, and ends with it', async () => {
    const folder = await temporaryFolder();
    const { paths, save } = await inFolder(folder);
    const stub = await save('qemu', '#!/bin/sh\nexec qemu-system-x86_64 "$@" -S\n');
    const profile = profileDefinitionSchema.parse({
      schemaVersion: 2,
      uuid: '22dcd615-4226-4308-876f-ee4543c036f4',
      name: 'plain, "quoted"'.replace(/[,"]/g, ''),
      notes: '$(touch /tmp/never)',
      memory: { sizeMiB: 64 },
      machine: {
        smbios: { manufacturer: "O'Neil, $(id)", product: null, version: null, serial: null, sku: null, family: null },
      },
      cpu: { cores: 2, pinning: { vcpus: [[0], [0]], emulator: [0] } },
      nics: [{ mac: '52:54:00:12:34:56' }],
    });
    await mkdir(paths.run, { recursive: true });
    const script = await save('start.sh', standaloneScript(profile, exportContext(profile), paths));
    const process_ = spawn(script, [], { env: { ...process.env, QEMU: stub }, stdio: 'ignore' });
    const ended = new Promise<number | null>((resolve) => process_.once('exit', resolve));
    const session = await until('QEMU answered', () =>
      connectQmp(standalone(profile, exportContext(profile), paths).facts.sockets.qmp).catch(() => null),
    );
    expect(await session.execute('query-status')).toMatchObject({ status: 'prelaunch' });
    expect(await until('its processors were pinned', () => pinnedTo(paths.run, 'CPU 1/TCG'))).toBe('0');
    await session.execute('quit').catch(() => undefined);
    expect(await ended).toBe(0);
  });
});
