const ADDRESS = /([0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])/;

/** PCI addresses in mono, whole. */
export function StepDetail({ text }: { text: string }) {
  return text.split(ADDRESS).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text
      <span key={index} className="mono">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
