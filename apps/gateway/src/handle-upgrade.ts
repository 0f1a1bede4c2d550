import type { IncomingMessage } from 'node:http';
import { forwardUpgrade, type UpgradingClient } from './agent/forward-upgrade';
import { headersForAgent } from './agent/forwarded-headers';
import { clientAddress, judgeUpgrade } from './guard/guard';
import { REFUSALS, type Refusal, refuseUpgrade } from './guard/refusal';
import { parseTarget } from './guard/request-target';
import type { Seats } from './guard/seats';
import type { Handling } from './handle-request';
import { isUpgradable } from './routes';

/** Answers every request to leave HTTP: a few addresses lead to the agent, all others are refused. */
export async function handleUpgrade(
  request: IncomingMessage,
  client: UpgradingClient,
  handling: Handling & { seats: Seats },
): Promise<void> {
  const { socket } = client;
  const { rules, limits, agentSocket, seats } = handling;
  const address = clientAddress(request);
  const target = parseTarget(request.url);
  const refusal = (await judgeUpgrade(request, rules)) ?? refusalOfTarget(target?.pathname);
  if (socket.destroyed) return;
  if (refusal || !target) return refuseUpgrade(socket, refusal ?? REFUSALS.badTarget);

  const seat = seats.take(address);
  if (typeof seat === 'string')
    return refuseUpgrade(socket, seat === 'full' ? REFUSALS.full : REFUSALS.tooManyUpgrades);
  socket.once('close', seat);
  forwardUpgrade(client, {
    socketPath: agentSocket,
    path: target.pathname + target.search,
    headers: headersForAgent(request.headers, { address, tls: rules.tls }),
    answerMs: limits.agentAnswerMs,
  });
}

function refusalOfTarget(pathname: string | undefined): Refusal | undefined {
  if (pathname === undefined) return REFUSALS.badTarget;
  return isUpgradable(pathname) ? undefined : REFUSALS.nothingHere;
}
