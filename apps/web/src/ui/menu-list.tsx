'use client';
import * as Dropdown from '@radix-ui/react-dropdown-menu';
import clsx from 'clsx';
import { Fragment } from 'react';
import { Icon } from './icon';
import { MenuButton, type MenuProps } from './menu';

/** The list behind `Menu`: in a file of its own so that no page pays for it before one opens. */
export default function MenuList(props: MenuProps) {
  return (
    <Dropdown.Root defaultOpen modal={false}>
      <Dropdown.Trigger asChild>
        <MenuButton {...props} />
      </Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content
          align="end"
          sideOffset={6}
          // Below the stripe that says that a laptop is simulated.
          collisionPadding={{ top: 36, right: 12, bottom: 12, left: 12 }}
          className="z-11 max-h-(--radix-dropdown-menu-content-available-height) max-w-[min(340px,calc(100vw-24px))] min-w-52 overflow-y-auto rounded-note border border-line bg-card p-1.5 shadow-float"
        >
          {props.items.map((item) => (
            <Fragment key={item.label}>
              {(item.separated || item.heading) && <Dropdown.Separator className="my-1.5 border-t border-line" />}
              {item.heading && (
                <Dropdown.Label className="px-3 pt-1 pb-1.5 text-small text-ink-2">{item.heading}</Dropdown.Label>
              )}
              <Dropdown.Item
                disabled={item.reason !== undefined}
                onSelect={item.onSelect}
                className={clsx(
                  'flex min-h-11 cursor-pointer items-center gap-3 rounded-[8px] px-3 py-2 font-medium outline-none data-disabled:cursor-not-allowed data-disabled:text-ink-3 data-highlighted:bg-raised data-highlighted:shadow-[inset_0_0_0_1.5px_var(--ink-1)] desk:min-h-9.5',
                  item.danger && 'text-bad',
                )}
              >
                {item.icon && <Icon as={item.icon} />}
                <span className="min-w-0">
                  {item.label}
                  {item.reason && <span className="block text-small font-normal text-ink-2">{item.reason}</span>}
                </span>
              </Dropdown.Item>
            </Fragment>
          ))}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  );
}
