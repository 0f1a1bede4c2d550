import clsx from 'clsx';

/** A place where something will be. Give it a size. Tests wait until no `data-skeleton` is left. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden data-skeleton className={clsx('hatched rounded-chip bg-raised', className)} />;
}

/** Rows that are on their way. */
export function SkeletonList({ rows = 3, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" className="overflow-hidden rounded-card border border-line bg-card">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike
          key={index}
          className="flex min-h-16 items-center gap-3 border-t border-line px-4 first:border-t-0 desk:min-h-14"
        >
          <Skeleton className="size-3" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-48 max-w-full" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** A card that is on its way, as tall as it will be. */
export function SkeletonCard({ className, label = 'Loading' }: { className?: string; label?: string }) {
  return (
    <div
      role="status"
      className={clsx('grid content-start gap-3 rounded-card border border-line bg-card p-4', className)}
    >
      <span className="sr-only">{label}</span>
      <Skeleton className="h-4 w-40" />
      <Skeleton className="h-8 w-56 max-w-full" />
      <Skeleton className="h-16 w-full rounded-gpu" />
    </div>
  );
}
