'use client';
import { ButtonLink } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { machineHref } from '../machine/machine-tab';

/** How the first is made: on the page of a machine. */
export function NothingByItself({ machines }: { machines: readonly { readonly id: string; readonly name: string }[] }) {
  const [first] = machines;
  return (
    <EmptyState
      title="Nothing happens by itself"
      action={
        first ? (
          <ButtonLink variant="solid" href={`${machineHref(first.id, 'hardware')}#automation`}>
            Set it up for {first.name}
          </ButtonLink>
        ) : (
          <ButtonLink variant="solid" href="/new">
            New machine
          </ButtonLink>
        )
      }
    >
      A machine can start with the laptop, and start or shut down by the clock: under Automation, on its Hardware page.
    </EmptyState>
  );
}
