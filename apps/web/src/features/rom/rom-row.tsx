'use client';
import type { RomView } from '@baton/api/views';
import { romFindingWords, romWords } from '@baton/model/words/rom';
import { Check, Info, OctagonX, Scissors, Trash2, TriangleAlert, Unplug } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useAllowed } from '@/lib/allowed';
import { Button } from '@/ui/button';
import { Chip } from '@/ui/chip';
import { DisclosureRow } from '@/ui/disclosure-row';
import { Icon, type IconType } from '@/ui/icon';
import { KeyValue } from '@/ui/key-value';
import { RomChain } from './rom-chain';

const DeleteFileSheet = lazy(() => import('@/features/library/delete-file-sheet'));
const AttachSheet = lazy(() => import('./attach-sheet'));
const TrimSheet = lazy(() => import('./trim-sheet'));

type Asked = 'attach' | 'trim' | 'delete';

const SIGNS = {
  error: { icon: OctagonX, ink: 'text-bad', word: 'Not usable' },
  warning: { icon: TriangleAlert, ink: 'text-warn', word: 'Needs a look' },
  info: { icon: Info, ink: 'text-ink-2', word: '' },
} as const;

/** One vBIOS: a sentence, its images, what was found, and what can be done with it. */
export function RomRow({ rom, icon }: { rom: RomView; icon: IconType }) {
  const { name, path, report, usedBy } = rom;
  const [asked, setAsked] = useState<Asked>();
  const mayEdit = useAllowed('profile.edit');
  const mayStore = useAllowed('storage.edit');
  const close = () => setAsked(undefined);
  const verdict = verdictOf(report.findings);
  return (
    <DisclosureRow
      leading={<Icon as={icon} />}
      name={name}
      sub={romWords(report)}
      trailing={
        verdict === 'info' ? (
          <Chip icon={Check}>Good</Chip>
        ) : (
          <Chip icon={SIGNS[verdict].icon} tone={verdict === 'error' ? 'bad' : 'warn'}>
            {SIGNS[verdict].word}
          </Chip>
        )
      }
    >
      <RomChain report={report} />
      {report.findings.length > 0 && (
        <ul aria-label={`What was found in ${name}`} className="grid gap-2.5">
          {report.findings.map(({ code, severity }) => {
            const words = romFindingWords(code, report);
            return (
              <li key={code} className="flex gap-2.5">
                <Icon as={SIGNS[severity].icon} small className={`mt-0.5 ${SIGNS[severity].ink}`} />
                <p className="min-w-0 text-small text-ink-2">
                  <b className="font-semibold text-ink-1">{words.title}.</b> {words.what} {words.next}
                </p>
              </li>
            );
          })}
        </ul>
      )}
      <KeyValue
        items={[
          { key: 'File', value: <span className="mono">{path}</span> },
          { key: 'SHA-256', value: <span className="mono">{report.sha256}</span> },
          { key: 'Shown to', value: usedBy.length > 0 ? usedBy.join(', ') : 'No machine' },
        ]}
      />
      <div className="flex flex-wrap gap-2">
        {!mayEdit && (
          <Button
            icon={Unplug}
            reason={verdict === 'error' ? 'It would not work: see above.' : undefined}
            onClick={() => setAsked('attach')}
          >
            Give it to a machine
          </Button>
        )}
        {!mayStore && report.trim && (
          <Button icon={Scissors} onClick={() => setAsked('trim')}>
            Make a trimmed copy
          </Button>
        )}
        {!mayStore && (
          <Button
            icon={Trash2}
            reason={usedBy.length > 0 ? `Used by ${usedBy.join(', ')}.` : undefined}
            onClick={() => setAsked('delete')}
          >
            Delete
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {asked === 'attach' && <AttachSheet rom={rom} open onClose={close} />}
        {asked === 'trim' && <TrimSheet rom={rom} open onClose={close} />}
        {asked === 'delete' && (
          <DeleteFileSheet file={{ path, name, kind: 'rom', sizeBytes: report.sizeBytes }} open onClose={close} />
        )}
      </Suspense>
    </DisclosureRow>
  );
}

function verdictOf(findings: RomView['report']['findings']): 'error' | 'warning' | 'info' {
  if (findings.some(({ severity }) => severity === 'error')) return 'error';
  return findings.some(({ severity }) => severity === 'warning') ? 'warning' : 'info';
}
