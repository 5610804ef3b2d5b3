import '@mantine/core/styles/CloseButton.layer.css';
import '@mantine/core/styles/Combobox.layer.css';
import '@mantine/core/styles/Pill.layer.css';
import '@mantine/core/styles/PillsInput.layer.css';
import '@mantine/core/styles/Popover.layer.css';
import '@mantine/core/styles/ScrollArea.layer.css';
import './fields';
import { MultiSelect, Pill } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Button } from './Button';
import classes from './MultiPick.module.css';
import { beside, byTyping } from './picking';

/** So many can be looked through; thousands of them would make every key stroke slow. */
const mostShown = 60;

interface Props {
  label: string;
  options: { value: string; label: string }[];
  /** Whether there will be (more) options. */
  pending?: boolean;
  value: string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
}

/**
 * Several of a list, found by typing; Enter takes the first that is found. Of very many the last ones are shown, where
 * a new one comes too; the others are found by typing, with a tick, or shown on demand.
 */
export function MultiPick({ options, pending = false, value, ...others }: Props) {
  const [typed, setTyped] = useState('');
  const [all, setAll] = useState(false);
  const shown = useMemo(() => new Set(all ? value : value.slice(-mostShown)), [all, value]);
  const labels = useMemo(() => new Map(options.map((option) => [option.value, option.label])), [options]);
  const hidden = value.length - shown.size;
  return (
    <div className={classes.pick}>
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
        hidePickedOptions={hidden === 0}
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
        {...(hidden === 0
          ? {}
          : {
              renderPill: ({ value: id = '', onRemove }) =>
                shown.has(id) ? (
                  <Pill withRemoveButton onRemove={onRemove}>
                    {labels.get(id) ?? id}
                  </Pill>
                ) : null,
            })}
      />
      {hidden === 0 ? null : (
        <Button variant="subtle" onClick={() => setAll(true)}>
          {`en nog ${hidden.toLocaleString('nl')} – toon ze allemaal`}
        </Button>
      )}
    </div>
  );
}
