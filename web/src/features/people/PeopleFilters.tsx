import { useState } from 'react';
import type { Product } from '../../api/types';
import { Button } from '../../ui/Button';
import { SearchBox } from '../../ui/SearchBox';
import { Select } from '../../ui/Select';
import { useSmallScreen } from '../../ui/useSmallScreen';
import { yearGroupName, yearGroups } from '../schools/words';
import type { Filter } from './filter';
import classes from './PeopleView.module.css';

interface Props {
  view: Filter;
  onView: (change: Filter) => void;
  products: Product[];
  sector: string;
  /** Of whom only this kind is listed: then the role says nothing. */
  kind: string | undefined;
}

/** R4.3.1; on a small screen one asks for the filters, so that users are the first that one sees. */
export function PeopleFilters({ view, onView, products, sector, kind }: Props) {
  const small = useSmallScreen();
  const [open, setOpen] = useState(false);
  const set = [view.rol, view.product, view.leerjaar].filter((value) => value !== undefined).length;
  return (
    <div className={classes.tools}>
      <SearchBox
        label="Zoek een naam"
        value={view.zoek ?? ''}
        onChange={(zoek) => onView({ zoek: zoek === '' ? undefined : zoek })}
      />
      {small ? (
        <Button variant="default" size="md" aria-expanded={open} onClick={() => setOpen(!open)}>
          {set === 0 ? 'Filters' : `Filters (${set})`}
        </Button>
      ) : null}
      {small && !open ? null : (
        <>
          {kind === 'pupil' ? null : (
            <Select
              size="md"
              label="Rol"
              value={view.rol ?? ''}
              onChange={(event) => onView({ rol: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: 'Alle' },
                ...(kind === undefined ? [{ value: 'leerling', label: 'Leerlingen' }] : []),
                { value: 'begeleider', label: 'Begeleiders' },
                { value: 'beheerder', label: 'Beheerders' },
              ]}
            />
          )}
          <Select
            size="md"
            label="Product"
            value={view.product ?? ''}
            onChange={(event) => onView({ product: event.currentTarget.value || undefined })}
            data={[{ value: '', label: 'Alle' }, ...products.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          {kind === 'professional' ? null : (
            <Select
              size="md"
              label="Leerjaar"
              value={view.leerjaar ?? ''}
              onChange={(event) => onView({ leerjaar: event.currentTarget.value || undefined })}
              data={[
                { value: '', label: 'Alle' },
                ...yearGroups(sector).map((year) => ({ value: String(year), label: yearGroupName(sector, year) })),
              ]}
            />
          )}
        </>
      )}
    </div>
  );
}
