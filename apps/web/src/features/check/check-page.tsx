'use client';
import { useQuery } from '@tanstack/react-query';
import { Check, Info, OctagonX, TriangleAlert } from 'lucide-react';
import { useTRPC } from '@/lib/agent';
import { QueryFailed } from '@/lib/query-failed';
import { Card } from '@/ui/card';
import { Icon } from '@/ui/icon';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import { Columns, Page, Stack } from '@/ui/shell/page';
import { SkeletonCard, SkeletonList } from '@/ui/skeleton';
import { type Finding, findingsOf } from './findings';

/** What is known of this host: the problems first, then the facts that are fine. */
export function CheckPage() {
  return (
    <Page title="Host check">
      <CheckContent />
    </Page>
  );
}

function CheckContent() {
  const trpc = useTRPC();
  const host = useQuery(trpc.host.view.queryOptions());
  const gpu = useQuery(trpc.gpu.view.queryOptions());
  const around = useQuery(trpc.gpu.findings.queryOptions());
  const asked = [host, gpu, around];
  const failed = asked.find(({ error }) => error)?.error;
  if (failed) {
    return <QueryFailed error={failed} onRetry={() => Promise.all(asked.map((query) => query.refetch()))} />;
  }
  if (!host.data || gpu.data === undefined || !around.data) {
    return (
      <Columns ratio="5:8">
        <SkeletonCard label="Loading the verdict" />
        <SkeletonList rows={6} label="Loading the findings" />
      </Columns>
    );
  }
  const findings = findingsOf(host.data, gpu.data, around.data);
  const count = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length;
  return (
    <Columns ratio="5:8">
      <Card className="grid gap-1.5 desk:p-5">
        <h2 className="text-verdict font-semibold text-balance">{verdictOf(findings, gpu.data !== null)}</h2>
        <p className="text-ink-2">
          {host.data.hostname}, {host.data.os}, kernel {host.data.kernel}.
        </p>
      </Card>
      <Stack>
        <Section
          title={`${findings.length} findings`}
          action={`${count('pass') + count('info')} pass, ${count('warn')} warn, ${count('fail')} fail`}
        >
          <List label="Findings">
            {findings.map((finding) => (
              <FindingRow key={finding.id} finding={finding} />
            ))}
          </List>
        </Section>
      </Stack>
    </Columns>
  );
}

function verdictOf(findings: readonly Finding[], hasGpu: boolean): string {
  if (findings.some(({ verdict }) => verdict === 'fail')) return 'This laptop cannot run machines yet.';
  if (!hasGpu) return 'This laptop can run machines. It has no GPU to lend.';
  const lending = findings.some(({ id, verdict }) => verdict === 'warn' && /^(gpu|iommu)\./.test(id));
  return lending ? 'This laptop cannot lend its GPU now.' : 'This laptop can lend its GPU.';
}

const SIGNS = {
  fail: { icon: OctagonX, ink: 'text-bad', word: 'Fails' },
  warn: { icon: TriangleAlert, ink: 'text-warn', word: 'Needs a look' },
  info: { icon: Info, ink: 'text-ink-2', word: 'Good to know' },
  pass: { icon: Check, ink: 'text-ink-2', word: 'Passes' },
};

function FindingRow({ finding: { verdict, name, found, next } }: { finding: Finding }) {
  const sign = SIGNS[verdict];
  return (
    <li className="flex min-h-16 items-start gap-3 border-t border-line px-4 py-3 first:border-t-0 desk:min-h-14">
      <Icon as={sign.icon} className={sign.ink} />
      <div className="min-w-0 flex-1">
        <b className="block font-semibold">
          <span className="sr-only">{sign.word}: </span>
          {name}
        </b>
        <p className="text-small text-ink-2 wrap-anywhere">{found}</p>
        {next && <p className="mt-1.5 text-small wrap-anywhere">{next}</p>}
      </div>
    </li>
  );
}
