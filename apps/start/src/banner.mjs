// @ts-check
import { renderUnicodeCompact } from 'uqr';
import { say, sayDetail, sayStep } from './say.mjs';

/**
 * @typedef {object} Door
 * @property {number} port
 * @property {boolean} tls
 * @property {string | undefined} fingerprint
 * @property {readonly string[]} addresses of this host on the LAN
 */

/**
 * The address to open. The token travels in the fragment: browsers do not send that part, so no log ever has it.
 * @param {Door} door @param {string} host @param {string | null} setupToken
 */
export function linkTo(door, host, setupToken) {
  const name = host.includes(':') ? `[${host}]` : host;
  const standard = door.port === (door.tls ? 443 : 80);
  const base = `${door.tls ? 'https' : 'http'}://${name}${standard ? '' : `:${door.port}`}/`;
  return setupToken ? `${base}#setup=${setupToken}` : base;
}

/**
 * Where Baton can be reached, as links and as a QR code for the phone.
 * @param {Door} door
 * @param {{ setupToken: string | null, simulated: boolean }} agent
 */
export function showBanner(door, agent) {
  say('');
  sayStep(agent.setupToken ? 'Baton runs. Open this link once to choose a password:' : 'Baton runs. Open it here:');
  say('');
  say(`       On this machine   ${linkTo(door, 'localhost', agent.setupToken)}`);
  for (const address of door.addresses) say(`       On the LAN        ${linkTo(door, address, agent.setupToken)}`);
  const lan = door.addresses[0];
  if (lan) {
    say('');
    // White on black whatever the terminal's colours are: a phone reads it in a light theme too.
    const [white, plain] = process.stdout.isTTY ? ['\u001b[97;40m', '\u001b[0m'] : ['', ''];
    for (const line of renderUnicodeCompact(linkTo(door, lan, agent.setupToken), { border: 4 }).split('\n'))
      say(`       ${white}${line}${plain}`);
  }
  say('');
  if (door.fingerprint) {
    sayDetail("The certificate is of Baton's own making, so the browser warns once. Its SHA-256 fingerprint:");
    sayDetail(door.fingerprint);
  }
  if (agent.simulated)
    sayDetail(
      'No discrete GPU is used: this is the simulated laptop. Its hardware is played by software; QEMU is real.',
    );
  sayDetail('Ctrl-C stops Baton. Machines that are up keep running.');
}
