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
    width: 'minmax(10rem, 1.6fr)',
    cell: (one) => <ProductName icon={one.product.icon}>{name(one)}</ProductName>,
    sortBy: ({ product }) => product.name,
  },
  {
    key: 'soort',
    name: 'Soort abonnement',
    width: 'minmax(10rem, 1.6fr)',
    cell: typeText,
    sortBy: typeText,
  },
  {
    key: 'licenties',
    name: 'Licenties',
    width: 'minmax(8.5rem, 1.2fr)',
    cell: seatsText,
    sortBy: ({ seats_used: used }) => used,
  },
  {
    key: 'start',
    name: 'Startdatum',
    width: 'minmax(7rem, 1fr)',
    cell: ({ starts_on: day }) => shortDay(day),
    sortBy: ({ starts_on: day }) => day,
  },
  {
    key: 'status',
    name: 'Status',
    width: 'minmax(13rem, 1.8fr)',
    cell: (one) => <StatusTag of={one} />,
    sortBy: statusText,
  },
];
