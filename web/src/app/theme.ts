import { createTheme, type MantineColorsTuple } from '@mantine/core';

const sea: MantineColorsTuple = [
  '#eaf2fb',
  '#d3e3f5',
  '#a6c5ea',
  '#76a5de',
  '#4f8ad3',
  '#2f70c0',
  '#1756a9',
  '#12478d',
  '#0d3b66',
  '#082a4a',
];

/** The colours of which the variables go into the style sheet. */
export const palettes = ['sea', 'gray', 'red'];

export const theme = createTheme({
  primaryColor: 'sea',
  primaryShade: 6,
  colors: { sea },
  black: '#17283b',
  defaultRadius: 'md',
  radius: { sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  fontFamily:
    'ui-rounded, "Segoe UI", system-ui, -apple-system, Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif',
  headings: { fontWeight: '700' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'md' } },
    // What is said about a field stands under it.
    InputWrapper: { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
  },
});
