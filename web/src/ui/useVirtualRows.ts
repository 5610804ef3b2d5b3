import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';

interface Options {
  count: number;
  key: (index: number) => string | number;
  /** What a row is about as high as, before it was seen; rows are cards where the window is narrow. */
  height: () => number;
}

/** Of a table that scrolls with the window: the rows in sight, and how much room the others take. */
export function useVirtualRows({ count, key, height }: Options) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [margin, setMargin] = useState(0);
  useEffect(() => {
    // Whatever grows above the table makes the page grow.
    const observer = new ResizeObserver(() => {
      if (body.current !== null) setMargin(Math.round(body.current.getBoundingClientRect().top + window.scrollY));
    });
    observer.observe(document.body);
    return () => {
      observer.disconnect();
    };
  }, []);
  const virtual = useWindowVirtualizer({
    count,
    estimateSize: height,
    overscan: 10,
    scrollMargin: margin,
    getItemKey: key,
  });
  const items = virtual.getVirtualItems();
  const above = (items[0]?.start ?? margin) - margin;
  const below = virtual.getTotalSize() - ((items.at(-1)?.end ?? margin) - margin);
  return {
    body,
    items,
    room: { paddingTop: above, paddingBottom: Math.max(0, below) },
    measure: virtual.measureElement,
    scrollTo: (index: number) => virtual.scrollToIndex(index, { align: 'center' }),
  };
}
