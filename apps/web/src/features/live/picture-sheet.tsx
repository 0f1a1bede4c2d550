'use client';
import type { MachineView } from '@baton/api/views';
import { useState } from 'react';
import { Button, ButtonLink } from '@/ui/button';
import { Note } from '@/ui/note';
import { Sheet } from '@/ui/sheet';
import { pictureHref } from './picture-href';

/** The machine's screen as it was at this moment, whole. */
export default function PictureSheet({ machine, onClose }: { machine: MachineView; onClose: () => void }) {
  const [at, setAt] = useState(() => Date.now());
  const [failed, setFailed] = useState(false);
  const href = pictureHref(machine.id, { at });
  return (
    <Sheet
      open
      wide
      onOpenChange={(next) => !next && onClose()}
      title={`Screen of ${machine.name}`}
      footer={
        <>
          <div className="flex gap-2 *:flex-1">
            <Button
              onClick={() => {
                setFailed(false);
                setAt(Date.now());
              }}
            >
              Take it again
            </Button>
            <ButtonLink href={href} download={`${machine.name}.png`}>
              Save
            </ButtonLink>
          </div>
          <Button variant="bare" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {failed ? (
        <Note title="There is no picture">
          QEMU did not give one. Wait until the machine shows something, then take it again.
        </Note>
      ) : (
        // biome-ignore lint/performance/noImgElement: the picture is made by the host for this one look
        <img
          src={href}
          alt={`What ${machine.name} shows`}
          onError={() => setFailed(true)}
          className="min-h-48 w-full rounded-control border border-line bg-[#050606] object-contain"
        />
      )}
    </Sheet>
  );
}
