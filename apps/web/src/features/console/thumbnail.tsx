'use client';
import { useMemo, useRef } from 'react';
import { LEVELS } from './screen-choice';
import { useScreen } from './use-screen';

/** The screen in miniature, to look at only. */
export default function Thumbnail({ machineId }: { machineId: string }) {
  const place = useRef<HTMLDivElement>(null);
  const view = useMemo(() => ({ viewOnly: true, fit: true, drag: false, ...LEVELS.fast }), []);
  const { state } = useScreen(place, { machineId, open: true, view });
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
