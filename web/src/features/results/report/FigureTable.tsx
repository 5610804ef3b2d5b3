import type { ReactNode } from 'react';
import { shortDayOf, timeOf } from '../../../ui/days';
import classes from './report.module.css';

interface Props {
  caption: string;
  columns: { name: string; isNumber?: boolean }[];
  /** By what they are told apart. */
  rows: { key: string | number; cells: ReactNode[] }[];
}

/** A small table of figures; what a row is about stands first in it. */
export function FigureTable({ caption, columns, rows }: Props) {
  const align = (index: number) => (columns[index]?.isNumber === true ? 'end' : undefined);
  return (
    <table className={classes.figures} aria-label={caption}>
      <thead>
        <tr>
          {columns.map(({ name }, index) => (
            <th key={name} scope="col" data-align={align(index)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells: [first, ...others] }) => (
          <tr key={key}>
            <th scope="row" tabIndex={-1}>
              {first}
            </th>
            {others.map((cell, index) => (
              <td key={index} data-align={align(index + 1)}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export const Day = ({ at }: { at: number }) => <span className={classes.whole}>{shortDayOf(at)}</span>;

/** Where there is little room, the time stands under the day. */
export const Moment = ({ at }: { at: number }) => (
  <>
    <span className={classes.whole}>{`${shortDayOf(at)},`}</span> {timeOf(at)}
  </>
);
