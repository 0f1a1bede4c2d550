import { shellWord } from '../shell-words';
import { bash, nothing, type WriteScriptPart } from './part';

/** The machine's own copy of the firmware's variables, which the guest writes. */
export const variableStore: WriteScriptPart = ({ context, alone }) => {
  const { uefi } = alone.facts;
  if (!uefi || context.uefiVarsFrom === null) return nothing();
  const [vars, from] = [shellWord(uefi.vars), shellWord(context.uefiVarsFrom)];
  return {
    checks: bash(`
      [ -r ${shellWord(uefi.code)} ] || die "Install the package ovmf (edk2-ovmf). Missing:" ${shellWord(uefi.code)}
      [ -e ${vars} ] || [ -r ${from} ] || die "Missing:" ${from}
    `),
    before: [`[ -e ${vars} ] || install -m 600 ${from} ${vars}`],
  };
};

/** swtpm in the background; it ends when QEMU closes its socket. */
export const tpm: WriteScriptPart = ({ alone }) => {
  const { tpm: socket } = alone.facts.sockets;
  if (socket === null) return nothing();
  const state = shellWord(`${alone.paths.state}/tpm`);
  const control = shellWord(`type=unixio,path=${socket},mode=0600`);
  return {
    checks: ['command -v swtpm >/dev/null || die "swtpm is missing. Install the package swtpm."'],
    before: bash(`
      mkdir -p ${state}
      chmod 700 ${state}
      [ -z "$RUN_AS" ] || chown -R "$RUN_AS" ${state}
      rm -f ${shellWord(socket)}
      "\${as[@]}" swtpm socket --tpm2 --terminate --daemon --tpmstate dir=${state} --ctrl ${control}
    `),
  };
};

const LINE = 100;

/** Tables that Baton made from the GPU's ROM, or for a battery. */
export const acpiTables: WriteScriptPart = ({ context, alone }) => {
  const files = alone.facts.acpiTables;
  return {
    before: context.acpiTables.flatMap((base64, index) => [
      `base64 -d >${shellWord(files[index] ?? '')} <<'END'`,
      ...(base64.replace(/[^A-Za-z0-9+/=]/g, '').match(new RegExp(`.{1,${LINE}}`, 'g')) ?? []),
      'END',
    ]),
  };
};

/** The administrator's commands, as argv. */
export const hooks: WriteScriptPart = ({ profile }) => {
  const at = (when: string) =>
    profile.hooks.filter((hook) => hook.at === when).map(({ argv }) => argv.map(shellWord).join(' '));
  return {
    before: at('before-start'),
    after: at('after-stop').map((command) => `${command} || say "A command failed."`),
  };
};
