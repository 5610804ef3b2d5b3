import type { ReactNode } from 'react';
import { Page } from '../../../ui/Page';

export function UserPage(): ReactNode {
  return <Page title="Gebruiker">{null}</Page>;
}
