import { cva, type VariantProps } from 'class-variance-authority';

/**
 * The look of a button, shared by `Button`, `ButtonLink` and menu triggers.
 * `accent` is kept for the one action that moves the GPU; an ordinary primary button is `solid`.
 * `off` is what every variant looks like while it cannot be pressed. No two classes of a result set the same property.
 */
export const buttonStyle = cva(
  'press relative inline-flex max-w-full items-center justify-center gap-2 border whitespace-nowrap no-underline aria-disabled:cursor-not-allowed disabled:cursor-not-allowed',
  {
    variants: {
      variant: {
        accent: 'border-accent bg-accent font-semibold text-on-accent',
        solid: 'border-solid bg-solid font-semibold text-on-solid',
        outline: 'border-line-strong font-strong text-ink-1',
        quiet: 'border-transparent bg-raised font-strong text-ink-1',
        bare: 'border-transparent font-strong text-ink-2',
        danger: 'border-bad-fill bg-bad-fill font-semibold text-on-bad',
        off: 'border-line font-strong text-ink-3',
      },
      size: {
        normal: 'min-h-11 rounded-control text-body desk:min-h-9.5 desk:rounded-control-desk desk:text-body-desk',
        big: 'min-h-13 w-full rounded-note px-4 text-input desk:min-h-11.5 desk:w-auto desk:rounded-[11px] desk:px-5.5 desk:text-body',
      },
    },
    compoundVariants: [
      { variant: 'bare', size: 'normal', className: 'px-2.5' },
      {
        variant: ['accent', 'solid', 'outline', 'quiet', 'danger', 'off'],
        size: 'normal',
        className: 'px-4 desk:px-3.5',
      },
    ],
    defaultVariants: { variant: 'outline', size: 'normal' },
  },
);

export type ButtonVariant = Exclude<NonNullable<VariantProps<typeof buttonStyle>['variant']>, 'off'>;
