import { cva, type VariantProps } from 'class-variance-authority';

/**
 * The look of a button, shared by `Button`, `ButtonLink` and menu triggers.
 * `accent` is kept for the one action that moves the GPU; an ordinary primary button is `solid`.
 */
export const buttonStyle = cva(
  [
    'press relative inline-flex items-center justify-center gap-2 rounded-control border font-strong text-body whitespace-nowrap no-underline',
    'desk:rounded-control-desk desk:text-body-desk',
    'aria-disabled:cursor-not-allowed disabled:cursor-not-allowed',
  ],
  {
    variants: {
      variant: {
        accent: 'border-accent bg-accent font-semibold text-on-accent',
        solid: 'border-solid bg-solid font-semibold text-on-solid',
        outline: 'border-line-strong text-ink-1',
        quiet: 'border-transparent bg-raised text-ink-1',
        bare: 'border-transparent text-ink-2',
        danger: 'border-bad-fill bg-bad-fill font-semibold text-on-bad',
      },
      size: {
        normal: 'min-h-11 px-4 desk:min-h-9.5 desk:px-3.5',
        big: 'min-h-13 w-full rounded-note px-4 text-input desk:min-h-11.5 desk:w-auto desk:rounded-[11px] desk:px-5.5 desk:text-body',
      },
      off: { true: 'border-line bg-transparent font-strong text-ink-3', false: '' },
    },
    compoundVariants: [{ variant: 'bare', size: 'normal', className: 'px-2.5 desk:px-2.5' }],
    defaultVariants: { variant: 'outline', size: 'normal', off: false },
  },
);

export type ButtonVariant = NonNullable<VariantProps<typeof buttonStyle>['variant']>;
