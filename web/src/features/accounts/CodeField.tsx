import '../../ui/fields';
import { TextInput } from '@mantine/core';

interface Props {
  value: string;
  error: string | undefined;
  autoFocus?: boolean;
  description?: string;
  onChange: (code: string) => void;
}

/** A code of six digits from an app; where `description` says so, a recovery code does as well. */
export const CodeField = ({ onChange, autoFocus = true, ...props }: Props) => (
  <TextInput
    {...props}
    size="md"
    name="code"
    label="Code"
    autoFocus={autoFocus}
    autoComplete="one-time-code"
    autoCapitalize="none"
    autoCorrect="off"
    spellCheck={false}
    onChange={(event) => onChange(event.currentTarget.value)}
  />
);
