'use client';
import { lazy, Suspense, useState } from 'react';
import { Button } from './button';
import type { ButtonVariant } from './button-style';
import type { IconType } from './icon';
import { IconButton } from './icon-button';

export interface MenuItem {
  label: string;
  icon?: IconType;
  onSelect: () => void;
  /** Red, for what destroys. */
  danger?: boolean;
  /** Why it cannot be chosen; printed below the label. */
  reason?: string;
  /** A line above it. */
  separated?: boolean;
  /** A line above it, and what this and the items after it are: “Advanced”. */
  heading?: string;
}

export interface MenuProps {
  /** The button's name. With `iconOnly` it is for screen readers. */
  label: string;
  icon: IconType;
  iconOnly?: boolean;
  variant?: ButtonVariant;
  items: readonly MenuItem[];
}

const MenuList = lazy(() => import('./menu-list'));

/** A button that opens a list of actions. The list's code is fetched when it first opens. */
export function Menu(props: MenuProps) {
  const [used, setUsed] = useState(false);
  const still = <MenuButton {...props} aria-haspopup="menu" aria-expanded={false} onClick={() => setUsed(true)} />;
  if (!used) return still;
  return (
    <Suspense fallback={still}>
      <MenuList {...props} />
    </Suspense>
  );
}

/** The button of a menu, before and after its list has been fetched. Takes whatever Radix puts on a trigger. */
export function MenuButton({
  label,
  icon,
  iconOnly,
  variant,
  items: _items,
  ...rest
}: MenuProps & React.ComponentPropsWithRef<'button'>) {
  if (iconOnly) return <IconButton {...rest} outlined icon={icon} label={label} />;
  return (
    <Button {...rest} icon={icon} variant={variant}>
      {label}
    </Button>
  );
}
