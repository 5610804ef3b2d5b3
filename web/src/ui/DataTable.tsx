import type { CSSProperties, ReactNode } from 'react';
import { ChevronIcon, UpDownIcon } from './icons';
import { Select } from './Select';
import { readSort, type Sort, type SortValue, toggled } from './sorting';
import { useSmallScreen } from './useSmallScreen';
import { useVirtualRows } from './useVirtualRows';
import classes from './DataTable.module.css';

export interface Column<Row> {
  key: string;
  /** What it is called: in the heading, and beside each value where rows are shown as cards. */
  name: string;
  /** What the heading shows, when that is more than its name. */
  heading?: ReactNode;
  /** As in grid-template-columns. */
  width: string;
  cell: (row: Row) => ReactNode;
  sortBy?: (row: Row) => SortValue;
  align?: 'end';
}

interface Props<Row> {
  caption: string;
  columns: Column<Row>[];
  /** Filtered and sorted already. */
  rows: Row[];
  rowKey: (row: Row) => string;
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** A cell before the others, such as a check box. */
  lead?: (row: Row) => ReactNode;
  leadHeading?: ReactNode;
  /** A cell after the others, such as a pencil. */
  tail?: (row: Row) => ReactNode;
  tailHeading?: ReactNode;
  /** As in grid-template-columns; room for a pencil when not given. */
  tailWidth?: string;
  /** A click anywhere in the row, but not on something in it that can be clicked itself. */
  onPress?: (row: Row) => void;
  marked?: (row: Row) => boolean;
  /** With so many columns that on a tablet too rows are cards. */
  wide?: boolean;
}

/**
 * A table of any length: only the rows in sight are in the page. The roles are named, because on a small screen
 * rows are laid out as cards, and a browser then forgets that this is a table.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, sort, onSort, lead, leadHeading, onPress, marked } = props;
  const { tail, tailHeading, tailWidth = '3.25rem', wide = false } = props;
  const small = useSmallScreen(wide ? '64rem' : undefined);
  const { body, items, room, measure } = useVirtualRows({
    count: rows.length,
    height: () => (small ? 130 : 62),
    key: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
  });
  const widths = [
    ...(lead === undefined ? [] : ['3.25rem']),
    ...columns.map(({ width }) => width),
    ...(tail === undefined ? [] : [tailWidth]),
  ].join(' ');

  const table = (
    <table
      className={classes.table}
      role="table"
      aria-label={caption}
      aria-rowcount={rows.length + 1}
      data-cards={small ? true : undefined}
      data-wide={wide ? true : undefined}
      style={{ '--columns': widths } as CSSProperties}
    >
      <thead role="rowgroup" className={small ? 'unseen' : classes.head}>
        <tr role="row" aria-rowindex={1}>
          {lead === undefined ? null : (
            <th role="columnheader" className={classes.lead}>
              {leadHeading}
            </th>
          )}
          {columns.map((column) => {
            const active = sort.by === column.key;
            return (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                data-align={column.align}
                aria-sort={active ? (sort.down ? 'descending' : 'ascending') : undefined}
              >
                {small || column.sortBy === undefined ? (
                  <span className={classes.plain}>{column.heading ?? column.name}</span>
                ) : (
                  <button type="button" onClick={() => onSort(toggled(sort, column.key))} data-active={active}>
                    {column.heading ?? column.name}
                    <span className={classes.arrow} data-down={active && sort.down} data-active={active}>
                      {active ? <ChevronIcon size={16} /> : <UpDownIcon size={16} />}
                    </span>
                  </button>
                )}
              </th>
            );
          })}
          {tail === undefined ? null : (
            <th role="columnheader" scope="col" className={classes.tail}>
              {tailHeading}
            </th>
          )}
        </tr>
      </thead>
      <tbody ref={body} role="rowgroup" style={room}>
        {items.map(({ index, key }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <tr
              key={key}
              role="row"
              aria-rowindex={index + 2}
              data-index={index}
              data-marked={marked?.(row) === true ? true : undefined}
              ref={measure}
              data-pressable={onPress === undefined ? undefined : true}
              onClick={(event) => {
                const inner = (event.target as HTMLElement).closest('a, button, input, label');
                if (inner === null) onPress?.(row);
              }}
            >
              {lead === undefined ? null : (
                <td role="cell" className={classes.lead}>
                  {lead(row)}
                </td>
              )}
              {columns.map((column, at) =>
                at === 0 ? (
                  <th key={column.key} role="rowheader" scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} role="cell" data-label={column.name} data-align={column.align}>
                    {column.cell(row)}
                  </td>
                ),
              )}
              {tail === undefined ? null : (
                <td role="cell" className={classes.tail}>
                  {tail(row)}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
  if (!small) return table;
  return (
    <>
      <SortSelect columns={columns} sort={sort} onSort={onSort} />
      {table}
    </>
  );
}

/** What the headings are for, where there is no room for them. */
function SortSelect<Row>({ columns, sort, onSort }: Pick<Props<Row>, 'columns' | 'sort' | 'onSort'>) {
  const sortable = columns.filter(({ sortBy }) => sortBy !== undefined);
  const keys = sortable.map(({ key }) => key);
  return (
    <Select
      size="md"
      label="Sorteer op"
      value={sort.down ? `-${sort.by}` : sort.by}
      onChange={(event) => onSort(readSort(event.currentTarget.value, keys, sort.by))}
      data={sortable.flatMap(({ key, name }) => [
        { value: key, label: name },
        { value: `-${key}`, label: `${name} (andersom)` },
      ])}
    />
  );
}
