'use client';
import { ArrowDownToLine, Clock, Download, Ellipsis, WrapText } from 'lucide-react';
import { Button } from '@/ui/button';
import { Menu } from '@/ui/menu';
import { useDesktop } from '@/ui/use-desktop';
import type { LogDownload } from './use-download';

interface LogActionsProps {
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  following: boolean;
  onFollow: (on: boolean) => void;
  onJump: () => void;
  download: LogDownload;
}

/** What can be done with the whole log: buttons on the desktop, one menu on the phone. */
export function LogActions({ wrap, onWrap, following, onFollow, onJump, download }: LogActionsProps) {
  const desktop = useDesktop();
  if (!desktop) {
    const items = [
      {
        label: following ? 'Stop following' : 'Follow the end',
        icon: ArrowDownToLine,
        onSelect: () => onFollow(!following),
      },
      { label: 'Jump to a time', icon: Clock, onSelect: onJump },
      { label: wrap ? 'Do not wrap long lines' : 'Wrap long lines', icon: WrapText, onSelect: () => onWrap(!wrap) },
      { label: 'Download the whole log', icon: Download, onSelect: download.start },
    ];
    return <Menu iconOnly icon={Ellipsis} label="More for this log" items={items} />;
  }
  return (
    <div className="ml-auto flex items-center gap-2">
      <Button icon={Clock} onClick={onJump}>
        Jump
      </Button>
      <Button variant={wrap ? 'quiet' : 'outline'} icon={WrapText} aria-pressed={wrap} onClick={() => onWrap(!wrap)}>
        Wrap
      </Button>
      <Button icon={Download} busy={download.lines !== undefined} onClick={download.start}>
        Download
      </Button>
      <Button
        variant={following ? 'quiet' : 'outline'}
        icon={ArrowDownToLine}
        aria-pressed={following}
        onClick={() => onFollow(!following)}
      >
        {following ? 'Following' : 'Follow'}
      </Button>
    </div>
  );
}
