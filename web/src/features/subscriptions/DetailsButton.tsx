import type { MouseEvent } from 'react';
import { Button } from '../../ui/Button';

interface Props {
  /** What or whom: 'Details van Fenna Jansen' */
  of: string;
  onClick: (event: MouseEvent<HTMLElement>) => void;
}

export const DetailsButton = ({ of, onClick }: Props) => (
  <Button variant="default" size="sm" px="sm" aria-label={`Details van ${of}`} onClick={onClick}>
    Details
  </Button>
);
