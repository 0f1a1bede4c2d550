'use client';
import type { MachineView } from '@baton/api/views';
import { EXPORT_FORMATS, type ExportFormat } from '@baton/model/export/formats';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { saveText } from '@/features/logs/download-log';
import { ProblemNote } from '@/features/machine/problem-note';
import { useTRPC } from '@/lib/agent';
import { Button } from '@/ui/button';
import { Code } from '@/ui/code';
import { Field } from '@/ui/field';
import { Select } from '@/ui/select';
import { Sheet } from '@/ui/sheet';
import { SkeletonCard } from '@/ui/skeleton';
import { exportFileName, FORMAT_WORDS } from './format-words';

interface ExportSheetProps {
  machine: Pick<MachineView, 'id' | 'name'>;
  open: boolean;
  onClose: () => void;
}

/** A profile may leave: in a form that something else reads. */
export default function ExportSheet({ machine, open, onClose }: ExportSheetProps) {
  const trpc = useTRPC();
  const [as, setAs] = useState<ExportFormat>('json');
  const text = useQuery({
    ...trpc.profile.exportAs.queryOptions({ id: machine.id, as }),
    enabled: open,
    // The host decides about some of it, so that it is written anew each time.
    staleTime: 0,
    retry: false,
  });
  const { hint } = FORMAT_WORDS[as];
  return (
    <Sheet
      open={open}
      onOpenChange={(next) => !next && onClose()}
      wide
      title={`Export ${machine.name}`}
      description="A copy of its profile for elsewhere. Its disks and ISOs stay where they are."
      footer={
        <>
          <Button
            big
            variant="solid"
            icon={Download}
            className="desk:w-full"
            disabled={text.data === undefined}
            onClick={() => text.data !== undefined && saveText(exportFileName(machine.name, as), text.data)}
          >
            Download
          </Button>
          <Button variant="bare" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <Field label="As" hint={hint}>
        <Select value={as} onChange={(event) => setAs(event.target.value as ExportFormat)}>
          {EXPORT_FORMATS.map((format) => (
            <option key={format} value={format}>
              {FORMAT_WORDS[format].label}
            </option>
          ))}
        </Select>
      </Field>
      {text.isError ? (
        <ProblemNote error={text.error} onRetry={() => void text.refetch()} />
      ) : text.data === undefined ? (
        <SkeletonCard className="h-64" label="Writing it" />
      ) : (
        <div className="max-h-[46dvh] overflow-y-auto rounded-control">
          <Code text={text.data} copyLabel={`Copy the ${FORMAT_WORDS[as].label}`} />
        </div>
      )}
    </Sheet>
  );
}
