import clsx from 'clsx';
import { Info, OctagonX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon, type IconType } from './icon';

export interface NoteProps {
  /** Amber: needs a look. Red: broken. Plain: worth knowing. */
  tone?: 'warn' | 'bad' | 'plain';
  /** The fact, in bold. */
  title: string;
  /** One sentence more. */
  children?: ReactNode;
  /** One action: a button or a link. */
  action?: ReactNode;
  /** On the phone the action stands below the sentence, which is long. */
  actionBelow?: boolean;
  icon?: IconType;
  /** Spoken when it appears: `alert` for what just broke, `status` for the rest. Left out, it is not announced. */
  role?: 'status' | 'alert';
  className?: string;
}

/** A message in the flow of the page: icon, bold fact, sentence, one action. */
export function Note({ tone = 'warn', title, children, action, actionBelow, icon, role, className }: NoteProps) {
  const look = TONES[tone];
  return (
    <div
      role={role}
      className={clsx(
        'flex items-start gap-3 rounded-note px-3.5 py-3 text-[14px]/5',
        actionBelow && 'max-desk:flex-wrap',
        look.ground,
        className,
      )}
    >
      <Icon as={icon ?? look.icon} className={look.ink} />
      <div className="min-w-0 flex-1">
        <b className="block font-semibold">{title}</b>
        {children && <div className="text-ink-2">{children}</div>}
      </div>
      {action && (
        <div className={clsx('shrink-0 self-center', actionBelow && 'max-desk:basis-full max-desk:pl-8')}>{action}</div>
      )}
    </div>
  );
}

const TONES = {
  warn: { ground: 'bg-warn-soft', ink: 'text-warn', icon: TriangleAlert },
  bad: { ground: 'bg-bad-soft', ink: 'text-bad', icon: OctagonX },
  plain: { ground: 'bg-raised', ink: 'text-ink-2', icon: Info },
};
