import type { Change } from '../changes';

/** What differs, field by field: before → after. */
export function ChangeList({ label, changes }: { label: string; changes: readonly Change[] }) {
  return (
    <div className="grid gap-1.5">
      <b className="text-small font-semibold">{label}</b>
      <dl aria-label={label} className="grid gap-2 text-[14px]/5">
        {changes.map(({ path, label: field, before, after }) => (
          <div
            key={path}
            className="grid gap-x-4 border-t border-line pt-2 first:border-t-0 first:pt-0 desk:grid-cols-[180px_minmax(0,1fr)]"
          >
            <dt className="text-ink-2">{field}</dt>
            <dd className="min-w-0 wrap-anywhere">
              <span className="text-ink-2 line-through decoration-line-strong">
                <span className="sr-only">before: </span>
                {before}
              </span>
              <span aria-hidden> → </span>
              <span className="sr-only">now: </span>
              {after}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
