import './app/base.css';
import 'virtual:theme-variables.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { MantineProvider } from '@mantine/core';
import { createApp } from './app/create';
import { theme } from './app/theme';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the application.');

const { queryClient, router } = createApp();

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} forceColorScheme="light" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
