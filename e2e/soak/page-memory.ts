import type { CDPSession } from '@playwright/test';

/** Types of a heap snapshot's nodes that are not what a page's scripts made: compiled code, and the engine's own. */
const NOT_MADE_BY_SCRIPTS = new Set(['code', 'native', 'hidden', 'synthetic']);

interface HeapSnapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly unknown[] };
  };
  readonly nodes: readonly number[];
}

/** All that is still reachable in a page's JavaScript heap, compiled code included. Megabytes. */
export async function heapMB(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize / 1e6;
}

/**
 * What a page's own scripts hold: objects, arrays, strings, closures. An engine compiles code again and better for as long as it
 * runs, so the whole heap grows for hours without anything being kept. Megabytes.
 */
export async function scriptObjectsMB(session: CDPSession): Promise<number> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', keep);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const names = types[typeAt] as readonly string[];
  let bytes = 0;
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = names[nodes[node + typeAt] ?? -1];
    if (type && !NOT_MADE_BY_SCRIPTS.has(type)) bytes += nodes[node + sizeAt] ?? 0;
  }
  return bytes / 1e6;
}

/** Elements of the documents that a page keeps alive, detached ones included. */
export async function domNodes(session: CDPSession): Promise<number> {
  return (await session.send('Memory.getDOMCounters')).nodes;
}
