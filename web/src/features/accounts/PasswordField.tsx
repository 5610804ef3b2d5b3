import '../../ui/fields';
import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';
import classes from './PasswordField.module.css';

/** A password, with a button in words to see what was typed. */
export function PasswordField(props: Omit<TextInputProps, 'type' | 'rightSection'>) {
  const [shown, setShown] = useState(false);
  return (
    <TextInput
      {...props}
      type={shown ? 'text' : 'password'}
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      rightSectionWidth={84}
      rightSection={
        <button type="button" className={classes.show} onClick={() => setShown(!shown)}>
          {shown ? 'Verberg' : 'Toon'}
          <span className="unseen"> wachtwoord</span>
        </button>
      }
    />
  );
}
