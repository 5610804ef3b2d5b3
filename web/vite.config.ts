import { convertCssVariables, defaultCssVariablesResolver, mergeMantineTheme, DEFAULT_THEME } from '@mantine/core';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { palettes, theme } from './src/app/theme.ts';

const name = 'virtual:theme-variables.css';

/**
 * Mantine writes its CSS variables in a <style> element at run time, which our Content-Security-Policy
 * (style-src 'self') forbids. So they are written into the style sheet when the page is built, and of the
 * colours only those that we use.
 */
function themeVariables(): Plugin {
  return {
    name: 'lexipoort-theme-variables',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const { variables, light } = defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme));
      const used = (entries: Record<string, string>) =>
        Object.fromEntries(
          Object.entries(entries).filter(([key]) => {
            const colour = Object.keys(DEFAULT_THEME.colors).find((c) => key.startsWith(`--mantine-color-${c}-`));
            return colour === undefined || palettes.includes(colour);
          }),
        );
      const css = convertCssVariables(
        { variables: used(variables), light: { '--mantine-color-scheme': 'light', ...used(light) }, dark: {} },
        ':root',
      );
      return `@layer mantine { ${css} }`;
    },
  };
}

export default defineConfig({
  plugins: [react(), themeVariables()],
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    // Nothing as data: URL in code or style; files are cached for good under their hashed name.
    assetsInlineLimit: 0,
    // What the first page needs comes in one file, so that a cold start costs few requests.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
    },
  },
  server: {
    proxy: Object.fromEntries(['/api', '/launch', '/lti'].map((path) => [path, 'http://127.0.0.1:8080'])),
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    css: false,
    restoreMocks: true,
    testTimeout: 20_000,
  },
});
