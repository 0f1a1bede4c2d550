'use client';
import { useEffect, useRef, useState } from 'react';
import { pictureHref } from './picture-href';

const EVERY_MS = 10_000;

/** A machine's screen, tiny, in its row. Asked for only while somebody can see it. Its place is there before it is. */
export default function RowPicture({ machineId }: { machineId: string }) {
  const place = useRef<HTMLSpanElement>(null);
  const [at, setAt] = useState<number>();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    let seen = false;
    let last = 0;
    const look = () => {
      const now = Date.now();
      if (!seen || document.hidden || now - last < EVERY_MS) return;
      last = now;
      setAt(now);
    };
    const observer = new IntersectionObserver((entries) => {
      seen = entries.at(-1)?.isIntersecting ?? false;
      look();
    });
    observer.observe(box);
    const timer = setInterval(look, EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      observer.disconnect();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return (
    <span ref={place} aria-hidden className="block size-full">
      {at !== undefined && (
        // biome-ignore lint/performance/noImgElement: the picture is made by the host for this one look
        <img
          src={pictureHref(machineId, { at, small: true })}
          alt=""
          onLoad={() => setShown(true)}
          onError={() => setShown(false)}
          className={shown ? 'size-full object-contain' : 'invisible size-full'}
        />
      )}
    </span>
  );
}
