'use client';
import { useMemo, useRef } from 'react';
import { useScreen } from './use-screen';

/** Small picture: rough is enough. */
const QUALITY = 2;

/** The screen in miniature, to look at only. */
export default function Thumbnail({ machineId }: { machineId: string }) {
  const place = useRef<HTMLDivElement>(null);
  const view = useMemo(() => ({ viewOnly: true, fit: true, drag: false }), []);
  const { state } = useScreen(place, { machineId, open: true, view, quality: QUALITY });
  return (
    <>
      <div ref={place} aria-hidden inert className="absolute inset-0" />
      {state.kind !== 'connected' && (
        <span className="text-small text-[#B0B9BB]">
          {state.kind === 'connecting' ? 'Connecting to the screen' : 'The screen is not connected'}
        </span>
      )}
    </>
  );
}
