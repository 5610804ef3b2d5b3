import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import './fields';
import { Select } from '@mantine/core';
import { beside, byTyping } from './picking';

interface Props {
  label: string;
  /** What stands there while nobody is picked. */
  placeholder: string;
  options: { value: string; label: string }[];
  /** Whether there will be (more) options. */
  pending?: boolean;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One of many or none, found by typing. */
export function Pick({ options, pending = false, value, onChange, ...others }: Props) {
  return (
    <Select
      {...others}
      size="md"
      data={options}
      value={value ?? null}
      onChange={(picked) => onChange(picked ?? undefined)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': `${others.label}: wis de keuze` }}
      // Of a whole school; more are found by typing on.
      limit={60}
      nothingFoundMessage={pending ? 'De namen zijn er nog niet' : 'Niemand gevonden'}
      filter={byTyping}
      comboboxProps={beside}
    />
  );
}
