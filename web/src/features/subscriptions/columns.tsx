import type { ReactNode } from 'react';
import type { Subscription } from '../../api/types';
import type { Column } from '../../ui/DataTable';
import { shortDay } from '../../ui/days';
import { ProductName } from './ProductName';
import { StatusTag } from './StatusTag';
import { seatsText, statusText, typeText } from './words';

/** R4.13.1; `name` is what the product's name is shown as: for a school it leads to the pupils. */
export const columnsOf = (name: (subscription: Subscription) => ReactNode): Column<Subscription>[] => [
  {
    key: 'product',
    name: 'Product',
    width: 'minmax(6.5rem, 1.5fr)',
    cell: (one) => <ProductName icon={one.product.icon}>{name(one)}</ProductName>,
    sortBy: ({ product }) => product.name,
  },
  {
    key: 'soort',
    name: 'Soort',
    width: 'minmax(7rem, 1.7fr)',
    cell: typeText,
    sortBy: typeText,
  },
  {
    key: 'licenties',
    name: 'Licenties',
    width: 'minmax(6rem, 1.3fr)',
    cell: seatsText,
    sortBy: ({ seats_used: used }) => used,
  },
  {
    key: 'start',
    name: 'Startdatum',
    width: 'minmax(9rem, 1fr)',
    cell: ({ starts_on: day }) => shortDay(day),
    sortBy: ({ starts_on: day }) => day,
  },
  {
    key: 'status',
    name: 'Status',
    width: 'minmax(8rem, 1.9fr)',
    cell: (one) => <StatusTag of={one} />,
    sortBy: statusText,
  },
];
