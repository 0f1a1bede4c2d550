import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { type Agent, readToken } from '../agent';
import { type CliConfig, readConfig } from '../config';
import { type Output, show } from '../output';
import { find } from './machine';

/** `baton machine screenshot NAME FILE`: its virtual screen as PNG. */
export async function machineScreenshot(
  agent: Agent,
  output: Output,
  { name, file, small }: { name: string; file: string; small?: boolean },
) {
  const machine = await find(agent, name);
  const png = await picture(readConfig(), `/picture/${machine.id}${small ? '?small' : ''}`);
  await writeFile(file, png).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(
      `The picture cannot be written to ${file} (${cause.code}). Name a file in a folder that you may write.`,
      {
        cause,
      },
    );
  });
  show(output, { id: machine.id, file, bytes: png.length }, () => [`The screen of ${machine.name} is in ${file}.`]);
}

function picture(config: CliConfig, path: string): Promise<Buffer> {
  const headers = { authorization: `Bearer ${readToken(config)}` };
  return new Promise((resolve, reject) => {
    const asking = request({ socketPath: config.socketPath, path, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const body = Buffer.concat(chunks);
        if (answer.statusCode === 200) resolve(body);
        else reject(new Error(body.toString().trim()));
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}
