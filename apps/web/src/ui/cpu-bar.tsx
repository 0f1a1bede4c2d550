export interface CpuBarProps {
  name: string;
  /** 0 to 100; `null` is unknown and shows “–”, never 0. */
  percent: number | null;
  /** Below it. */
  note?: string;
}

/** How busy one processor is: a bar and its number. */
export function CpuBar({ name, percent, note }: CpuBarProps) {
  const shown = percent === null ? '–' : `${Math.round(percent)} %`;
  return (
    <li className="min-w-0">
      <span className="flex justify-between gap-2 text-small">
        <span className="truncate">{name}</span>
        <span className="font-mono">{shown}</span>
      </span>
      <span aria-hidden className="mt-1 block h-1.5 overflow-hidden rounded-[3px] bg-groove">
        <span className="block h-full bg-ink-2" style={{ width: `${Math.min(100, percent ?? 0)}%` }} />
      </span>
      {note && <span className="block truncate text-label text-ink-2">{note}</span>}
    </li>
  );
}
