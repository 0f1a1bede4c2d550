import type { ImportNote, ImportResult } from '@baton/model/import/result';

/** What comes back to the host that it came from must not disturb its own original: a taken address is left to Baton, and told. */
export function withFreeAddresses(read: ImportResult, takenMacs: ReadonlySet<string>): ImportResult {
  const findings: ImportNote[] = [];
  const nics = read.draft.nics.map((nic, at) => {
    const { mac, ...rest } = nic;
    if (mac === undefined || !takenMacs.has(mac)) return nic;
    const field = `nics.${at}.mac`;
    const facts = { field, from: mac, to: 'a new address, because another machine has this one' };
    findings.push({ code: 'value-changed', facts, line: null, field });
    return rest;
  });
  return { ...read, draft: { ...read.draft, nics }, findings: [...read.findings, ...findings] };
}
