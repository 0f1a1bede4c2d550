import { Fragment, type ReactNode } from 'react';

/** Names and values, a hairline between: facts about one thing. */
export function KeyValue({ items }: { items: readonly { key: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr] text-[14px]/5 desk:text-[13.5px]/5 [&>*]:border-t [&>*]:border-line [&>*]:py-2 [&>:nth-child(-n+2)]:border-t-0">
      {items.map((item) => (
        <Fragment key={item.key}>
          <dt className="pr-4 text-ink-2">{item.key}</dt>
          <dd className="min-w-0 text-right wrap-anywhere">{item.value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
