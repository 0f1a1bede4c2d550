'use client';
import { Button } from '@/ui/button';
import { BottomBar } from '@/ui/shell/bottom-nav';

interface SaveBarProps {
  /** How many settings differ from the stored profile; a new machine has none to differ from. */
  changes: number;
  isNew: boolean;
  /** The machine runs now. */
  up: boolean;
  saving: boolean;
  /** Why it cannot be saved. */
  refused: string | undefined;
  onUndo: () => void;
}

/** What saving would change, and the button. It stays in view. */
export function SaveBar({ changes, isNew, up, saving, refused, onUndo }: SaveBarProps) {
  const title = isNew
    ? 'New machine'
    : changes === 0
      ? 'No changes'
      : `${changes} ${changes === 1 ? 'change' : 'changes'}`;
  const sub = refused ?? (isNew ? 'It is not started yet' : up ? 'Used at the next start' : 'Used when it starts');
  return (
    <BottomBar label="Save">
      <div className="min-w-0 flex-1" role="status">
        <b className="block truncate font-semibold">{title}</b>
        <span className="block truncate text-small text-ink-2">{sub}</span>
      </div>
      {!isNew && changes > 0 && (
        <Button variant="bare" onClick={onUndo}>
          Undo
        </Button>
      )}
      <Button
        type="submit"
        form="profile-form"
        variant="solid"
        busy={saving}
        disabled={refused !== undefined || (!isNew && changes === 0)}
      >
        {isNew ? 'Create' : 'Save'}
      </Button>
    </BottomBar>
  );
}
