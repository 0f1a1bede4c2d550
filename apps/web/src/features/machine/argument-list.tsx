import type { ArgumentView } from '@baton/api/views';
import { argumentReasonWords } from '@baton/model/words/qemu-reasons';
import { Card } from '@/ui/card';
import { commandText } from './command-text';

/** Each argument with the reason that it is there. */
export function ArgumentList({ told }: { told: readonly ArgumentView[] }) {
  return (
    <Card flush>
      <ul aria-label="Arguments and their reasons">
        {told.map(({ words, why }, index) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: QEMU takes some arguments more than once
            key={index}
            className="grid border-t border-line first:border-t-0 desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]"
          >
            <code className="min-w-0 bg-groove px-4 py-2.5 text-[13px]/5 wrap-anywhere whitespace-pre-wrap desk:border-r desk:border-line">
              {commandText(words)}
            </code>
            <p className="px-4 py-2.5 text-small text-ink-2">{argumentReasonWords(why)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
