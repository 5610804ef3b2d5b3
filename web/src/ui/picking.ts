import type { ComboboxProps, OptionsFilter } from '@mantine/core';
import { fold } from './fold';

/** Case and accents do not matter. */
export const byTyping: OptionsFilter = ({ options, search }) => {
  const wanted = fold(search);
  return options.filter((option) => 'label' in option && fold(option.label).includes(wanted));
};

/** Beside its field, not at the end of the page: inside the dialog or the main part it belongs to. */
export const beside: ComboboxProps = {
  shadow: 'md',
  transitionProps: { duration: 0 },
  withinPortal: false,
  floatingStrategy: 'fixed',
};
