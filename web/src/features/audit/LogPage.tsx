import type { ReactNode } from 'react';
import { Page } from '../../ui/Page';

export function LogPage(): ReactNode {
  return <Page title="Logboek">{null}</Page>;
}
