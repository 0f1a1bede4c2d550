import { z } from 'zod';

const chainsSchema = z.object({
  nftables: z.array(
    z.object({
      chain: z
        .object({ table: z.string(), name: z.string(), hook: z.string().optional(), policy: z.string().optional() })
        .optional(),
    }),
  ),
});

/**
 * Who drops forwarded packets besides us, by `nft --json list chains`: a chain of the forward hook that drops what it does not know,
 * or firewalld's, which rejects it at its end. An accept of ours cannot overrule it (nft(8), verdicts).
 */
export function droppedBy(chainsJson: string): string | null {
  const parsed = chainsSchema.safeParse(toJson(chainsJson));
  if (!parsed.success) return null;
  const chains = parsed.data.nftables.flatMap(({ chain }) => (chain ? [chain] : []));
  const forward = chains.filter(({ hook }) => hook === 'forward');
  if (forward.some(({ table }) => table === 'firewalld')) return 'firewalld';
  const dropping = forward.find(({ policy, table }) => policy === 'drop' && table !== 'baton');
  if (!dropping) return null;
  const beside = chains.filter(({ table }) => table === dropping.table).map(({ name }) => name);
  if (beside.some((name) => name.startsWith('DOCKER'))) return 'Docker';
  if (beside.some((name) => name.startsWith('ufw'))) return 'ufw';
  return `The firewall table ${dropping.table}`;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
