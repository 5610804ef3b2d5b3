import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import './fields';
import { MultiSelect } from '@mantine/core';
import { useState } from 'react';
import { beside, byTyping } from './picking';

interface Props {
  label: string;
  options: { value: string; label: string }[];
  /** Whether there will be (more) options. */
  pending?: boolean;
  value: string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
  className?: string | undefined;
}

/** Several of a list, found by typing; Enter takes the first that is found. */
export function MultiPick({ options, pending = false, value, ...others }: Props) {
  const [typed, setTyped] = useState('');
  return (
    <MultiSelect
      {...others}
      size="md"
      data={options}
      value={value}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      selectFirstOptionOnChange={typed !== ''}
      onKeyDown={(event) => {
        // Who is busy in the list does not mean the whole form.
        if (event.key === 'Enter' && event.currentTarget.ariaExpanded === 'true') event.preventDefault();
      }}
      hidePickedOptions
      // Of a whole school; more are found by typing on.
      limit={60}
      clearable={false}
      checkIconPosition="right"
      placeholder={value.length === 0 ? 'Kies of typ een naam' : ''}
      nothingFoundMessage={pending ? 'De namen zijn er nog niet' : 'Niemand gevonden'}
      filter={byTyping}
      // Not under it, where the list opens.
      inputWrapperOrder={['label', 'error', 'input']}
      comboboxProps={beside}
    />
  );
}
