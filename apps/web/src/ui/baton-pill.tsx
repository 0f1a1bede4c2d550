import clsx from 'clsx';

/** The small baton, 22 × 10: filled = holds the GPU, outlined = wants it. Always beside a word that says so. */
export function BatonPill({ kind }: { kind: 'holds' | 'wants' }) {
  return <i aria-hidden className={clsx('pill', kind === 'wants' && 'wants')} />;
}

/** The logo: the baton, tilted, and the name. */
export function Mark() {
  return (
    <span className="flex items-center gap-2.5 text-page font-semibold desk:text-[18px]">
      <i aria-hidden className="pill mark" />
      Baton
    </span>
  );
}
