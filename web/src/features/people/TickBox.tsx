import { Checkbox } from '@mantine/core';
import { useRef } from 'react';
import type { Person } from '../../api/types';
import '../../ui/fields';

interface Props {
  person: Person;
  ticked: boolean;
  onTick: (on: boolean, range: boolean) => void;
}

/** With Shift (a click, or the space bar) it ticks all rows from the last one. */
export function TickBox({ person, ticked, onTick }: Props) {
  const shift = useRef(false);
  return (
    <Checkbox
      size="md"
      aria-label={`Kies ${person.display_name}`}
      checked={ticked}
      onPointerDown={(event) => {
        shift.current = event.shiftKey;
      }}
      onMouseDown={(event) => {
        // Or the browser would mark the text of all rows between.
        if (event.shiftKey) event.preventDefault();
      }}
      onKeyDown={(event) => {
        shift.current = event.shiftKey;
      }}
      onChange={(event) => {
        onTick(event.currentTarget.checked, shift.current);
        shift.current = false;
      }}
    />
  );
}
