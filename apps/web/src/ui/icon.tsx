import type { LucideIcon } from 'lucide-react';

export type IconType = LucideIcon;

/** A Lucide icon: 20 px at 1.75 stroke, or 16 px at 2 with `small`. Decoration: the word stands beside it. */
export function Icon({ as: Shape, small, className }: { as: IconType; small?: boolean; className?: string }) {
  return (
    <Shape
      aria-hidden
      size={small ? 16 : 20}
      strokeWidth={small ? 2 : 1.75}
      className={className ? `block shrink-0 ${className}` : 'block shrink-0'}
    />
  );
}
