'use client';
import { useQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { Cpu, ScanLine } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { PickFileButton } from '@/features/library/pick-file-button';
import { useUploads } from '@/features/library/uploads';
import { useTRPC } from '@/lib/agent';
import { useAllowed } from '@/lib/allowed';
import { QueryFailed } from '@/lib/query-failed';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { List } from '@/ui/list';
import { Section } from '@/ui/section';
import { SkeletonList } from '@/ui/skeleton';
import { RomRow } from './rom-row';

const DumpSheet = lazy(() => import('./dump-sheet'));

/** The vBIOS files: what each is, and the ways to more of them. None is ever downloaded. */
export default function RomBench() {
  const trpc = useTRPC();
  const roms = useQuery(trpc.rom.list.queryOptions());
  const gpu = useQuery(trpc.gpu.view.queryOptions());
  const { begin } = useUploads();
  const mayUpload = useAllowed('storage.edit');
  const mayDump = useAllowed('gpu.move');
  const [dumping, setDumping] = useState(false);
  if (roms.isError) return <QueryFailed error={roms.error} onRetry={roms.refetch} />;
  if (!roms.data) return <SkeletonList label="Looking at the ROMs" />;
  const ways = (
    <div className={clsx('flex flex-wrap gap-2', roms.data.length === 0 && 'justify-center')}>
      {gpu.data && (
        <Button icon={ScanLine} reason={mayDump} onClick={() => setDumping(true)}>
          Read it from the card
        </Button>
      )}
      <PickFileButton accept=".rom,.bin" reason={mayUpload} onPick={(file) => begin(file, 'rom')}>
        Upload a ROM
      </PickFileButton>
    </div>
  );
  return (
    <Section title="GPU ROMs" action={gpu.data && <CardId {...gpu.data} />}>
      {roms.data.length === 0 ? (
        <EmptyState title="No ROMs yet" action={ways}>
          Most cards need none: the guest reads the card’s own. A laptop’s card whose ROM lies in the system firmware
          may need a file. Read it from the card, or take it from a BIOS update of this laptop; Baton downloads none.
        </EmptyState>
      ) : (
        <>
          {ways}
          <List label="GPU ROMs">
            {roms.data.map((rom) => (
              <RomRow key={rom.path} rom={rom} icon={Cpu} />
            ))}
          </List>
        </>
      )}
      {dumping && (
        <Suspense fallback={null}>
          <DumpSheet open onClose={() => setDumping(false)} />
        </Suspense>
      )}
    </Section>
  );
}

function CardId({ vendorId, deviceId }: { vendorId: string; deviceId: string }) {
  return (
    <>
      This card: <span className="mono">{`${vendorId}:${deviceId}`}</span>
    </>
  );
}
